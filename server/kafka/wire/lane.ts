import { KafkaError } from "../error.ts";
import { abortReason, type Connection } from "./connection.ts";
import { timerMs } from "./retry.ts";

export type LaneOptions = {
  address: string;
  /** requests under way at once; further ones wait in line */
  most: number;
  idleMs: number;
  open(): Promise<Connection>;
};
export type Wait = { deadline: number; signal?: AbortSignal | undefined };

/**
 * One socket to one broker for one purpose, opened when needed, closed when idle, replaced before its session ends.
 * A broker serves one request per connection at a time, so the line forms here, where it can still be left.
 */
export class Lane {
  readonly #options: LaneOptions;
  #connection: Connection | null = null;
  #opening: Promise<Connection> | null = null;
  #running = 0;
  readonly #line: (() => void)[] = [];
  #idle: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(options: LaneOptions) {
    this.#options = options;
  }

  get isOpen(): boolean {
    return this.#connection !== null && this.#connection.ended === null;
  }

  /** Runs `work` with the connection when it is its turn. */
  async run<T>(wait: Wait, work: (connection: Connection) => Promise<T>): Promise<T> {
    await this.#turn(wait);
    clearTimeout(this.#idle);
    try {
      const connection = await bounded(this.#current(), wait, this.#options.address);
      if (connection.throttleMs > 0) await bounded(pause(connection.throttleMs), wait, this.#options.address);
      return await work(connection);
    } finally {
      this.#running--;
      const next = this.#line.shift();
      if (next) next();
      else if (this.#running === 0 && !this.#isClosed)
        this.#idle = setTimeout(() => this.#rest(), this.#options.idleMs).unref();
    }
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#idle);
    this.#connection?.close();
    this.#connection = null;
    // one that is still being opened is closed when it arrives
    this.#opening?.then(
      (connection) => connection.close(),
      () => {},
    );
  }

  #turn({ deadline, signal }: Wait): Promise<void> {
    if (this.#isClosed) return Promise.reject(closed(this.#options.address));
    if (signal?.aborted) return Promise.reject(abortReason(signal, this.#options.address));
    if (this.#running < this.#options.most) {
      this.#running++;
      return Promise.resolve();
    }
    const { promise, resolve } = Promise.withResolvers<void>();
    const enter = (): void => {
      this.#running++;
      resolve();
    };
    this.#line.push(enter);
    return bounded(promise, { deadline, signal }, this.#options.address).catch((error) => {
      const index = this.#line.indexOf(enter);
      if (index >= 0) this.#line.splice(index, 1);
      else this.#leave();
      throw error;
    });
  }

  /** The turn came at the very moment the caller gave up: hand it on. */
  #leave(): void {
    this.#running--;
    this.#line.shift()?.();
  }

  async #current(): Promise<Connection> {
    // whoever stood in line when it was closed
    if (this.#isClosed) throw closed(this.#options.address);
    const present = this.#connection;
    if (present && present.ended === null) {
      if (Date.now() < present.expiresAt) return present;
      // Requests under way finish on the old socket, new ones take the next.
      this.#connection = null;
      if (present.inFlight === 0) present.close();
      else present.onIdle = () => present.close();
    }
    this.#opening ??= this.#options.open().finally(() => {
      this.#opening = null;
    });
    this.#connection = await this.#opening;
    return this.#connection;
  }

  #rest(): void {
    this.#connection?.close();
    this.#connection = null;
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

export function closed(target: string): KafkaError {
  return new KafkaError(-103, target, { message: "The cluster's connections are closed." });
}

/** Waits for something shared that goes on without us: our deadline and signal only end our waiting. */
export function bounded<T>(shared: Promise<T>, { deadline, signal }: Wait, target: string): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  if (signal?.aborted) {
    shared.catch(() => {});
    return Promise.reject(abortReason(signal, target));
  }
  const timer = setTimeout(
    () => reject(new KafkaError(-102, target, { message: `${target} did not answer in time.` })),
    timerMs(deadline),
  );
  const aborted = (): void => reject(signal && abortReason(signal, target));
  signal?.addEventListener("abort", aborted, { once: true });
  shared.then(resolve, reject);
  return promise.finally(() => {
    clearTimeout(timer);
    signal?.removeEventListener("abort", aborted);
  });
}
