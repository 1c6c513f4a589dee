import type { BrokerHistory, HistoryQuery } from "../../lib/api/history.ts";
import type { Cluster } from "../clusters/cluster.ts";
import { findBroker } from "../clusters/find-broker.ts";
import { Columns, rangeOf, readHistory } from "../clusters/history-reading.ts";
import { subjects } from "../history/series.ts";

/** A broker over time. @throws ApiError no-such-broker */
export async function brokerHistory(
  cluster: Cluster,
  broker: string,
  query: HistoryQuery,
  signal?: AbortSignal,
): Promise<BrokerHistory> {
  const { id } = findBroker(await cluster.snapshot({ signal }), broker).broker;
  const subject = subjects.broker(id);
  const { frame, series } = await readHistory(
    cluster,
    rangeOf(query),
    { subjects: [subject] },
    (event) => event.subject.type === "broker" && event.subject.name === String(id),
  );
  const columns = new Columns(series, subject, frame.times.length);
  return {
    ...frame,
    id,
    up: columns.numbers("up"),
    leaderCount: columns.numbers("leaders"),
    replicaCount: columns.numbers("replicas"),
    sizeBytes: columns.counts("size"),
    usableBytes: columns.counts("usable"),
  };
}
