import type { ProtoMessage, ProtoSchema } from "./proto-schema.ts";

/** What a well-known message is made of. `value` = JSON text of a field by number; null = absent. */
type Parts = {
  schema: ProtoSchema;
  value(number: number): string | null;
  has(number: number): boolean;
  read(message: ProtoMessage, bytes: Buffer): string;
};

const wrappers = new Set(
  ["Double", "Float", "Int64", "UInt64", "Int32", "UInt32", "Bool", "String", "Bytes"].map(
    (name) => `google.protobuf.${name}Value`,
  ),
);

export function isWrapper(name: string): boolean {
  return wrappers.has(name);
}

/** The text of a message that has a form of its own in JSON; null where it has none, or its parts do not make one. */
export function wellKnown(name: string, parts: Parts): string | null {
  if (!name.startsWith("google.protobuf.") && name !== "confluent.type.Decimal") return null;
  if (wrappers.has(name)) return parts.value(1);
  switch (name) {
    case "google.protobuf.Timestamp":
      return timestampText(parts);
    case "google.protobuf.Duration":
      return durationText(parts);
    case "google.protobuf.FieldMask":
      return pathsText(parts.value(1) ?? "[]");
    case "google.protobuf.Struct":
    case "google.protobuf.ListValue":
      return parts.value(1);
    case "google.protobuf.Value":
      return valueText(parts);
    case "google.protobuf.Any":
      return anyText(parts);
    case "confluent.type.Decimal":
      return decimalText(parts);
    default:
      return null;
  }
}

/** ISO 8601 with no, three, six or nine digits of a second. */
function timestampText(parts: Parts): string | null {
  const seconds = Number(parts.value(1) ?? 0);
  const nanos = Number(parts.value(2) ?? 0);
  if (Math.abs(seconds) > 8.64e12 || nanos < 0 || nanos > 999_999_999) return null;
  return `"${new Date(seconds * 1000).toISOString().slice(0, -5)}${fraction(nanos)}Z"`;
}

function durationText(parts: Parts): string | null {
  const seconds = BigInt(parts.value(1) ?? 0);
  const nanos = Number(parts.value(2) ?? 0);
  if (Math.abs(nanos) > 999_999_999 || (nanos < 0 && seconds > 0n) || (nanos > 0 && seconds < 0n)) return null;
  const sign = seconds < 0n || nanos < 0 ? "-" : "";
  return `"${sign}${seconds < 0n ? -seconds : seconds}${fraction(Math.abs(nanos))}s"`;
}

function fraction(nanos: number): string {
  const digits = String(nanos).padStart(9, "0");
  if (nanos === 0) return "";
  return `.${digits.endsWith("000000") ? digits.slice(0, 3) : digits.endsWith("000") ? digits.slice(0, 6) : digits}`;
}

function pathsText(list: string): string {
  return JSON.stringify((JSON.parse(list) as string[]).join(","));
}

/** null, number, text, truth, object, list: whichever of the six is there. */
function valueText(parts: Parts): string | null {
  for (const number of [2, 3, 4, 5, 6]) if (parts.has(number)) return parts.value(number);
  return "null";
}

/** What it holds where its type is known; else the type's URL and the bytes. */
function anyText(parts: Parts): string | null {
  const url = parts.value(1);
  const held = parts.value(2);
  if (url === null || held === null) return null;
  const name = (JSON.parse(url) as string).split("/").at(-1) ?? "";
  const message = name === "" ? null : parts.schema.find(name);
  if (!message) return null;
  const { $bytes } = JSON.parse(held) as { $bytes?: string };
  const text = parts.read(message, Buffer.from($bytes ?? "", "base64"));
  if (!text.startsWith("{")) return `{"@type":${url},"value":${text}}`;
  return text === "{}" ? `{"@type":${url}}` : `{"@type":${url},${text.slice(1)}`;
}

/** Confluent's decimal: an unscaled two's complement number and its scale, with all digits. */
function decimalText(parts: Parts): string | null {
  const scale = Number(parts.value(3) ?? 0);
  const { $bytes = "" } = JSON.parse(parts.value(1) ?? "{}") as { $bytes?: string };
  const bytes = Buffer.from($bytes, "base64");
  if (scale < 0 || scale > 1000 || bytes.length === 0) return null;
  const unscaled = BigInt.asIntN(bytes.length * 8, BigInt(`0x${bytes.toString("hex")}`));
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(scale + 1, "0");
  const sign = unscaled < 0n ? "-" : "";
  return scale === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}
