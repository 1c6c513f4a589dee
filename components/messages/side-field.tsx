"use client";
import { type ReactNode, useEffect, useId, useState } from "react";
import { Term } from "@/components/kafka/term";
import { Select } from "@/components/ui/select";
import { Status } from "@/components/ui/status";
import { bytesText } from "@/lib/format/bytes";
import { LargeText } from "./large-text";
import { type Side, type SideKind, sideBytes, sideFault } from "./produce-draft";

const kinds: { value: Exclude<SideKind, "null">; label: string }[] = [
  { value: "text", label: "Text" },
  { value: "json", label: "JSON" },
  { value: "base64", label: "Bytes (base64)" },
];

/** A key or a value: its text, what the text is, and whether it is null. */
export function SideField({
  label,
  noun,
  nullWord,
  side,
  onSide,
  rows,
  error,
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
  const id = useId();
  const [kind, setKind] = useState<Exclude<SideKind, "null">>(side.kind === "null" ? "text" : side.kind);
  const isNull = side.kind === "null";
  const pick = (next: Exclude<SideKind, "null">) => {
    setKind(next);
    onSide({ kind: next, text: side.text });
  };
  return (
    <div className="grid gap-1">
      <div className="flex min-h-6 flex-wrap items-baseline gap-x-3">
        <label className="lab" htmlFor={id}>
          {label}
        </label>
        <SideState side={side} />
        <span className="flex-1" />
        {isNull ? null : (
          <Select quiet aria-label={`Format of the ${noun}`} value={kind} options={kinds} onPick={pick} />
        )}
        <button
          type="button"
          className="link small"
          aria-pressed={isNull}
          onClick={() => onSide({ kind: isNull ? kind : "null", text: side.text })}
        >
          {isNull ? `write a ${noun}` : nullWord}
        </button>
      </div>
      {isNull ? (
        <p className="box soft" id={id}>
          {noun === "key" ? (
            <span>
              No key: records are spread over the partitions. <Term word="key">What a key does</Term>
            </span>
          ) : (
            <span>
              null, a <Term word="tombstone">tombstone</Term>
            </span>
          )}
        </p>
      ) : (
        <LargeText
          slot={{ id, ...(error ? { "aria-invalid": true as const, "aria-describedby": `${id}-error` } : {}) }}
          text={side.text}
          rows={rows}
          onText={(text) => onSide({ kind, text })}
        />
      )}
      {error ? (
        <p id={`${id}-error`} className="field-error" role="alert">
          <span aria-hidden="true">■</span>
          {error}
        </p>
      ) : null}
    </div>
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
