import type { KafkaError } from "../error.ts";

/**
 * Keeps a dead address from being dialled by every request: after a failure the same answer is given at once, for
 * 250 ms at first, twice as long after each further failure, 30 s at most (±20 %). Then one attempt is let through while
 * the others wait for how it ends.
 */
export class Breaker {
  readonly #first: number;
  readonly #longest: number;
  #failures = 0;
  #openUntil = 0;
  #last: KafkaError | null = null;
  #probe: Promise<unknown> | null = null;

  constructor([first, longest]: readonly [first: number, longest: number]) {
    this.#first = first;
    this.#longest = longest;
  }

  /** true while attempts are refused without trying */
  get isOpen(): boolean {
    return this.#last !== null && Date.now() < this.#openUntil;
  }

  get lastFailure(): KafkaError | null {
    return this.#last;
  }

  async attempt<T>(dial: () => Promise<T>): Promise<T> {
    if (this.#last === null) return this.#watch(dial());
    if (this.isOpen) throw this.#last;
    if (this.#probe) {
      await this.#probe;
      return this.attempt(dial);
    }
    const probe = this.#watch(dial());
    this.#probe = probe;
    try {
      return await probe;
    } finally {
      this.#probe = null;
    }
  }

  async #watch<T>(dialling: Promise<T>): Promise<T> {
    try {
      const dialled = await dialling;
      this.#last = null;
      this.#failures = 0;
      return dialled;
    } catch (error) {
      this.failed(error as KafkaError);
      throw error;
    }
  }

  /** Also for a broker that accepts connections and answers nothing. */
  failed(error: KafkaError): void {
    // Attempts that were under way together count once.
    if (this.isOpen) return;
    const pause = Math.min(this.#longest, this.#first * 2 ** this.#failures);
    this.#failures = Math.min(this.#failures + 1, 20);
    this.#last = error;
    this.#openUntil = Date.now() + pause * (0.8 + Math.random() * 0.4);
  }
}
