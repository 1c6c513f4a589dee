import type { Feature } from "../cluster.ts";
import { KafkaError } from "../error.ts";
import { Breaker } from "./breaker.ts";
import type { Connection } from "./connection.ts";
import { dial } from "./dial.ts";
import { bounded, closed, Lane, type Wait } from "./lane.ts";
import { type Address, addressText, type WireSettings } from "./settings.ts";
import type { Purpose } from "./wire.ts";

const lanesOf: Record<Purpose, number> = { admin: 5, mutate: 1, produce: 3 };
const adminScratch = 64 * 1024;
const fetchScratch = 256 * 1024;
/** Sockets of ended readers that wait for the next one, and for how long, ms. */
const mostSpare = 3;
const spareMs = 30_000;

/** What is known of one address: its sockets by purpose, its breaker, whether it ever took a request. */
export class Endpoint {
  readonly address: Address;
  readonly text: string;
  readonly breaker: Breaker;
  features: Feature[] = [];
  readonly #settings: WireSettings;
  readonly #lanes = new Map<Purpose, Lane>();
  readonly #spare = new Map<Connection, NodeJS.Timeout>();
  readonly #onLost: () => void;
  #isProven = false;
  #isClosed = false;

  /** @param onLost is called when the broker ends a connection of a lane */
  constructor(settings: WireSettings, address: Address, onLost: () => void) {
    this.#settings = settings;
    this.#onLost = onLost;
    this.address = address;
    this.text = addressText(address);
    this.breaker = new Breaker(settings.limits.breakerMs);
  }

  /** it has answered a real request at some time, so it is no wrong address */
  get isProven(): boolean {
    return this.#isProven;
  }

  get isConnected(): boolean {
    return [...this.#lanes.values()].some((lane) => lane.isOpen);
  }

  proven(): void {
    this.#isProven = true;
  }

  /** A socket for one reader alone: what another has left, else a new one. */
  async takeForFetch(): Promise<Connection> {
    for (const [connection, timer] of this.#spare) {
      clearTimeout(timer);
      this.#spare.delete(connection);
      if (isFresh(connection)) return connection;
      connection.close();
    }
    return this.#dial(fetchScratch);
  }

  /**
   * A reader has ended. Its socket waits a while for the next one: a page of messages is one short request to each broker,
   * and opening sockets for it takes longer than reading. A socket that still owes an answer is closed with `reason`.
   */
  leaveFetch(connection: Connection, reason: KafkaError): void {
    if (this.#isClosed || !isFresh(connection) || this.#spare.size >= mostSpare) {
      connection.close(reason);
      return;
    }
    const rest = (): void => {
      this.#spare.delete(connection);
      connection.close();
    };
    this.#spare.set(connection, setTimeout(rest, spareMs).unref());
  }

  async #dial(scratchBytes: number): Promise<Connection> {
    if (this.#isClosed) throw closed(this.text);
    const { connection, features } = await this.breaker.attempt(() =>
      dial(this.#settings, this.address, { scratchBytes, isProven: this.#isProven }),
    );
    this.features = features;
    if (this.#isClosed) {
      connection.close();
      throw closed(this.text);
    }
    return connection;
  }

  async #dialWatched(): Promise<Connection> {
    const connection = await this.#dial(adminScratch);
    connection.onLost = this.#onLost;
    return connection;
  }

  lane(purpose: Purpose): Lane {
    let lane = this.#lanes.get(purpose);
    if (!lane) {
      const { idleMs } = this.#settings.limits;
      lane = new Lane({ address: this.text, most: lanesOf[purpose], idleMs, open: () => this.#dialWatched() });
      this.#lanes.set(purpose, lane);
    }
    return lane;
  }

  close(): void {
    this.#isClosed = true;
    for (const lane of this.#lanes.values()) lane.close();
    for (const [connection, timer] of this.#spare) {
      clearTimeout(timer);
      connection.close();
    }
    this.#spare.clear();
  }
}

function isFresh(connection: Connection): boolean {
  return connection.ended === null && connection.inFlight === 0 && Date.now() < connection.expiresAt;
}

/** Every address of a cluster, by its text: a bootstrap address that is also an advertised one is the same endpoint. */
export class Endpoints {
  readonly #settings: WireSettings;
  readonly #known = new Map<string, Endpoint>();
  readonly #onLost: () => void;
  #lastGood: string | null = null;
  #isClosed = false;

  constructor(settings: WireSettings, onLost: () => void = () => {}) {
    this.#settings = settings;
    this.#onLost = onLost;
  }

  at(address: Address): Endpoint {
    if (this.#isClosed) throw closed(addressText(address));
    const text = addressText(address);
    let endpoint = this.#known.get(text);
    if (!endpoint) {
      endpoint = new Endpoint(this.#settings, address, this.#onLost);
      this.#known.set(text, endpoint);
    }
    return endpoint;
  }

  answered(endpoint: Endpoint): void {
    endpoint.proven();
    this.#lastGood = endpoint.text;
  }

  /**
   * Some endpoint with an open socket: the last good one, else the first of the brokers and bootstrap addresses that
   * connects, each next one being dialled a moment after the one before or as soon as that fails (RFC 8305).
   */
  async any(
    brokers: readonly Address[],
    purpose: Purpose,
    wait: Wait,
    avoid: ReadonlySet<Endpoint>,
  ): Promise<Endpoint> {
    const all = this.#inOrder(brokers);
    const others = all.filter((endpoint) => !avoid.has(endpoint));
    const candidates = others.length > 0 ? others : all;
    const connected = candidates.find((endpoint) => endpoint.lane(purpose).isOpen && !endpoint.breaker.isOpen);
    if (connected) return connected;
    return bounded(this.#race(candidates, purpose), wait, this.#settings.name);
  }

  close(): void {
    this.#isClosed = true;
    for (const endpoint of this.#known.values()) endpoint.close();
    this.#known.clear();
  }

  #inOrder(brokers: readonly Address[]): Endpoint[] {
    const all = [...new Set([...brokers, ...this.#settings.bootstrap].map((address) => this.at(address)))];
    const rank = (endpoint: Endpoint): number =>
      endpoint.breaker.isOpen ? 3 : endpoint.text === this.#lastGood ? 0 : endpoint.isConnected ? 1 : 2;
    return all.sort((a, b) => rank(a) - rank(b));
  }

  #race(candidates: readonly Endpoint[], purpose: Purpose): Promise<Endpoint> {
    const { promise, resolve, reject } = Promise.withResolvers<Endpoint>();
    const failures: KafkaError[] = [];
    let started = 0;
    let timer: NodeJS.Timeout | undefined;
    const startNext = (): void => {
      clearTimeout(timer);
      const endpoint = candidates[started++];
      if (!endpoint) return;
      timer = setTimeout(startNext, this.#settings.limits.nextDialMs);
      endpoint
        .lane(purpose)
        .run({ deadline: Date.now() + 2 * this.#settings.limits.connectMs }, async () => {})
        .then(
          () => {
            clearTimeout(timer);
            started = candidates.length;
            resolve(endpoint);
          },
          (error: KafkaError) => {
            failures.push(error);
            if (failures.length === candidates.length) {
              clearTimeout(timer);
              reject(nobodyAnswered(failures));
            } else startNext();
          },
        );
    };
    startNext();
    return promise;
  }
}

/** One failure for all: the code of the most telling one, the words of each. */
function nobodyAnswered(failures: readonly KafkaError[]): KafkaError {
  const telling = [-105, -104, -107, -108, -106].map((code) => failures.find((failure) => failure.kafkaCode === code));
  const first = telling.find((failure) => failure !== undefined) ?? failures[0];
  if (!first || failures.length === 1) return first ?? new KafkaError(-101, "cluster");
  const targets = failures.map((failure) => failure.target).join(", ");
  const words = [...new Set(failures.map((failure) => failure.message))].join(" ");
  return new KafkaError(first.kafkaCode, targets, { message: words, hint: first.hint, cause: first });
}
