import { type MessagePort, receiveMessageOnPort } from "node:worker_threads";
import type { Decoding, TopicDecoding } from "../serde/decoding.ts";
import type { FilterWatch } from "./filter/filter-watch.ts";

type SchemaLookup = TopicDecoding["schemas"];
type FoundSchema = ReturnType<SchemaLookup["find"]>;

/** What crosses to a worker thread of how a topic is decoded: its schemas stay here and are asked for. */
export type PlainDecoding = { id: number; hasRegistry: boolean; given: TopicDecoding["given"] };
type Ask = { id: number; ref: string; turn: number };
type Answer = { turn: number; found: FoundSchema };

/** There are as many as clusters. */
const numbers = new WeakMap<Decoding, number>();
const decodings: Decoding[] = [];

export function plainDecoding({ schemas, given, source }: TopicDecoding): PlainDecoding | null {
  if (source === null) return null;
  let id = numbers.get(source);
  if (id === undefined) {
    id = decodings.push(source) - 1;
    numbers.set(source, id);
  }
  return { id, hasRegistry: schemas.hasRegistry, given };
}

/** Answers what a worker asks; it sleeps on `bell` meanwhile. */
export function answerAsks(port: MessagePort, bell: SharedArrayBuffer): void {
  const rung = new Int32Array(bell);
  port.on("message", async ({ id, ref, turn }: Ask) => {
    const found = (await decodings[id]?.schema(ref)) ?? { ok: false, reason: "its cluster is not known any more" };
    const answer: Answer = { turn, found };
    port.postMessage(answer);
    Atomics.add(rung, 0, 1);
    Atomics.notify(rung, 0);
  });
  // a worker that is idle must not keep the process
  port.unref();
}

/** longer than the registry may take, whatever waits before this */
const longestMs = 20_000;
const refusedMs = 5_000;
const mostKnown = 2_000;

/** A worker's end: each schema is asked for once and remembered; the filter's time stands still while it waits. */
export class AskedSchemas {
  readonly #port: MessagePort;
  readonly #bell: Int32Array;
  readonly #watch: FilterWatch | null;
  readonly #known = new Map<string, { found: FoundSchema; until: number }>();
  #turn = 0;

  constructor(port: MessagePort, bell: SharedArrayBuffer, watch: FilterWatch | null) {
    this.#port = port;
    this.#bell = new Int32Array(bell);
    this.#watch = watch;
  }

  of({ id, hasRegistry, given }: PlainDecoding): TopicDecoding {
    return { schemas: { hasRegistry, find: (ref) => this.#find(id, ref) }, given, source: null };
  }

  #find(id: number, ref: string): FoundSchema {
    const name = `${id} ${ref}`;
    const known = this.#known.get(name);
    if (known && known.until > Date.now()) return known.found;
    const found = this.#watch ? this.#watch.aside(() => this.#ask(id, ref)) : this.#ask(id, ref);
    if (this.#known.size >= mostKnown) this.#known.clear();
    const isLasting = found.ok && !ref.startsWith("latest:");
    this.#known.set(name, { found, until: isLasting ? Number.POSITIVE_INFINITY : Date.now() + refusedMs });
    return found;
  }

  #ask(id: number, ref: string): FoundSchema {
    const turn = ++this.#turn;
    const deadline = Date.now() + longestMs;
    let rung = Atomics.load(this.#bell, 0);
    const ask: Ask = { id, ref, turn };
    this.#port.postMessage(ask);
    for (;;) {
      for (let got = receiveMessageOnPort(this.#port); got; got = receiveMessageOnPort(this.#port)) {
        const answer = got.message as Answer;
        // an answer nobody waited for any more may still have come
        if (answer.turn === turn) return answer.found;
      }
      const left = deadline - Date.now();
      if (left <= 0) return { ok: false, reason: "its schema did not come in time" };
      Atomics.wait(this.#bell, 0, rung, left);
      rung = Atomics.load(this.#bell, 0);
    }
  }
}
