"use client";
import type { ReactNode } from "react";
import { toast } from "@/components/ui/toast";
import { type Side, schemaKinds } from "./produce-side";
import { SchemaChoice } from "./schema-choice";
import { SchemaFields } from "./schema-fields";
import type { Part } from "./side-kinds";

/** What a side that is written by a schema has above and beside its text; nothing for others. */
export function schemaParts(
  cluster: string,
  topic: string,
  part: Part,
  side: Side,
  onSide: (side: Side) => void,
): { choice?: ReactNode; beside?: ReactNode } {
  if (!schemaKinds.includes(side.kind)) return {};
  const place = { cluster, topic, part, format: side.kind, pick: side.schema ?? {} };
  const insert = (text: string) => {
    onSide({ ...side, text });
    if (side.text.trim() !== "" && side.text !== text)
      toast(`The ${part} was replaced by an example`, { label: "Undo", run: () => onSide(side) });
  };
  return {
    choice: <SchemaChoice {...place} onPick={(schema) => onSide({ ...side, schema })} />,
    beside: <SchemaFields {...place} onExample={insert} />,
  };
}
