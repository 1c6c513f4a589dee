import type { ClusterHistory, HistoryEvent, HistoryQuery } from "../../lib/api/history.ts";
import type { Cluster } from "../clusters/cluster.ts";
import { groupLags } from "../clusters/group-lags.ts";
import { Columns, rangeOf, readHistory } from "../clusters/history-reading.ts";
import { subjects } from "../history/series.ts";

const mostGroups = 5;
/** What a chart of the whole cluster marks; groups and topics have charts of their own. */
const marked = new Set<HistoryEvent["subject"]["type"]>(["cluster", "broker"]);

/** A cluster over time, with the groups that are furthest behind now. */
export async function clusterHistory(
  cluster: Cluster,
  query: HistoryQuery,
  signal?: AbortSignal,
): Promise<ClusterHistory> {
  const snapshot = await cluster.snapshot({ signal });
  const worst = [...groupLags(snapshot).byGroup]
    .filter(([, { lag }]) => lag !== null && lag > 0n)
    .sort(([a, { lag: x }], [b, { lag: y }]) =>
      (x ?? 0n) === (y ?? 0n) ? (a < b ? -1 : 1) : (x ?? 0n) > (y ?? 0n) ? -1 : 1,
    )
    .slice(0, mostGroups)
    .map(([id]) => id);
  const asked = [subjects.cluster, ...worst.map(subjects.group)];
  const { frame, series } = await readHistory(cluster, rangeOf(query), { subjects: asked }, (event) =>
    marked.has(event.subject.type),
  );
  const { length } = frame.times;
  const columns = new Columns(series, subjects.cluster, length);
  return {
    ...frame,
    messagesPerSecond: columns.numbers("rate"),
    bytesPerSecond: columns.numbers("bytes"),
    lag: columns.counts("lag"),
    sizeBytes: columns.counts("size"),
    findings: columns.numbers("findings"),
    brokersUp: columns.numbers("brokers"),
    underReplicatedPartitions: columns.numbers("under-replicated"),
    offlinePartitions: columns.numbers("offline"),
    groups: worst.map((group) => ({
      group,
      lag: new Columns(series, subjects.group(group), length).counts("lag").max,
    })),
  };
}
