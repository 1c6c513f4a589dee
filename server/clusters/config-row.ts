import type { ConfigRow } from "../../lib/api/configs.ts";
import { inheritedConfig } from "../../lib/kafka/config-inherited.ts";
import type { ConfigEntry } from "../kafka/cluster.ts";

export function configRow(of: "topic" | "broker", entry: ConfigEntry): ConfigRow {
  const { name, value, source, type, readOnly, sensitive, documentation, synonyms } = entry;
  const inherited = sensitive ? null : (inheritedConfig(of, entry)?.value ?? null);
  return { name, value, source, inherited, type, readOnly, sensitive, documentation, synonyms };
}
