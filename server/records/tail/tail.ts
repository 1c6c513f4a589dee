import type { ReadDone, ReadProblem, TailQuery, TailStatus } from "../../../lib/api/messages.ts";
import type { Call, KafkaCluster, Partition, Topic } from "../../kafka/cluster.ts";
import type { Decoding } from "../../serde/decoding.ts";
import { resolveBound, selectPartitions } from "../bounds.ts";
import { TopicGone } from "../fetcher.ts";
import { sieveSpec } from "../filter/filter-spec.ts";
import { keyHome } from "../key-home.ts";
import { lookUp } from "../look-up.ts";
import { shapeOf } from "../message.ts";
import { type PartitionOffsets, planReading } from "../plan.ts";
import { topicIdBytes } from "../positions.ts";
import { decodeTailId } from "./tail-position.ts";
import { fatal, TailReading } from "./tail-reading.ts";

/** Messages come in wire form: readers share it. */
export type TailEvent = { id: string } & (
  | { event: "messages"; json: string }
  | { event: "status"; data: TailStatus }
  | { event: "problem"; data: ReadProblem }
  | { event: "done"; data: { reason: ReadDone["reason"] } }
);
export type TailOptions = {
  signal: AbortSignal;
  lastEventId: string | null;
  /** the cluster's schemas and configured formats */
  decoding?: Decoding | null | undefined;
};

/** for the offsets a tail starts at; what has not answered by then joins later, at its end */
const startMs = 2000;

/**
 * New records as they come. What is wrong with the request is thrown before anything streams; a topic that goes away while
 * (or before) it is read ends the stream with a fatal problem and `done`.
 *
 * @throws ApiError
 */
export async function tail(
  kafka: KafkaCluster,
  topicName: string,
  query: TailQuery,
  { signal, lastEventId, decoding }: TailOptions,
): Promise<AsyncGenerator<TailEvent, void, undefined>> {
  const filter = { sieve: sieveSpec(query), shape: shapeOf(topicName, query, decoding) };
  const resumed = lastEventId === null || lastEventId === "" ? null : decodeTailId(lastEventId);
  const choose = (topic: Topic): Partition[] => {
    const home = keyHome(topic, query);
    return selectPartitions(topic, query.partitions).filter(
      ({ partition }) => home === null || partition === home.partition,
    );
  };
  const call = { signal, timeoutMs: startMs };
  const next = new Map<number, bigint | null>();
  let topic: Topic;
  if (resumed) {
    topic = await kafka.topic(topicName, { signal });
    if (!topicIdBytes(topic.topicId).equals(topicIdBytes(resumed.topicId))) return replaced(topic, lastEventId ?? "");
    // a partition that the id does not know came since: nothing of it was seen
    for (const { partition } of choose(topic)) next.set(partition, resumed.next.get(partition) ?? 0n);
  } else {
    const found = await lookUp(kafka, topicName, choose, null, call);
    topic = found.topic;
    for (const [partition, offset] of await startOffsets(kafka, topic, found.known, query, call))
      next.set(partition, offset);
  }
  return new TailReading(kafka, topic, query, filter, next, !resumed && query.from === undefined, signal).events();
}

async function* replaced(topic: Topic, id: string): AsyncGenerator<TailEvent, void, undefined> {
  const gone = new TopicGone(topic.name, true);
  yield { event: "problem", id, data: fatal(topic.name, gone) };
  yield { event: "done", id, data: { reason: "failed" } };
}

/** Where each partition begins; null = it could not be asked: it joins at its end when it answers. */
async function startOffsets(
  kafka: KafkaCluster,
  topic: Topic,
  known: readonly PartitionOffsets[],
  query: TailQuery,
  call: Call,
): Promise<Map<number, bigint | null>> {
  const from = await resolveBound(kafka, topic, known, query.from, "from", call);
  const { ranges } = planReading({ order: "oldest", isolation: query.isolation, partitions: known, from, to: null });
  const begins = new Map(ranges.map((range) => [range.partition, range.from]));
  return new Map(
    known.map((one): [number, bigint | null] => {
      if (one.error !== null) return [one.partition, null];
      const end = query.isolation === "read_committed" ? one.lastStable : one.latest;
      // a partition whose range is empty begins at its end, as all do without `from`
      return [one.partition, from === null ? end : (begins.get(one.partition) ?? end)];
    }),
  );
}
