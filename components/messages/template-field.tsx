"use client";
import { TextArea, TextInput } from "@/components/ui/text-input";
import type { Side } from "./produce-side";
import { schemaKinds } from "./produce-side";
import { type FrameProps, SideFrame } from "./side-frame";
import { useKinds } from "./side-kinds";
import { schemaParts } from "./side-schema";

/** A key or a value with placeholders in it. What it is holds for what comes out, not for the template. */
export function TemplateField({
  cluster,
  topic,
  side,
  onSide,
  rows,
  ...frame
}: FrameProps & { cluster: string; topic: string; side: Side; onSide: (side: Side) => void; rows: number }) {
  const kinds = useKinds(cluster, topic, frame.noun);
  const isNull = side.kind === "null";
  const kind = isNull ? (kinds.preferred ?? "text") : side.kind;
  const type = (text: string) => onSide({ ...side, kind, text });
  return (
    <SideFrame
      {...frame}
      isNull={isNull}
      kind={kind}
      kinds={kinds.options}
      onKind={(next) => onSide({ kind: next, text: side.text })}
      onNull={() => onSide({ ...side, kind: isNull ? kind : "null" })}
      whenNull={frame.nullWord === "null" ? "No key: records are spread over the partitions." : "null, a tombstone"}
      {...schemaParts(cluster, topic, frame.noun, side, onSide)}
    >
      {(slot) =>
        rows === 1 && !schemaKinds.includes(kind) ? (
          <TextInput {...slot} mono value={side.text} onChange={(event) => type(event.target.value)} />
        ) : (
          <TextArea
            {...slot}
            rows={Math.max(rows, 6)}
            value={side.text}
            onChange={(event) => type(event.target.value)}
          />
        )
      }
    </SideFrame>
  );
}
