/** A field of one of Kafka's own messages; versions are inclusive. */
export type KafkaField = {
  name: string;
  /** int8 … int64, uint16, uint32, bool, float64, string, bytes, uuid, or {} = a structure */
  type: string;
  isArray: boolean;
  from: number;
  to: number;
  /** the first version in which it may be null; infinite = never */
  nullableFrom: number;
  tag: number | null;
  fields: KafkaField[];
};
export type KafkaMessage = { name: string; from: number; to: number; flexibleFrom: number; fields: KafkaField[] };
export type KafkaRecord = { key: KafkaMessage; value: KafkaMessage };

/** Reads the tables of kafka-group-records.ts: record type → what its key and its value hold. */
export function parseKafkaRecords(table: string): Map<number, KafkaRecord> {
  const records = new Map<number, KafkaRecord>();
  let type = -1;
  let key: KafkaMessage | null = null;
  /** where fields of each depth are added */
  let open: KafkaField[][] = [];
  for (const line of table.split("\n")) {
    if (line === "") continue;
    const depth = (line.length - line.trimStart().length) / 2;
    const words = line.trim().split(" ");
    if (depth > 0) {
      const field = fieldOf(words);
      open[depth - 1]?.push(field);
      open = [...open.slice(0, depth), field.fields];
    } else if (/^[0-9]+$/.test(line)) type = Number(line);
    else {
      const message = messageOf(words);
      open = [message.fields];
      if (key === null) key = message;
      else {
        records.set(type, { key, value: message });
        key = null;
      }
    }
  }
  return records;
}

function messageOf([name = "", versions = "", , flexible]: string[]): KafkaMessage {
  const flexibleFrom = flexible === undefined ? Number.POSITIVE_INFINITY : Number(flexible);
  return { name, ...rangeOf(versions), flexibleFrom, fields: [] };
}

function fieldOf([name = "", type = "", ...rest]: string[]): KafkaField {
  const nullable = rest.find((word) => word.startsWith("?"));
  const tag = rest.find((word) => word.startsWith("#"));
  return {
    name,
    type: type.replace("[]", ""),
    isArray: type.startsWith("[]"),
    ...rangeOf(rest.find((word) => word.startsWith("v"))?.slice(1) ?? "0+"),
    nullableFrom: nullable === undefined ? Number.POSITIVE_INFINITY : Number(nullable.slice(1).replace("+", "") || "0"),
    tag: tag === undefined ? null : Number(tag.slice(1)),
    fields: [],
  };
}

function rangeOf(text: string): { from: number; to: number } {
  const [from = "0", to = from] = text.replace("+", "-Infinity").split("-");
  return { from: Number(from), to: Number(to) };
}
