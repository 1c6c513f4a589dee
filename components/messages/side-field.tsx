"use client";
import { type ReactNode, useEffect, useState } from "react";
import { Term } from "@/components/kafka/term";
import { Status } from "@/components/ui/status";
import { bytesText } from "@/lib/format/bytes";
import { LargeText } from "./large-text";
import { type Side, sideBytes, sideFault } from "./produce-draft";
import { SideFrame, type TextKind } from "./side-frame";

/** A key or a value: its text, what the text is, and whether it is null. */
export function SideField({
  side,
  onSide,
  rows,
  ...frame
}: {
  label: ReactNode;
  noun: "key" | "value";
  /** "null" for a key, "tombstone" for a value */
  nullWord: string;
  side: Side;
  onSide: (side: Side) => void;
  rows: number;
  error: string | undefined;
}) {
  const [kind, setKind] = useState<TextKind>(side.kind === "null" ? "text" : side.kind);
  const isNull = side.kind === "null";
  const pick = (next: TextKind) => {
    setKind(next);
    onSide({ kind: next, text: side.text });
  };
  return (
    <SideFrame
      {...frame}
      isNull={isNull}
      kind={kind}
      onKind={pick}
      onNull={() => onSide({ kind: isNull ? kind : "null", text: side.text })}
      state={<SideState side={side} />}
      whenNull={
        frame.noun === "key" ? (
          <span>
            No key: records are spread over the partitions. <Term word="key">What a key does</Term>
          </span>
        ) : (
          <span>
            null, a <Term word="tombstone">tombstone</Term>
          </span>
        )
      }
    >
      {(slot) => <LargeText slot={slot} text={side.text} rows={rows} onText={(text) => onSide({ kind, text })} />}
    </SideFrame>
  );
}

/** Validity and size, told when typing rests: reading megabytes with every keystroke would stall it. */
function SideState({ side }: { side: Side }) {
  const rested = useRested(side);
  if (side.kind === "null" || (side.kind === "text" && side.text === "")) return null;
  const fault = sideFault(rested);
  const size = bytesText(sideBytes(rested));
  if (rested.kind === "json" && rested.text.trim() === "") return <span className="small muted">empty</span>;
  if (fault)
    return (
      <Status tone="warn" className="small">
        {fault}
      </Status>
    );
  return (
    <Status tone="calm" className="small">
      {rested.kind === "json" ? `valid JSON, ${size}` : size}
    </Status>
  );
}

function useRested(side: Side): Side {
  const [rested, setRested] = useState(side);
  useEffect(() => {
    const timer = setTimeout(() => setRested(side), side.text.length > 50_000 ? 400 : 120);
    return () => clearTimeout(timer);
  }, [side]);
  return rested;
}
