import type { ConfigRow } from "@/lib/api/configs";
import { isOwn } from "./config-source";
import { readableValue } from "./config-value";

const sections: readonly [title: string, names: RegExp][] = [
  [
    "Retention",
    /^(cleanup\.policy|retention\.|delete\.retention|min\.compaction|max\.compaction|min\.cleanable|local\.retention|file\.delete)/,
  ],
  ["Segments", /^(segment\.|index\.|flush\.|preallocate)/],
  ["Records", /^(compression\.|max\.message|message\.)/],
  ["Durability", /^(min\.insync|unclean\.)/],
];

export type ConfigSection = { title: string; rows: ConfigRow[] };

/** Configs under the question they answer; what no section knows stands last. Empty sections are left out. */
export function sectionsOf(rows: readonly ConfigRow[]): ConfigSection[] {
  const titleOf = ({ name }: ConfigRow) => sections.find(([, names]) => names.test(name))?.[0] ?? "Other";
  return [...sections.map(([title]) => title), "Other"]
    .map((title) => ({ title, rows: rows.filter((row) => titleOf(row) === title) }))
    .filter((section) => section.rows.length > 0);
}

/** Rows whose name, value or documentation holds every word of the search. `changed`: only what is set on the topic. */
export function foundConfigs(rows: readonly ConfigRow[], search: string, changed: boolean): ConfigRow[] {
  const words = search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  return rows.filter((row) => {
    if (changed && !isOwn(row)) return false;
    const text = [row.name, row.value, readableValue(row.name, row.value), row.documentation].join(" ").toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
