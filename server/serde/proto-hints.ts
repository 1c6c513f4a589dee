import { type FieldHint, mostHintDepth, mostHints, pathOf } from "./field-hint.ts";
import type { ProtoField, ProtoMessage } from "./proto-schema.ts";
import { isWrapper } from "./proto-well-known.ts";

/** Google's types have a form of their own in JSON. */
const known: Record<string, { type: string; example: unknown }> = {
  "google.protobuf.Timestamp": { type: "a time, ISO 8601", example: "2026-01-01T00:00:00Z" },
  "google.protobuf.Duration": { type: "a duration, such as 1.5s", example: "1.5s" },
  "google.protobuf.FieldMask": { type: "names of fields", example: "name" },
  "google.protobuf.Struct": { type: "any object", example: {} },
  "google.protobuf.ListValue": { type: "any list", example: [] },
  "google.protobuf.Value": { type: "any value", example: "text" },
  "google.protobuf.Empty": { type: "an empty object", example: {} },
  "confluent.type.Decimal": { type: "a decimal number", example: 0.5 },
};

/** The fields of a message, and a value that fits it. */
export function protoHints(message: ProtoMessage): { fields: FieldHint[]; example: unknown } {
  const fields: FieldHint[] = [];
  listed(message, "", [], fields);
  return { fields, example: exampleOf(message, []) };
}

function listed(message: ProtoMessage, path: string, within: readonly ProtoMessage[], out: FieldHint[]): void {
  if (isFolded(message) || within.includes(message) || within.length > mostHintDepth || out.length > mostHints) return;
  for (const field of message.fields) {
    const at = pathOf(path, field.name);
    out.push({
      path: at,
      type: typeWords(field),
      isRequired: field.isRequired,
      default: field.default === undefined ? null : JSON.stringify(field.default),
      doc: field.doc,
    });
    if (!field.message) continue;
    const inner = field.mapKey !== null ? `${at}{}` : field.isRepeated ? `${at}[]` : at;
    listed(field.message, inner, [...within, message], out);
  }
}

function isFolded({ name }: ProtoMessage): boolean {
  return isWrapper(name) || Object.hasOwn(known, name);
}

function typeWords(field: ProtoField): string {
  const { message, enumeration, mapKey, isRepeated, oneof } = field;
  const single = message
    ? isWrapper(message.name)
      ? (message.fields[0]?.type ?? message.name)
      : (known[message.name]?.type ?? message.name)
    : enumeration
      ? `one of ${[...enumeration.numbers.keys()].join(", ")}`
      : field.type;
  const whole = mapKey !== null ? `map of ${single}` : isRepeated ? `list of ${single}` : single;
  return oneof === null ? whole : `${whole} (one of ${oneof})`;
}

function exampleOf(message: ProtoMessage, within: readonly ProtoMessage[]): unknown {
  if (isWrapper(message.name)) return message.fields[0] ? scalarOf(message.fields[0]) : null;
  const folded = known[message.name];
  if (folded) return folded.example;
  const seen = new Set<string>();
  const entries: [string, unknown][] = [];
  for (const field of message.fields) {
    // of a oneof only one may be said
    if (field.oneof !== null && seen.has(field.oneof)) continue;
    const inner = field.message;
    const isEndless = inner !== null && (inner === message || within.includes(inner) || within.length >= mostHintDepth);
    if (isEndless && !field.isRequired) continue;
    if (field.oneof !== null) seen.add(field.oneof);
    const single = inner ? exampleOf(inner, [...within, message]) : scalarOf(field);
    entries.push([
      field.name,
      field.mapKey !== null ? { [keyOf(field.mapKey)]: single } : field.isRepeated ? [single] : single,
    ]);
  }
  return Object.fromEntries(entries);
}

function keyOf(type: string): string {
  return type === "string" ? "key" : type === "bool" ? "true" : "1";
}

function scalarOf({ type, enumeration, default: byDefault }: ProtoField): unknown {
  if (byDefault !== undefined) return byDefault;
  if (enumeration) return [...enumeration.numbers.keys()].at(-1);
  if (type === "string") return "text";
  if (type === "bytes") return { $bytes: "AA==" };
  if (type === "bool") return true;
  return type === "double" || type === "float" ? 0.5 : 1;
}
