import { urlOf } from "@/lib/api/call";
import { produceMessages } from "@/lib/api/produce";
import { commandLine, shellComment, shellWord } from "@/lib/format/shell";
import { formatName } from "./format-words";
import type { bodyOf, HeaderDraft, ProduceDraft } from "./produce-draft";
import { isPlainKind, type Side } from "./produce-side";

export type ProduceTarget = { servers: readonly string[]; topic: string };
/** The bytes that the console made of a side, where it had to; `base64` is null where they are many. */
export type EncodedSides = Record<"key" | "value", { base64: string | null } | null>;
const noneEncoded: EncodedSides = { key: null, value: null };

/** Longer than this a value is named, not written out. */
const inlineMost = 2000;

/** The same with kcat. What kcat cannot say (a base64 header, a timestamp) is told as a comment. */
export function kcatProduce(
  draft: ProduceDraft,
  { servers, topic }: ProduceTarget,
  encoded: EncodedSides = noneEncoded,
): string {
  const notes: string[] = [];
  const groups: string[][] = [["-b", servers.join(","), "-P", "-t", topic]];
  if (draft.partition !== "by-key") groups.push(["-p", String(draft.partition)]);
  else groups.push(["-X", "partitioner=murmur2_random"]);
  if (draft.key.kind === "base64" || !isPlainKind(draft.key.kind))
    notes.push("kcat takes no key with these bytes; it is left out here: curl writes it");
  else if (draft.key.kind !== "null") groups.push(["-k", draft.key.text]);
  for (const header of draft.headers) {
    if (header.kind === "base64") notes.push(`header ${header.name} holds bytes, which kcat takes no way to write`);
    else groups.push(["-H", header.kind === "null" ? header.name : `${header.name}=${header.text}`]);
  }
  if (draft.compression !== "none") groups.push(["-z", draft.compression]);
  groups.push(["-X", `acks=${draft.acks}`, ...(idempotent(draft) ? ["-X", "enable.idempotence=true"] : [])]);
  if (draft.timestamp.trim() !== "") notes.push("kcat writes the time of sending");
  if (draft.value.kind === "null") groups.push(["-Z"]);
  return withNotes(
    notes,
    pipe(bytesSide(draft.value, encoded.value, notes), notes, (file) =>
      commandLine("kcat", [...groups, ...(file ? [[file]] : [])]),
    ),
  );
}

function idempotent(draft: ProduceDraft): boolean {
  return draft.acks === "all" && draft.idempotent;
}

/** kcat writes bytes as they are: what the console encodes is given to it encoded. */
function bytesSide(side: Side, bytes: EncodedSides["value"], notes: string[]): Side {
  if (isPlainKind(side.kind)) return side;
  const words = `the value as ${formatName(side.kind)}`;
  if (bytes?.base64 === undefined || bytes.base64 === null) {
    notes.push(`value.bin holds ${words}: kcat itself does not encode it`);
    return { kind: "file", text: "" };
  }
  notes.push(`these bytes are ${words}`);
  return { kind: "base64", text: bytes.base64 };
}

/** kcat reads a file as one record, line breaks and all; standard input it cuts at line breaks. */
function pipe(value: Side, notes: string[], command: (file: string | null) => string): string {
  if (value.kind === "null") return `printf '' | ${command(null)}`;
  if (value.kind === "file") return command("value.bin");
  if (value.text.length > inlineMost) {
    notes.push("value.bin holds the value above");
    return command("value.bin");
  }
  const bytes =
    value.kind === "base64"
      ? `printf '%s' ${shellWord(value.text.replace(/\s+/g, ""))} | base64 -d`
      : `printf '%s' ${shellWord(value.text)}`;
  return `${bytes} > value.bin\n${command("value.bin")}`;
}

/** The same with Kafka's own console producer, which reads one record a line. */
export function consoleProduce(draft: ProduceDraft, { servers, topic }: ProduceTarget): string {
  const notes: string[] = [];
  const sides = [draft.key, draft.value, ...draft.headers];
  const odd = sides.find(({ kind }) => kind === "base64" || !isPlainKind(kind));
  if (odd)
    return shellComment(
      `kafka-console-producer.sh writes text only, not ${odd.kind === "base64" ? "bytes" : formatName(odd.kind)}: use curl`,
    );
  if (sides.some(({ text, kind }) => kind !== "null" && /[\n\r\t]/.test(text)))
    notes.push("the console producer takes one record a line: line breaks and tabs cannot be written this way");
  if (draft.partition !== "by-key") notes.push("the console producer cannot choose a partition");
  if (draft.timestamp.trim() !== "") notes.push("the console producer writes the time of sending");
  const hasKey = draft.key.kind !== "null";
  const hasHeaders = draft.headers.length > 0;
  const hasNull = draft.value.kind === "null";
  const fields = [
    ...(hasHeaders ? [headerField(draft.headers)] : []),
    ...(hasKey ? [draft.key.text] : []),
    hasNull ? "NULL" : draft.value.text.length > inlineMost ? "…" : draft.value.text,
  ];
  const property = (text: string) => ["--property", text];
  const producer = (text: string) => ["--producer-property", text];
  const command = commandLine("kafka-console-producer.sh", [
    ["--bootstrap-server", servers.join(",")],
    ["--topic", topic],
    ...(hasHeaders ? [property("parse.headers=true")] : []),
    ...(hasKey ? [property("parse.key=true")] : []),
    ...(hasNull ? [property("null.marker=NULL")] : []),
    producer(`acks=${draft.acks}`),
    ...(idempotent(draft) ? [] : [producer("enable.idempotence=false")]),
    ...(draft.compression === "none" ? [] : [["--compression-codec", draft.compression]]),
  ]);
  return withNotes(notes, `printf '%s\\n' ${shellWord(fields.join("\t"))} | ${command}`);
}

/** The same by this console's API, which can write all of it. `body` = what is sent, or what is wrong with it. */
export function curlProduce(
  body: ReturnType<typeof bodyOf>,
  { origin, cluster, topic }: { origin: string; cluster: string; topic: string },
): string {
  if ("field" in body) return shellComment(`first: ${body.message}`);
  const url = `${origin}${urlOf(produceMessages.path, { cluster, topic })}`;
  const text = JSON.stringify(body);
  const isLong = text.length > inlineMost;
  const data = isLong ? "@record.json" : shellWord(text);
  const command = `curl -X POST ${shellWord(url)} \\\n  -H 'Content-Type: application/json' \\\n  -d ${data}`;
  return withNotes(isLong ? ["record.json holds the record"] : [], command);
}

function headerField(headers: readonly HeaderDraft[]): string {
  return headers.map(({ name, text }) => `${name}:${text}`).join(",");
}

function withNotes(notes: readonly string[], command: string): string {
  return [...notes.map(shellComment), command].join("\n");
}
