"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ProblemPanel } from "@/components/kafka/problem-panel";
import { Button } from "@/components/ui/button";
import { CodeBlock } from "@/components/ui/code-block";
import { BoneLines, Loading } from "@/components/ui/skeleton";
import type { Payload } from "@/lib/api/messages";
import { schemaOf } from "./format-queries";

const typeNames: Record<string, string> = { AVRO: "Avro", PROTOBUF: "Protocol Buffers", JSON: "JSON Schema" };

/** The schema a payload was read by: subject, version, id and type, and its text on demand. */
export function FormatSchema({ cluster, schema }: { cluster: string; schema: NonNullable<Payload["schema"]> }) {
  const [isOpen, setIsOpen] = useState(false);
  const { data, error, refetch } = useQuery({ ...schemaOf(cluster, schema.id), enabled: isOpen });
  return (
    <div className="grid gap-1">
      <p className="flex flex-wrap items-center gap-x-2">
        <span className="mono">
          {schema.subject === null
            ? `schema ${schema.id}`
            : `${schema.subject}${schema.version === null ? "" : ` v${schema.version}`}`}
        </span>
        <span className="muted">
          {typeNames[schema.type] ?? schema.type}, id {schema.id}
        </span>
        <Button look="quiet" small aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          {isOpen ? "Hide the schema" : "Show the schema"}
        </Button>
      </p>
      {isOpen && data ? (
        <>
          <CodeBlock text={readable(data.text)} label={`Schema ${schema.id}`} />
          {data.imports.map(({ name, text }) => (
            <CodeBlock key={name} text={readable(text)} label={`Imported: ${name}`} />
          ))}
        </>
      ) : null}
      {isOpen && error ? (
        <ProblemPanel what="The schema could not be read" error={error} onRetry={() => void refetch()} />
      ) : null}
      {isOpen && !data && !error ? (
        <Loading slow="The registry takes longer than usual to answer…">
          <BoneLines lines={3} />
        </Loading>
      ) : null}
    </div>
  );
}

/** Registries keep JSON on one line. Numbers in a schema are small: nothing is lost by parsing it. */
function readable(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
