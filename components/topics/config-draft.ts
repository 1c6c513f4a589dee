import type { ConfigRow } from "@/lib/api/configs";
import { isOwn } from "./config-source";
import { rawValue } from "./config-value";

/** What is to be changed, by config: a new value as typed, or back to what the topic would inherit. */
export type ConfigDraft = Readonly<Record<string, { typed: string } | "reset">>;

export type ConfigEdit = {
  row: ConfigRow;
  kind: "set" | "reset";
  before: string | null;
  /** null: what a reset leaves is not told */
  after: string | null;
};

/** The edits of a draft that change something, in the order of the rows. */
export function editsOf(rows: readonly ConfigRow[], draft: ConfigDraft): ConfigEdit[] {
  return rows.flatMap((row): ConfigEdit[] => {
    const change = draft[row.name];
    if (change === undefined) return [];
    if (change === "reset") return isOwn(row) ? [{ row, kind: "reset", before: row.value, after: row.inherited }] : [];
    const after = rawValue(row.name, change.typed);
    // the inherited value set by hand is a change: it stays when the broker's changes
    return after === row.value && isOwn(row) ? [] : [{ row, kind: "set", before: row.value, after }];
  });
}

/** The edits as the API and kafka-configs.sh take them. */
export function wireEdits(edits: readonly ConfigEdit[]): { set: Record<string, string>; reset: string[] } {
  const set: Record<string, string> = {};
  const reset: string[] = [];
  for (const { row, kind, after } of edits) {
    if (kind === "reset") reset.push(row.name);
    else set[row.name] = after ?? "";
  }
  return { set, reset };
}

/** A draft with one config put back as it is on the topic. */
export function without(draft: ConfigDraft, name: string): ConfigDraft {
  return Object.fromEntries(Object.entries(draft).filter(([other]) => other !== name));
}
