import { isBase64 } from "@/lib/api/base64";
import type { WireBody } from "@/lib/api/call";
import type { Payload } from "@/lib/api/messages";
import type { produceMessages } from "@/lib/api/produce";

/** Which schema a side is written by, where it is not the topic's own latest one. `message` is protobuf's. */
export type SchemaPick = { subject?: string; version?: number; message?: string };
/**
 * A key or a value. `kind`: null, text, json (checked before sending), base64, or another format that the console can write, whose
 * text is made into bytes there.
 */
export type Side = { kind: string; text: string; schema?: SchemaPick };
type Input = NonNullable<WireBody<typeof produceMessages>["records"][number]["value"]> | null;

/** Kinds that need no look of the server: what the text says is what is written. */
const plainKinds = new Set(["null", "text", "json", "base64"]);
export const schemaKinds = ["avro", "protobuf", "json-schema"];
/** their text is JSON */
const jsonKinds = new Set(["json", "msgpack", "cbor", "gzip+json", "gzip+msgpack", "gzip+cbor", ...schemaKinds]);
/** shown already as what they are, or read only */
const unwritable = new Set([
  "binary",
  "smile",
  "avro-container",
  "kafka",
  "mirror-maker",
  "protobuf-raw",
  "int",
  "uint",
]);

export function isPlainKind(kind: string): boolean {
  return plainKinds.has(kind);
}

/** A side that would write a payload again. */
export function sideFrom(payload: Payload | null): Side {
  if (payload === null) return { kind: "null", text: "" };
  const { format, text, encoding, schema } = payload;
  if (encoding === "base64") return { kind: "base64", text };
  if (unwritable.has(format)) return { kind: "text", text };
  if (!schemaKinds.includes(format)) return { kind: format, text };
  const { subject = null, version = null, message } = schema ?? {};
  return {
    kind: format,
    text,
    schema: {
      ...(subject === null ? {} : { subject }),
      ...(version === null ? {} : { version }),
      ...(message === undefined ? {} : { message }),
    },
  };
}

/** Why a side cannot be sent as what it says it is, as far as the browser can tell; null when it can. */
export function sideFault({ kind, text }: Side): string | null {
  if (kind === "base64") return isBase64(text.replace(/\s+/g, "")) ? null : "This is not base64.";
  if (!jsonKinds.has(kind)) return null;
  if (text.trim() === "")
    return kind === "json" ? "JSON cannot be empty; write a value, or send it as text." : "It is empty: write a value.";
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    return error instanceof Error ? jsonFault(error.message, text) : "This is not JSON.";
  }
}

/** The engine's words, with the line where they tell a position. */
function jsonFault(message: string, text: string): string {
  const position = /position (\d+)/.exec(message)?.[1];
  const short = message.replace(/ in JSON.*$/s, "").replace(/, (\.{3})?"[\s\S]*$/, "");
  if (position === undefined) return `Not JSON: ${short}.`;
  const line = text.slice(0, Number(position)).split("\n").length;
  return `Not JSON: ${short}, line ${line}.`;
}

/** Bytes a plain side has on the broker, before compression. */
export function sideBytes({ kind, text }: Side): number {
  if (kind === "null") return 0;
  if (kind === "base64") {
    const clean = text.replace(/\s+/g, "");
    return Math.max(0, Math.floor((clean.length * 3) / 4) - (clean.match(/=*$/)?.[0].length ?? 0));
  }
  return new TextEncoder().encode(text).length;
}

/** What is sent of a side. */
export function inputOf({ kind, text, schema }: Side): Input {
  if (kind === "null") return null;
  if (kind === "base64") return { encoding: "base64", text: text.replace(/\s+/g, "") };
  if (isPlainKind(kind)) return text;
  return { format: kind, text, ...(schemaKinds.includes(kind) ? schema : {}) };
}
