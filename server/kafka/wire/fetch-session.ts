import { staleLeaderCodes } from "../../../lib/kafka/error-codes.ts";
import type { Call, TopicPartition } from "../cluster.ts";
import { KafkaError } from "../error.ts";
import { type FetchPartitionAnswer, fetch, fetchByName } from "../protocol/1-fetch.ts";
import { noTopicId } from "../protocol/topic-id.ts";
import type { Settled } from "../settled.ts";
import type { FetchAsk, FetchLimits, FetchSession, RawFetch } from "../transfer.ts";
import { abortReason, type Connection } from "./connection.ts";
import { commonVersion } from "./dial.ts";
import type { Endpoint } from "./endpoints.ts";
import { bounded } from "./lane.ts";

export type FetchHost = {
  endpointOf(nodeId: number, call: Call): Promise<Endpoint>;
  staleMetadata(): void;
  explain(endpoint: Endpoint, error: unknown): unknown;
  onClose(): void;
};

/** how much longer than the broker may wait for records an answer may take, ms */
const beyondWaitMs = 10_000;

type Own = { connection: Connection | null; endpoint: Endpoint | null; last: Promise<unknown> };

/**
 * The reader's own sockets, one per broker. Requests to one broker wait for each other; to several brokers they run side
 * by side. The batches of one answer are views of one buffer that nothing else shares (FrameSocket), so it may be
 * transferred to a worker: all views of that answer are detached then.
 */
export class OwnSockets implements FetchSession {
  readonly #host: FetchHost;
  readonly #own = new Map<number, Own>();
  #isClosed = false;

  constructor(host: FetchHost) {
    this.#host = host;
  }

  fetch(
    nodeId: number,
    asks: readonly FetchAsk[],
    limits: FetchLimits,
    call: Call = {},
  ): Promise<Settled<RawFetch, TopicPartition>[]> {
    const own = this.#own.get(nodeId) ?? { connection: null, endpoint: null, last: Promise.resolve() };
    this.#own.set(nodeId, own);
    const deadline = Date.now() + (call.timeoutMs ?? limits.maxWaitMs + beyondWaitMs);
    const wait = { deadline, signal: call.signal };
    const turn = own.last.then(() => this.#fetch(nodeId, own, asks, limits, wait));
    own.last = turn.catch(() => {});
    return bounded(turn, wait, `broker ${nodeId}`);
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    for (const { connection, endpoint } of this.#own.values())
      if (connection) endpoint?.leaveFetch(connection, closed(connection.address));
    this.#host.onClose();
  }

  async #fetch(
    nodeId: number,
    own: Own,
    asks: readonly FetchAsk[],
    limits: FetchLimits,
    { deadline, signal }: { deadline: number; signal: AbortSignal | undefined },
  ): Promise<Settled<RawFetch, TopicPartition>[]> {
    const connection = await this.#connection(nodeId, own, { deadline, signal });
    // closed meanwhile: the socket may be another reader's by now
    if (this.#isClosed) throw closed(connection.address);
    // Whoever gives up a fetch wants its bytes to stop flowing: the socket goes with it.
    const aborted = (): void => {
      if (!this.#isClosed) connection.close(closed(connection.address));
    };
    signal?.addEventListener("abort", aborted, { once: true });
    try {
      const byId = asks.every(({ topicId }) => topicId !== "" && topicId !== noTopicId);
      const api = byId ? fetch : fetchByName;
      const version = commonVersion(api, connection.ranges.get(api.key));
      if (version === null)
        throw new KafkaError(-107, connection.address, {
          message: `${connection.address} shares no version of Fetch with Klar.`,
        });
      const { maxWaitMs, minBytes, maxBytes, isolation } = limits;
      const { value } = await connection.send(
        api,
        version,
        [{ maxWaitMs, minBytes, maxBytes, isReadCommitted: isolation === "read_committed" }, asks],
        { deadline, signal, isChange: false },
      );
      if (value.errorCode !== 0) throw new KafkaError(value.errorCode, connection.address);
      return this.#settle(asks, value.partitions, version >= 13);
    } finally {
      signal?.removeEventListener("abort", aborted);
    }
  }

  async #connection(
    nodeId: number,
    own: Own,
    { deadline, signal }: { deadline: number; signal: AbortSignal | undefined },
  ): Promise<Connection> {
    if (this.#isClosed) throw closed(`broker ${nodeId}`);
    if (signal?.aborted) throw abortReason(signal, `broker ${nodeId}`);
    const present = own.connection;
    if (present && present.ended === null && Date.now() < present.expiresAt) {
      if (present.throttleMs > 0) await new Promise((resolve) => setTimeout(resolve, present.throttleMs));
      return present;
    }
    present?.close();
    const endpoint = await this.#host.endpointOf(nodeId, { signal, timeoutMs: Math.max(1, deadline - Date.now()) });
    try {
      own.connection = await endpoint.takeForFetch();
      own.endpoint = endpoint;
    } catch (error) {
      this.#host.staleMetadata();
      throw this.#host.explain(endpoint, error);
    }
    if (this.#isClosed) {
      endpoint.leaveFetch(own.connection, closed(own.connection.address));
      throw closed(own.connection.address);
    }
    return own.connection;
  }

  #settle(
    asks: readonly FetchAsk[],
    answers: readonly FetchPartitionAnswer[],
    byId: boolean,
  ): Settled<RawFetch, TopicPartition>[] {
    const found = new Map(answers.map((answer) => [`${answer.topic}/${answer.partition}`, answer]));
    let isStale = false;
    const settled = asks.map((ask): Settled<RawFetch, TopicPartition> => {
      const { topic, partition } = ask;
      const key = { topic, partition };
      const answer = found.get(`${byId ? ask.topicId : topic}/${partition}`);
      const code = answer?.errorCode ?? -108;
      if (!answer || code !== 0) {
        isStale ||= staleLeaderCodes.has(code);
        return { key, ok: false, error: new KafkaError(code, `${topic}-${partition}`) };
      }
      const { highWatermark, lastStableOffset, logStartOffset, aborted, preferredReadReplica, records } = answer;
      const value = {
        ...key,
        highWatermark,
        lastStableOffset,
        logStartOffset,
        aborted,
        preferredReadReplica,
        batches: records,
      };
      return { key, ok: true, value };
    });
    if (isStale) this.#host.staleMetadata();
    return settled;
  }
}

function closed(target: string): KafkaError {
  return new KafkaError(-103, target, { message: "Reading was ended." });
}
