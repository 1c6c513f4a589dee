import type { HistoryQuery, TopicHistory } from "../../lib/api/history.ts";
import type { Cluster } from "../clusters/cluster.ts";
import { Columns, rangeOf, ratesOf, readHistory, topicSubject } from "../clusters/history-reading.ts";
import { partsOf } from "../history/series.ts";

/** A topic over time. @throws KafkaError no-such-topic */
export async function topicHistory(
  cluster: Cluster,
  name: string,
  query: HistoryQuery,
  signal?: AbortSignal,
): Promise<TopicHistory> {
  const { subject, topicId } = await topicSubject(cluster, name, signal);
  const { frame, series } = await readHistory(
    cluster,
    rangeOf(query),
    { subjects: [subject] },
    (event) => event.subject.type === "topic" && event.subject.name === name,
  );
  const columns = new Columns(series, subject, frame.times.length);
  const partitions = columns.names
    .map((one) => ({ one, parts: partsOf(one) }))
    .filter(({ parts }) => parts[0] === "partition" && parts[2] === "latest")
    .map(({ one, parts }) => ({ partition: Number(parts[1]), latest: columns.counts(one).values }))
    .sort((a, b) => a.partition - b.partition);
  return {
    ...frame,
    topicId,
    messagesPerSecond: columns.numbers("rate"),
    bytesPerSecond: columns.numbers("bytes"),
    sizeBytes: columns.counts("size"),
    lag: columns.counts("lag"),
    underReplicatedPartitions: columns.numbers("under-replicated"),
    partitions: partitions.map(({ partition, latest }) => ({
      partition,
      messagesPerSecond: ratesOf(frame.times, latest),
      latest,
    })),
  };
}
