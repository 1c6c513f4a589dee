"use client";
import { useQuery } from "@tanstack/react-query";
import type { SelectOption } from "@/components/ui/select";
import { formatsOf, subjectsOf, subjectVersion } from "./format-queries";
import { formatName } from "./format-words";
import { schemaKinds } from "./produce-side";

export type Part = "key" | "value";
/** What a key or a value of a topic can be written as. `preferred` = as its records are; null while that is not known. */
export type Kinds = { options: SelectOption[]; preferred: string | null };

const first = ["text", "json", ...schemaKinds, "base64", "hex", "uuid"];
const types: Record<string, string> = { AVRO: "avro", PROTOBUF: "protobuf", JSON: "json-schema" };

export function useKinds(cluster: string, topic: string, part: Part): Kinds {
  const { data: formats } = useQuery(formatsOf(cluster, topic));
  const hasRegistry = formats?.hasRegistry ?? false;
  const { data: subjects } = useQuery({ ...subjectsOf(cluster), enabled: hasRegistry });
  const own = `${topic}-${part}`;
  const isRegistered = subjects?.items.some(({ name }) => name === own) ?? false;
  const { data: latest } = useQuery({ ...subjectVersion(cluster, own, "latest"), enabled: isRegistered });
  const rule = formats?.[part] ?? null;
  const canWrite = (name: string) => !schemaKinds.includes(name) || hasRegistry || rule?.format === name;
  const writable = (formats?.write ?? ["text", "json", "base64"]).filter((name) => name !== "binary" && canWrite(name));
  const sorted = [
    ...first.filter((name) => writable.includes(name)),
    ...writable.filter((name) => !first.includes(name)),
  ];
  const ruled = rule && writable.includes(rule.format) ? rule.format : null;
  return {
    options: sorted.map((name) => ({ value: name, label: kindName(name) })),
    preferred: ruled ?? (latest ? (types[latest.type] ?? null) : null),
  };
}

const words: Record<string, string> = {
  text: "Text",
  base64: "Bytes (base64)",
  hex: "Bytes (hex)",
  gzip: "Text, gzip",
};

function kindName(name: string): string {
  return words[name] ?? formatName(name);
}
