import { type TopicListQuery, TopicRow } from "../../lib/api/topics.ts";
import type { Cluster } from "../clusters/cluster.ts";
import { nameSearch, type Page, pageText, sortedPage } from "../clusters/list-page.ts";
import { topicRows } from "../clusters/topic-rows.ts";

/** The topics that were asked for; internal ones only when asked for. */
export async function topicTable(
  cluster: Cluster,
  query: TopicListQuery,
  signal?: AbortSignal,
): Promise<Page<TopicRow>> {
  const isFound = nameSearch(query.search);
  const snapshot = await cluster.snapshot({ signal });
  const rows = topicRows(snapshot, cluster.ring).filter(
    ({ name, internal }) => (query.internal || !internal) && isFound(name),
  );
  return sortedPage(rows, "name", query, snapshot);
}

/** The same as JSON in wire form: the text of a row is made once for a picture. */
export async function topicTableText(cluster: Cluster, query: TopicListQuery, signal?: AbortSignal): Promise<string> {
  return pageText(TopicRow, await topicTable(cluster, query, signal));
}
