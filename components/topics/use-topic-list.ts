"use client";
import { parseAsBoolean, parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useDeferredValue } from "react";
import type { Sort } from "@/components/ui/column";
import { listMost } from "@/lib/api/list";
import { topicSort } from "@/lib/api/topics";

export const shownKinds = ["all", "favourites", "trouble"] as const;
export type ShownKind = (typeof shownKinds)[number];

const words = {
  q: parseAsString.withDefault(""),
  internal: parseAsBoolean.withDefault(false),
  show: parseAsStringLiteral(shownKinds).withDefault("all"),
  sort: parseAsStringLiteral(topicSort).withDefault("lag"),
  order: parseAsStringLiteral(["asc", "desc"] as const),
  page: parseAsInteger.withDefault(1),
  peek: parseAsString,
  /** the form of a new topic is open; the text is its name so far */
  create: parseAsString,
};

/** The list's state as it stands in the address, and the query it asks the server. */
export function useTopicList() {
  const [at, set] = useQueryStates(words, { history: "replace" });
  const order = at.order ?? (at.sort === "name" ? "asc" : "desc");
  const search = useDeferredValue(at.q.trim());
  return {
    at,
    set,
    sort: { by: at.sort, order } satisfies Sort,
    onSort: ({ by, order: next }: Sort) => {
      const sort = topicSort.find((one) => one === by);
      if (sort) void set({ sort, order: next, page: null });
    },
    isFiltered: at.q.trim() !== "" || at.show !== "all",
    clear: () => void set({ q: null, show: null, page: null }),
    /** rows of one page: all of them, until a cluster has more topics than one answer may carry */
    perPage: listMost,
    query: {
      search: search === "" ? undefined : search,
      sort: at.sort,
      order,
      page: Math.max(1, at.page),
      perPage: "all",
      internal: at.internal ? true : undefined,
    },
  };
}

export type TopicList = ReturnType<typeof useTopicList>;
