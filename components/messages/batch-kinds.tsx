"use client";
import { Select } from "@/components/ui/select";
import type { BatchKind, BatchOptions } from "./produce-batch";
import { schemaKinds } from "./produce-side";
import { SchemaChoice } from "./schema-choice";
import { type Part, useKinds } from "./side-kinds";

/** What the texts of all keys and of all values are written as. */
export function BatchKinds({
  cluster,
  topic,
  options,
  onOptions,
}: {
  cluster: string;
  topic: string;
  options: BatchOptions;
  onOptions: (part: Partial<BatchOptions>) => void;
}) {
  const place = { cluster, topic };
  return (
    <div className="flex flex-wrap gap-x-6 gap-y-1">
      <PartKind {...place} part="key" kind={options.key} onKind={(key) => onOptions({ key })} />
      <PartKind {...place} part="value" kind={options.value} onKind={(value) => onOptions({ value })} />
    </div>
  );
}

function PartKind({
  cluster,
  topic,
  part,
  kind,
  onKind,
}: {
  cluster: string;
  topic: string;
  part: Part;
  kind: BatchKind;
  onKind: (kind: BatchKind) => void;
}) {
  const { options } = useKinds(cluster, topic, part);
  return (
    <div className="flex flex-wrap items-center gap-x-2">
      <span className="lab">{part === "key" ? "Keys as" : "Values as"}</span>
      <Select
        quiet
        aria-label={`Format of each ${part}`}
        value={kind.kind}
        options={options}
        onPick={(next) => onKind({ kind: next })}
      />
      {schemaKinds.includes(kind.kind) ? (
        <SchemaChoice
          cluster={cluster}
          topic={topic}
          part={part}
          format={kind.kind}
          pick={kind.schema ?? {}}
          onPick={(schema) => onKind({ ...kind, schema })}
        />
      ) : null}
    </div>
  );
}
