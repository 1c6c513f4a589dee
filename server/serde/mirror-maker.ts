import { ByteReader } from "./byte-reader.ts";
import type { Format, Place } from "./format.ts";
import { Refusal } from "./refusal.ts";

type FieldType = "string" | "int16" | "int32" | "int64";
type Fields = readonly (readonly [name: string, type: FieldType])[];
/** `version` = the value begins with one */
type Table = { names: RegExp; key: Fields; hasVersion: boolean; value: Fields };

/** What MirrorMaker 2 keeps for itself, as its classes Heartbeat, Checkpoint and OffsetSync write it (Kafka 4.3). */
const tables: readonly Table[] = [
  {
    names: /^(.+\.)?heartbeats$/,
    key: [
      ["sourceClusterAlias", "string"],
      ["targetClusterAlias", "string"],
    ],
    hasVersion: true,
    value: [["timestamp", "int64"]],
  },
  {
    names: /[.-]checkpoints[.-]internal$/,
    key: [
      ["group", "string"],
      ["topic", "string"],
      ["partition", "int32"],
    ],
    hasVersion: true,
    value: [
      ["upstreamOffset", "int64"],
      ["offset", "int64"],
      ["metadata", "string"],
    ],
  },
  {
    names: /^mm2-offset-syncs[.-].*[.-]internal$/,
    key: [
      ["topic", "string"],
      ["partition", "int32"],
    ],
    hasVersion: false,
    value: [
      ["upstreamOffset", "int64"],
      ["offset", "int64"],
    ],
  },
];

export function isMirrorTopic(topic: string): boolean {
  return tables.some(({ names }) => names.test(topic));
}

/** Records of MirrorMaker's heartbeats, checkpoints and offset syncs; 64-bit integers exact. */
export const mirrorMaker: Format = {
  name: "mirror-maker",
  read(bytes, _utf8, place) {
    const table = tables.find(({ names }) => names.test(place.topic));
    if (!table) return { ok: false, reason: "the topic is none of MirrorMaker's own" };
    try {
      return { ok: true, text: recordText(bytes, place, table), syntax: "json" };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { ok: false, reason: error.message };
    }
  },
};

function recordText(bytes: Buffer, { part }: Place, { key, hasVersion, value }: Table): string {
  const reader = new ByteReader(bytes);
  const texts: string[] = [];
  if (part === "value" && hasVersion) {
    const version = reader.int(2);
    if (version !== 0) throw new Refusal(`version ${version} is not known`);
    texts.push(`"version":${version}`);
  }
  for (const [name, type] of part === "key" ? key : value) texts.push(`"${name}":${fieldText(reader, type)}`);
  if (reader.left > 0) throw new Refusal(`${reader.left} bytes follow its end`);
  return `{${texts.join(",")}}`;
}

function fieldText(reader: ByteReader, type: FieldType): string {
  if (type === "int16") return String(reader.int(2));
  if (type === "int32") return String(reader.int(4));
  if (type === "int64") return reader.int64().toString();
  return JSON.stringify(reader.take(reader.int(2)).toString("utf8"));
}
