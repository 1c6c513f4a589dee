import type { QueryOf } from "../../lib/api/endpoint.ts";
import type { HistoryEvent, listEvents } from "../../lib/api/history.ts";
import type { Cluster } from "../clusters/cluster.ts";
import { problemsOf, rangeOf } from "../clusters/history-reading.ts";
import type { Page } from "../clusters/list-page.ts";

const mostEvents = 5_000;
const isInternal = ({ subject: { type, name } }: HistoryEvent) =>
  (type === "topic" || type === "group") && name.startsWith("__");

/** What happened in a cluster, the youngest first. */
export async function clusterEvents(
  cluster: Cluster,
  query: QueryOf<typeof listEvents>,
  signal?: AbortSignal,
): Promise<Page<HistoryEvent>> {
  await cluster.snapshot({ signal });
  const { from, to } = rangeOf({ ...query, points: 1 });
  const { kind, type, name, internal, page, perPage } = query;
  const all = cluster.historyName
    ? await cluster.history.events(cluster.historyName, { from, to, most: mostEvents })
    : [];
  const items = all
    .filter((event) => internal || !isInternal(event))
    .filter((event) => kind === undefined || event.kind === kind)
    .filter(({ subject }) => type === undefined || subject.type === type)
    .filter(({ subject }) => name === undefined || subject.name === name)
    .reverse();
  const asOf = Date.now();
  const shown = items.slice((page - 1) * perPage, page * perPage);
  return { items: shown, total: items.length, page, perPage, asOf, problems: problemsOf(cluster) };
}
