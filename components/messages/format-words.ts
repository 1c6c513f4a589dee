import type { Payload } from "@/lib/api/messages";

const names: Record<string, string> = {
  json: "JSON",
  xml: "XML",
  avro: "Avro",
  protobuf: "Protocol Buffers",
  "json-schema": "JSON Schema",
  "avro-container": "Avro container",
  "protobuf-raw": "Protocol Buffers, raw",
  msgpack: "MessagePack",
  cbor: "CBOR",
  smile: "Smile",
  uuid: "UUID",
  kafka: "Kafka's own",
  "mirror-maker": "MirrorMaker's own",
};

/** A format as a person calls it. */
export function formatName(format: string): string {
  return names[format] ?? format;
}

/** Why a payload was read as it was, in words. `asked` = the format somebody chose, or auto. */
export function whyWords({ format, why, refused, size }: Payload, asked: string): string {
  if (why !== undefined) return why;
  if (size === 0) return "there is no byte in it";
  const isRefused = refused.some((one) => one.format === asked);
  if (asked !== "auto" && isRefused) return `found out, because ${asked} refused it`;
  if (asked !== "auto") return "chosen for this topic";
  if (format === "json") return "valid UTF-8, parses as JSON";
  if (format === "text") return "valid UTF-8, and nothing more particular";
  if (format === "binary") return "nothing else could read it";
  return "found out from its bytes";
}
