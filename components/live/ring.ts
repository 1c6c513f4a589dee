/** The last `capacity` items of a stream. Older ones fall out and are counted: nothing is lost silently. */
export class Ring<T> {
  readonly #items: (T | undefined)[] = [];
  readonly #capacity: number;
  #pushed = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  push(items: readonly T[]): void {
    for (const item of items) {
      this.#items[this.#pushed % this.#capacity] = item;
      this.#pushed += 1;
    }
  }

  /** how many were ever pushed */
  get pushed(): number {
    return this.#pushed;
  }

  get size(): number {
    return Math.min(this.#pushed, this.#capacity);
  }

  get fellOut(): number {
    return this.#pushed - this.size;
  }

  /** The item `age` places before the newest: 0 is the newest. */
  newest(age: number): T | undefined {
    if (age < 0 || age >= this.size) return undefined;
    return this.#items[(this.#pushed - 1 - age) % this.#capacity];
  }

  /** A picture of what is held now, newest first. */
  newestFirst(): T[] {
    return Array.from({ length: this.size }, (_, age) => this.newest(age) as T);
  }
}
