import type { ConfigRow } from "@/lib/api/configs";

const words: Record<ConfigRow["source"], string> = {
  DYNAMIC_TOPIC_CONFIG: "this topic",
  DYNAMIC_BROKER_CONFIG: "this broker",
  DYNAMIC_DEFAULT_BROKER_CONFIG: "cluster default",
  STATIC_BROKER_CONFIG: "server.properties",
  DEFAULT_CONFIG: "Kafka’s default",
  GROUP_CONFIG: "group",
  CLIENT_METRICS_CONFIG: "client metrics",
  DYNAMIC_BROKER_LOGGER_CONFIG: "broker logger",
  UNKNOWN: "not told",
};

/** Who set a value, in words. */
export function sourceWords(source: ConfigRow["source"]): string {
  return words[source];
}

export function isOwn({ source }: Pick<ConfigRow, "source">): boolean {
  return source === "DYNAMIC_TOPIC_CONFIG";
}
