import type { GroupHistory } from "../../lib/api/group-history.ts";
import type { HistoryQuery } from "../../lib/api/history.ts";
import { partitionLag } from "../../lib/kafka/lag.ts";
import type { Cluster } from "../clusters/cluster.ts";
import { Columns, rangeOf, readHistory } from "../clusters/history-reading.ts";
import { noSuchGroup } from "../clusters/live-group.ts";
import { partsOf, subjects } from "../history/series.ts";

/** How a group stood over time. @throws ApiError no-such-group when it is in no picture and no sample */
export async function groupHistory(
  cluster: Cluster,
  id: string,
  query: HistoryQuery,
  signal?: AbortSignal,
): Promise<GroupHistory> {
  const range = rangeOf(query);
  const snapshot = await cluster.snapshot({ signal });
  // the newest sample may be younger than the question
  if (query.to === undefined) range.to = Math.max(range.to, Date.now());
  const subject = subjects.group(id);
  const { frame, series } = await readHistory(
    cluster,
    range,
    { subjects: [subject], follow: true },
    (event) => event.subject.type === "group" && event.subject.name === id,
  );
  if (series.length === 0 && !snapshot.groups.has(id)) throw noSuchGroup(id);
  const { times } = frame;
  const columns = new Columns(series, subject, times.length);
  const ends = (topic: string, topicId: string) => new Columns(series, subjects.topic(topic, topicId), times.length);
  return {
    ...frame,
    lag: columns.counts("lag").max,
    lagMs: columns.numbers("lagMs").max,
    memberCount: columns.numbers("members").values,
    topics: topicsOf(columns, ends),
  };
}

type Column = (bigint | null)[];
type TopicSeries = GroupHistory["topics"][number];

/** A topic that was recreated is one in a group's chart: its commits are by name. */
function topicsOf(columns: Columns, endsOf: (topic: string, topicId: string) => Columns): GroupHistory["topics"] {
  const topics = new Map<string, { lag: Column; partitions: Map<number, { committed: Column; latest: Column }> }>();
  for (const name of columns.names) {
    const [head, topic = "", topicId = "", what, partition] = partsOf(name);
    if (head !== "topic") continue;
    const entry = topics.get(topic) ?? { lag: [], partitions: new Map() };
    topics.set(topic, entry);
    if (what === "lag") entry.lag = over(entry.lag, columns.counts(name).max);
    else {
      const nth = Number(partition);
      const end = endsOf(topic, topicId).counts(["partition", nth, "latest"].join("\u0000")).values;
      const known = entry.partitions.get(nth) ?? { committed: [], latest: [] };
      entry.partitions.set(nth, {
        committed: over(known.committed, columns.counts(name).values),
        latest: over(known.latest, end),
      });
    }
  }
  return [...topics]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([topic, { lag, partitions }]): TopicSeries => ({
        topic,
        lag,
        partitions: [...partitions]
          .sort(([a], [b]) => a - b)
          .map(([partition, { committed, latest }]) => ({
            partition,
            committed,
            latest,
            lag: committed.map(
              (offset, i) => partitionLag({ committed: offset, earliest: null, end: latest[i] ?? null }).lag,
            ),
          })),
      }),
    );
}

function over(before: Column, now: Column): Column {
  return now.map((value, i) => value ?? before[i] ?? null);
}
