import type { ConfigRow } from "@/lib/api/configs";

/** A config of a topic, inherited from Kafka's default unless the test says otherwise. */
export function configRow(name: string, value: string | null, over: Partial<ConfigRow> = {}): ConfigRow {
  return {
    name,
    value,
    source: "DEFAULT_CONFIG",
    inherited: value,
    type: "LONG",
    readOnly: false,
    sensitive: false,
    documentation: null,
    synonyms: [],
    ...over,
  };
}
