import type { ConfigRow } from "@/lib/api/configs";

type Source = ConfigRow["source"];

/** Where a value comes from, in words; `isChanged` is false for Kafka's own default. */
const sources: Record<Source, string> = {
  DYNAMIC_TOPIC_CONFIG: "set on the topic",
  DYNAMIC_BROKER_CONFIG: "set on this broker",
  DYNAMIC_DEFAULT_BROKER_CONFIG: "set on all brokers",
  STATIC_BROKER_CONFIG: "server.properties",
  DEFAULT_CONFIG: "default",
  GROUP_CONFIG: "set on the group",
  CLIENT_METRICS_CONFIG: "client metrics",
  DYNAMIC_BROKER_LOGGER_CONFIG: "logger",
  UNKNOWN: "not told",
};

export function sourceWord(source: Source): string {
  return sources[source];
}

export function isChanged({ source }: Pick<ConfigRow, "source">): boolean {
  return source !== "DEFAULT_CONFIG" && source !== "UNKNOWN";
}

/** Rows whose name, value or documentation holds every word that is looked for. */
export function foundConfigs(rows: readonly ConfigRow[], query: string, onlyChanged: boolean): ConfigRow[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter((row) => {
    if (onlyChanged && !isChanged(row)) return false;
    const text = `${row.name} ${row.value ?? ""} ${row.documentation ?? ""}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** `604800000` → "604,800,000"; anything but a long number stays as it is. */
export function readableValue(value: string): string {
  return /^\d{5,}$/.test(value) ? value.replace(/\B(?=(\d{3})+(?!\d))/g, ",") : value;
}
