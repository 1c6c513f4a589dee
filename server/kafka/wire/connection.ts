import { Reader, ResponseError, Writer } from "@platformatic/kafka";
import { KafkaError } from "../error.ts";
import type { ApiCall, ApiVersion } from "../protocol/api-call.ts";
import { timerMs } from "./retry.ts";
import { addressText } from "./settings.ts";
import type { FrameSocket } from "./socket.ts";
import { throttleMsOf } from "./throttle.ts";

export type SendOptions = {
  /** epoch ms; when it passes, the socket is destroyed, since the answer would still come some day */
  deadline: number;
  signal?: AbortSignal | undefined;
  /** losing the answer leaves open whether it was done: such an error says `outcome: "unknown"` */
  isChange: boolean;
  /** see `CallOptions` */
  isRepeated?: boolean | undefined;
};

/** `codes`: see ApiCall.codes, each once; of an answer unwrapped from the library's error, its error codes; else empty. */
export type Answer<R> = { value: R; codes: number[]; isComplete: boolean };

/** What was asked before with the same arguments, and what came back. */
type Asked = { version: number; request: Buffer; last: { bytes: Buffer; answer: Answer<unknown> } | null };

type Pending = {
  correlationId: number;
  label: string;
  isChange: boolean;
  read(frame: Buffer): void;
  fail(error: KafkaError): void;
  timer: NodeJS.Timeout;
};

/** What an aborted call rejects with: AbortSignal.timeout is a deadline in Kafka's words, anything else its own reason. */
export function abortReason(signal: AbortSignal, target: string): unknown {
  const { reason } = signal;
  if (reason instanceof DOMException && reason.name === "TimeoutError")
    return new KafkaError(-102, target, { cause: reason });
  return reason;
}

/** Requests and answers over one socket: headers, correlation, deadlines, throttling. Answers come in the order of requests. */
export class Connection {
  readonly address: string;
  /** what this broker said about itself when the connection was opened */
  ranges: ReadonlyMap<number, { min: number; max: number }> = new Map();
  /** after this the broker may end an authenticated session: take a new connection instead. epoch ms */
  expiresAt = Number.POSITIVE_INFINITY;
  /** how the end of a connection is explained while nothing but ApiVersions was ever answered */
  silentEnd: KafkaError | null = null;
  onIdle: () => void = () => {};
  /** the other side has ended it */
  onLost: () => void = () => {};
  #isLeaving = false;
  readonly #socket: FrameSocket;
  readonly #clientId: string;
  readonly #pending: Pending[] = [];
  readonly #asked = new WeakMap<unknown[], Asked>();
  #nextId = 1;
  #throttledUntil = 0;

  constructor(socket: FrameSocket, clientId: string) {
    this.#socket = socket;
    this.#clientId = clientId;
    this.address = addressText(socket.address);
    socket.onFrame = (frame) => this.#receive(frame);
    socket.onEnd = (error) => this.#failAll(error);
  }

  get ended(): KafkaError | null {
    return this.#socket.ended;
  }

  get inFlight(): number {
    return this.#pending.length;
  }

  /** KIP-219: the broker asks to be left alone for this long, ms */
  get throttleMs(): number {
    return Math.max(0, this.#throttledUntil - Date.now());
  }

  send<Args extends unknown[], R>(
    api: ApiCall<Args, R>,
    version: number,
    args: Args,
    options: SendOptions,
  ): Promise<Answer<R>> {
    const { promise, resolve, reject } = Promise.withResolvers<Answer<R>>();
    const shape = shapeOf(api, version);
    const label = `${api.name} v${version}`;
    const { signal, deadline, isChange } = options;
    if (this.ended) return Promise.reject(this.ended);
    if (signal?.aborted) return Promise.reject(abortReason(signal, this.address));
    const correlationId = this.#nextId;
    this.#nextId = (correlationId + 1) & 0x7fff_ffff;
    const asked = options.isRepeated ? this.#askedBefore(version, shape, args) : null;
    const bytes = this.#encode(api, version, shape, asked?.request ?? args, correlationId);
    const allowed = timerMs(deadline);
    // An aborted call leaves its slot behind: the answer still comes and must find its place.
    const aborted = (): void => reject(signal && abortReason(signal, this.address));
    signal?.addEventListener("abort", aborted, { once: true });
    const settled = (): void => {
      clearTimeout(entry.timer);
      signal?.removeEventListener("abort", aborted);
    };
    const entry: Pending = {
      correlationId,
      label,
      isChange,
      timer: setTimeout(() => this.#timedOut(entry, allowed), allowed),
      read: (frame) => {
        settled();
        try {
          resolve(this.#answer(api, version, shape, correlationId, frame, asked));
        } catch (error) {
          reject(error);
        }
      },
      fail: (error) => {
        settled();
        reject(error);
      },
    };
    this.#pending.push(entry);
    this.#socket.write(bytes);
    return promise;
  }

  /** For the one request without an answer, Produce with acks 0: resolves when the bytes have left. */
  post<Args extends unknown[], R>(api: ApiCall<Args, R>, version: number, args: Args): Promise<void> {
    if (this.ended) return Promise.reject(this.ended);
    const correlationId = this.#nextId;
    this.#nextId = (correlationId + 1) & 0x7fff_ffff;
    const bytes = this.#encode(api, version, shapeOf(api, version), args, correlationId);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#socket.write(bytes, (error) =>
      error ? reject(new KafkaError(-103, this.address, { cause: error, outcome: "unknown" })) : resolve(),
    );
    return promise;
  }

  close(
    error = new KafkaError(-103, this.address, { message: `The connection to ${this.address} was closed.` }),
  ): void {
    this.#isLeaving = true;
    this.#socket.destroy(error);
  }

  #encode<Args extends unknown[], R>(
    api: ApiCall<Args, R>,
    version: number,
    shape: ApiVersion<Args, R>,
    asked: Args | Buffer,
    correlationId: number,
  ): Buffer {
    const writer = Writer.create()
      .appendInt16(api.key)
      .appendInt16(version)
      .appendInt32(correlationId)
      .appendString(this.#clientId, false);
    if (shape.requestTagged) writer.appendTaggedFields();
    if (Buffer.isBuffer(asked)) writer.append(asked);
    else writer.appendFrom(shape.createRequest(...asked));
    return writer.prependLength().buffer;
  }

  #askedBefore<Args extends unknown[], R>(version: number, shape: ApiVersion<Args, R>, args: Args): Asked {
    const known = this.#asked.get(args);
    if (known?.version === version) return known;
    const asked: Asked = { version, request: shape.createRequest(...args).buffer, last: null };
    this.#asked.set(args, asked);
    return asked;
  }

  #answer<Args extends unknown[], R>(
    api: ApiCall<Args, R>,
    version: number,
    shape: ApiVersion<Args, R>,
    correlationId: number,
    frame: Buffer,
    asked: Asked | null,
  ): Answer<R> {
    const bytes = frame.subarray(4);
    if (asked?.last?.bytes.equals(bytes)) return asked.last.answer as Answer<R>;
    const answer = this.#parse(api, version, shape, correlationId, frame);
    // one that asks for a pause is heard each time
    if (asked) asked.last = this.throttleMs > 0 ? null : { bytes, answer };
    return answer;
  }

  #receive(frame: Buffer): void {
    const entry = this.#pending.shift();
    const correlationId = frame.readInt32BE(0);
    if (!entry || entry.correlationId !== correlationId) {
      if (entry) this.#pending.unshift(entry);
      this.close(
        new KafkaError(-108, this.address, { message: `${this.address} sent an answer to a question nobody asked.` }),
      );
      return;
    }
    // Only what comes after ApiVersions proves that the broker takes this client's requests.
    if (!entry.label.startsWith("ApiVersions")) this.silentEnd = null;
    entry.read(frame);
    if (this.#pending.length === 0) this.onIdle();
  }

  #parse<Args extends unknown[], R>(
    api: ApiCall<Args, R>,
    version: number,
    shape: ApiVersion<Args, R>,
    correlationId: number,
    frame: Buffer,
  ): Answer<R> {
    const isComplete = api.codes !== undefined;
    try {
      const header = Reader.from(frame.subarray(4));
      if (shape.responseTagged) header.readTaggedFields();
      const body = Reader.from(frame.subarray(4 + header.position));
      const { value, thrown } = unwrapped(() => shape.parseResponse(correlationId, api.key, version, body));
      const ms = throttleMsOf(api.key, version, body, value);
      if (ms > 0) this.#throttledUntil = Date.now() + ms;
      return { value, codes: api.codes ? [...new Set(api.codes(value))] : thrown, isComplete };
    } catch (error) {
      throw new KafkaError(-108, this.address, {
        message: `The answer of ${this.address} to ${api.name} v${version} could not be read.`,
        cause: error,
      });
    }
  }

  #timedOut(entry: Pending, allowed: number): void {
    const late = new KafkaError(-102, this.address, {
      message: `${this.address} did not answer ${entry.label} within ${allowed} ms.`,
      outcome: entry.isChange ? "unknown" : undefined,
    });
    const index = this.#pending.indexOf(entry);
    if (index >= 0) this.#pending.splice(index, 1);
    entry.fail(late);
    this.close(
      new KafkaError(-103, this.address, {
        message: `The connection to ${this.address} was given up because ${entry.label} got no answer.`,
      }),
    );
  }

  #failAll(error: KafkaError): void {
    const explained = error.kafkaCode === -103 && this.silentEnd ? this.silentEnd : error;
    for (const entry of this.#pending.splice(0))
      entry.fail(entry.isChange ? unknownOutcome(explained, entry.label) : explained);
    this.onIdle();
    if (!this.#isLeaving) this.onLost();
  }
}

/** The library throws when an item of the answer failed; the complete answer and the codes are in its error. */
function unwrapped<R>(parse: () => R): { value: R; thrown: number[] } {
  try {
    return { value: parse(), thrown: [] };
  } catch (error) {
    if (!(error instanceof ResponseError) || error.response === undefined) throw error;
    return { value: error.response as R, thrown: error.errors.map((item) => Number(item.apiCode ?? 0)) };
  }
}

function unknownOutcome(error: KafkaError, label: string): KafkaError {
  return new KafkaError(error.kafkaCode, error.target, {
    message: `${error.message} ${label} had been sent: it may or may not have been carried out.`,
    hint: error.hint,
    outcome: "unknown",
    cause: error,
  });
}

function shapeOf<Args extends unknown[], R>(api: ApiCall<Args, R>, version: number): ApiVersion<Args, R> {
  const shape = api.versions[version];
  if (!shape) throw new RangeError(`${api.name} has no version ${version} here`);
  return shape;
}
