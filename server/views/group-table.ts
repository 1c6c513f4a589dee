import { type GroupListQuery, GroupRow } from "../../lib/api/groups.ts";
import type { Cluster } from "../clusters/cluster.ts";
import { groupLags } from "../clusters/group-lags.ts";
import { groupRows } from "../clusters/group-rows.ts";
import { nameSearch, type Page, pageText, sortedPage } from "../clusters/list-page.ts";

/** The groups that were asked for. `state` in any case; `topic` keeps those with commits or assignments on it. */
export async function groupTable(
  cluster: Cluster,
  query: GroupListQuery,
  signal?: AbortSignal,
): Promise<Page<GroupRow>> {
  const isFound = nameSearch(query.search);
  const snapshot = await cluster.snapshot({ signal });
  const { byGroup } = groupLags(snapshot);
  const state = query.state?.toLowerCase();
  const { type, topic } = query;
  const rows = groupRows(snapshot, cluster.ring).filter(
    (row) =>
      isFound(row.id) &&
      (type === undefined || row.type === type) &&
      (state === undefined || row.state.toLowerCase() === state) &&
      (topic === undefined || byGroup.get(row.id)?.topics.has(topic)),
  );
  return sortedPage(rows, "id", query, snapshot);
}

/** The same as JSON in wire form: the text of a row is made once for a picture. */
export async function groupTableText(cluster: Cluster, query: GroupListQuery, signal?: AbortSignal): Promise<string> {
  return pageText(GroupRow, await groupTable(cluster, query, signal));
}
