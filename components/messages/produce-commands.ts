import { commandLine, shellComment, shellWord } from "@/lib/format/shell";
import type { HeaderDraft, ProduceDraft, Side } from "./produce-draft";

export type ProduceTarget = { servers: readonly string[]; topic: string };

/** Longer than this a value is named, not written out. */
const inlineMost = 2000;

/** The same with kcat. What kcat cannot say (a base64 header, a timestamp) is told as a comment. */
export function kcatProduce(draft: ProduceDraft, { servers, topic }: ProduceTarget): string {
  const notes: string[] = [];
  const groups: string[][] = [["-b", servers.join(","), "-P", "-t", topic]];
  if (draft.partition !== "by-key") groups.push(["-p", String(draft.partition)]);
  else groups.push(["-X", "partitioner=murmur2_random"]);
  if (draft.key.kind === "base64") notes.push("kcat takes no key with these bytes; it is left out here");
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
    pipe(draft.value, notes, (file) => commandLine("kcat", [...groups, ...(file ? [[file]] : [])])),
  );
}

function idempotent(draft: ProduceDraft): boolean {
  return draft.acks === "all" && draft.idempotent;
}

/** kcat reads a file as one record, line breaks and all; standard input it cuts at line breaks. */
function pipe(value: Side, notes: string[], command: (file: string | null) => string): string {
  if (value.kind === "null") return `printf '' | ${command(null)}`;
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
  if (sides.some(({ kind }) => kind === "base64"))
    notes.push("the console producer writes text only: bytes are shown as base64");
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

function headerField(headers: readonly HeaderDraft[]): string {
  return headers.map(({ name, text }) => `${name}:${text}`).join(",");
}

function withNotes(notes: readonly string[], command: string): string {
  return [...notes.map(shellComment), command].join("\n");
}
