"use client";
import { stored, useStored } from "@/components/ui/stored";
import { paths } from "@/lib/paths";

/** `query` = the search part of the page's address, without the `?`. */
export type SavedSearch = { name: string; query: string };
type All = Readonly<Record<string, readonly SavedSearch[]>>;

/** Stands where the topic stands, of a search over several: Explore's. No topic has this name. */
export const severalTopics = "";

/** searches kept per topic */
const most = 100;

const searchStore = stored<All>("klar.searches", {}, (found) => {
  if (typeof found !== "object" || found === null) return undefined;
  return Object.fromEntries(
    Object.entries(found).map(([topic, list]) => [topic, Array.isArray(list) ? list.filter(isSearch) : []]),
  );
});

function isSearch(found: unknown): found is SavedSearch {
  const { name, query } = (found ?? {}) as Partial<SavedSearch>;
  return typeof name === "string" && typeof query === "string";
}

/** Searches of one topic, kept in this browser by name. */
export function useSavedSearches(cluster: string, topic: string) {
  const searches = useStored(searchStore)[`${cluster}/${topic}`] ?? [];
  return { searches, ...searchChanges(cluster, topic) };
}

/** All that is kept of a cluster's topics, by topic and name. */
export function useClusterSearches(cluster: string): (SavedSearch & { topic: string })[] {
  const all = useStored(searchStore);
  const prefix = `${cluster}/`;
  return Object.entries(all)
    .filter(([place]) => place.startsWith(prefix))
    .flatMap(([place, searches]) => searches.map((one) => ({ ...one, topic: place.slice(prefix.length) })))
    .sort((a, b) => compared(a.topic, b.topic) || compared(a.name, b.name));
}

function compared(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** What can be done with the searches of a topic. */
export function searchChanges(cluster: string, topic: string) {
  const place = `${cluster}/${topic}`;
  const change = (work: (before: readonly SavedSearch[]) => readonly SavedSearch[]) =>
    searchStore.set((all) => ({ ...all, [place]: work(all[place] ?? []).slice(-most) }));
  return {
    /** one name is one search: what had it before is replaced */
    save: (one: SavedSearch) => change((before) => [...before.filter(({ name }) => name !== one.name), one]),
    rename: (from: string, to: string) =>
      change((before) =>
        before
          .filter(({ name }) => name !== to || from === to)
          .map((one) => (one.name === from ? { ...one, name: to } : one)),
      ),
    remove: (gone: string) => change((before) => before.filter(({ name }) => name !== gone)),
  };
}

/** The page a search is asked on, with what is asked. */
export function searchAddress(cluster: string, topic: string, query: string): string {
  const page = topic === severalTopics ? paths.explore(cluster) : paths.topicMessages(cluster, topic);
  return query === "" ? page : `${page}?${query}`;
}

/** The topics of a search over several, as it names them. */
export function searchedTopics(query: string): string {
  const params = new URLSearchParams(query);
  const pattern = params.get("pattern") ?? "";
  return [...params.getAll("topic"), ...(pattern === "" ? [] : [`all like ${pattern}`])].join(", ");
}

/** A search in a few words, for a list: what is asked, from where, how it is read. */
export function searchWords(query: string): string[] {
  const params = new URLSearchParams(query);
  const said = (name: string, words: (value: string) => string) => {
    const value = params.get(name);
    return value === null || value === "" ? [] : [words(value)];
  };
  return [
    ...(params.get("live") === "true" ? ["live"] : []),
    ...said("from", (from) => (from === "newest" || from === "oldest" ? from : `from ${from}`)),
    ...said("to", (to) => `to ${to}`),
    ...said("order", (order) => `${order} first`),
    ...said("partitions", (list) => `partitions ${list}`),
    ...said("q", (text) => `contains ${text}`),
    ...said("regex", (text) => `matches ${text}`),
    ...said("key", (key) => `key ${key}`),
    ...params.getAll("where"),
    ...(params.get("isolation") === "read_uncommitted" ? ["with aborted records"] : []),
    ...(params.get("control") === "true" ? ["with transaction markers"] : []),
  ];
}

/** What of an address is the search: not the record that is open, and not a page further on. */
export function searchOf(address: string, columns: readonly string[]): string {
  const query = new URLSearchParams(address);
  for (const name of ["m", "t", "view", "cursor", "col"]) query.delete(name);
  for (const id of columns) query.append("col", id);
  return query.toString();
}
