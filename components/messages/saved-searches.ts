"use client";
import { stored, useStored } from "@/components/ui/stored";

/** `query` = the search part of the page's address, without the `?`. */
export type SavedSearch = { name: string; query: string };
type All = Readonly<Record<string, readonly SavedSearch[]>>;

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
  const place = `${cluster}/${topic}`;
  const searches = useStored(searchStore)[place] ?? [];
  const change = (work: (before: readonly SavedSearch[]) => readonly SavedSearch[]) =>
    searchStore.set((all) => ({ ...all, [place]: work(all[place] ?? []).slice(-most) }));
  return {
    searches,
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

/** What of an address is the search: not the record that is open, and not a page further on. */
export function searchOf(address: string, columns: readonly string[]): string {
  const query = new URLSearchParams(address);
  for (const name of ["m", "view", "cursor", "col"]) query.delete(name);
  for (const id of columns) query.append("col", id);
  return query.toString();
}
