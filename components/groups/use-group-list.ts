"use client";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useDeferredValue } from "react";
import type { Sort } from "@/components/ui/column";
import { GroupType, groupSort } from "@/lib/api/groups";
import { behindChoices } from "./behind-filter";

const words = {
  q: parseAsString.withDefault(""),
  type: parseAsStringLiteral(GroupType.options),
  state: parseAsString,
  topic: parseAsString,
  behind: parseAsStringLiteral(behindChoices),
  sort: parseAsStringLiteral(groupSort).withDefault("lagMs"),
  order: parseAsStringLiteral(["asc", "desc"] as const),
  peek: parseAsString,
};

/** The list's state as it stands in the address, and the query it asks the server. */
export function useGroupList() {
  const [at, set] = useQueryStates(words, { history: "replace" });
  const order = at.order ?? (at.sort === "id" ? "asc" : "desc");
  const search = useDeferredValue(at.q.trim());
  return {
    at,
    set,
    sort: { by: at.sort, order } satisfies Sort,
    onSort: ({ by, order: next }: Sort) => {
      const sort = groupSort.find((one) => one === by);
      if (sort) void set({ sort, order: next });
    },
    isFiltered: at.q !== "" || at.type !== null || at.state !== null || at.topic !== null || at.behind !== null,
    clear: () => void set({ q: null, type: null, state: null, topic: null, behind: null }),
    query: {
      search: search === "" ? undefined : search,
      type: at.type ?? undefined,
      state: at.state ?? undefined,
      topic: at.topic ?? undefined,
      sort: at.sort,
      order,
      perPage: "all",
    },
  };
}
