"use client";
import type { ReactNode } from "react";
import { TextArea, TextInput } from "@/components/ui/text-input";
import type { Side } from "./produce-draft";
import { SideFrame } from "./side-frame";

/** A key or a value with placeholders in it. What it is holds for what comes out, not for the template. */
export function TemplateField({
  side,
  onSide,
  rows,
  ...frame
}: {
  label: ReactNode;
  noun: "key" | "value";
  nullWord: string;
  side: Side;
  onSide: (side: Side) => void;
  rows: number;
  error: string | undefined;
}) {
  const isNull = side.kind === "null";
  const kind = side.kind === "null" ? "text" : side.kind;
  const type = (text: string) => onSide({ kind, text });
  return (
    <SideFrame
      {...frame}
      isNull={isNull}
      kind={kind}
      onKind={(next) => onSide({ kind: next, text: side.text })}
      onNull={() => onSide({ kind: isNull ? "text" : "null", text: side.text })}
      whenNull={frame.nullWord === "null" ? "No key: records are spread over the partitions." : "null, a tombstone"}
    >
      {(slot) =>
        rows === 1 ? (
          <TextInput {...slot} mono value={side.text} onChange={(event) => type(event.target.value)} />
        ) : (
          <TextArea {...slot} rows={rows} value={side.text} onChange={(event) => type(event.target.value)} />
        )
      }
    </SideFrame>
  );
}
