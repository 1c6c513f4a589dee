"use client";
import { useState } from "react";
import { Term } from "@/components/kafka/term";
import { Status } from "@/components/ui/status";
import { useSettled } from "@/components/ui/use-settled";
import { bytesText } from "@/lib/format/bytes";
import { LargeText } from "./large-text";
import { isPlainKind, type Side, schemaKinds, sideBytes, sideFault } from "./produce-side";
import { type FrameProps, SideFrame } from "./side-frame";
import { useKinds } from "./side-kinds";
import { schemaParts } from "./side-schema";
import type { DryCheck } from "./use-dry-check";

/** A key or a value: its text, what the text is, by which schema, and whether it is null. */
export function SideField({
  cluster,
  topic,
  side,
  onSide,
  rows,
  check,
  ...frame
}: FrameProps & {
  cluster: string;
  topic: string;
  side: Side;
  onSide: (side: Side) => void;
  rows: number;
  /** what the server says of those it has to encode */
  check: DryCheck;
}) {
  const { noun } = frame;
  const kinds = useKinds(cluster, topic, noun);
  const [picked, setPicked] = useState<string | null>(null);
  const isNull = side.kind === "null";
  const kind = isNull ? (picked ?? kinds.preferred ?? "text") : side.kind;
  const pick = (next: string) => {
    setPicked(next);
    onSide({ kind: next, text: side.text });
  };
  const refused = check.faults[noun];
  return (
    <SideFrame
      {...frame}
      error={frame.error ?? (refused === undefined ? undefined : `Cannot be written: ${refused}.`)}
      isNull={isNull}
      kind={kind}
      kinds={kinds.options}
      onKind={pick}
      onNull={() => {
        setPicked(kind);
        onSide({ ...side, kind: isNull ? kind : "null" });
      }}
      state={refused === undefined ? <SideState side={side} check={check} noun={noun} /> : null}
      whenNull={
        noun === "key" ? (
          <span>
            No key: records are spread over the partitions. <Term word="key">What a key does</Term>
          </span>
        ) : (
          <span>
            null, a <Term word="tombstone">tombstone</Term>
          </span>
        )
      }
      {...schemaParts(cluster, topic, noun, side, onSide)}
    >
      {(slot) => (
        <LargeText
          slot={slot}
          text={side.text}
          rows={schemaKinds.includes(kind) ? Math.max(rows, 7) : rows}
          onText={(text) => onSide({ ...side, kind, text })}
        />
      )}
    </SideFrame>
  );
}

/** Validity and size, told when typing rests: reading megabytes with every keystroke would stall it. */
function SideState({ side, check, noun }: { side: Side; check: DryCheck; noun: "key" | "value" }) {
  const rested = useSettled(side, side.text.length > 50_000 ? 400 : 120);
  if (side.kind === "null" || side.text.trim() === "") return side.kind === "json" ? <Quiet>empty</Quiet> : null;
  const fault = sideFault(rested);
  if (fault)
    return (
      <Status tone="warn" className="small">
        {fault}
      </Status>
    );
  if (isPlainKind(side.kind)) {
    const size = bytesText(sideBytes(rested));
    return <Calm>{rested.kind === "json" ? `valid JSON, ${size}` : size}</Calm>;
  }
  const bytes = check.encoded[noun];
  if (check.isChecking || bytes === null) return <Quiet>checking…</Quiet>;
  return <Calm>{`${schemaKinds.includes(side.kind) ? "fits its schema, " : ""}${bytesText(bytes.size)}`}</Calm>;
}

function Quiet({ children }: { children: string }) {
  return <span className="small muted">{children}</span>;
}

function Calm({ children }: { children: string }) {
  return (
    <Status tone="calm" className="small">
      {children}
    </Status>
  );
}
