import type { ConfigRow } from "../../lib/api/configs.ts";
import type { ConfigEntry } from "../kafka/cluster.ts";

/** @param inherited what a reset would leave */
export function configRow(entry: ConfigEntry, inherited: string | null): ConfigRow {
  const { name, value, source, type, readOnly, sensitive, documentation, synonyms } = entry;
  return { name, value, source, inherited, type, readOnly, sensitive, documentation, synonyms };
}
