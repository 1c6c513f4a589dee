"use client";
import { type ReactNode, useId } from "react";
import { Select } from "@/components/ui/select";
import { TextArea, TextInput } from "@/components/ui/text-input";
import type { Side, SideKind } from "./produce-draft";

const kinds: { value: Exclude<SideKind, "null">; label: string }[] = [
  { value: "text", label: "Text" },
  { value: "json", label: "JSON" },
  { value: "base64", label: "Bytes (base64)" },
];

/** A key or a value with placeholders in it. What it is holds for what comes out, not for the template. */
export function TemplateField({
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
  nullWord: string;
  side: Side;
  onSide: (side: Side) => void;
  rows: number;
  error: string | undefined;
}) {
  const id = useId();
  const isNull = side.kind === "null";
  const slot = { id, ...(error ? { "aria-invalid": true as const, "aria-describedby": `${id}-error` } : {}) };
  const type = (text: string) => onSide({ kind: isNull ? "text" : side.kind, text });
  return (
    <div className="grid gap-1">
      <div className="flex min-h-6 flex-wrap items-baseline gap-x-3">
        <label className="lab" htmlFor={id}>
          {label}
        </label>
        <span className="flex-1" />
        {side.kind === "null" ? null : (
          <Select
            quiet
            aria-label={`Format of the ${noun}`}
            value={side.kind}
            options={kinds}
            onPick={(kind) => onSide({ kind, text: side.text })}
          />
        )}
        <button
          type="button"
          className="link small"
          aria-pressed={isNull}
          onClick={() => onSide({ kind: isNull ? "text" : "null", text: side.text })}
        >
          {isNull ? `write a ${noun}` : nullWord}
        </button>
      </div>
      {isNull ? (
        <p className="box soft" id={id}>
          {nullWord === "null" ? "No key: records are spread over the partitions." : "null, a tombstone"}
        </p>
      ) : rows === 1 ? (
        <TextInput {...slot} mono value={side.text} onChange={(event) => type(event.target.value)} />
      ) : (
        <TextArea {...slot} rows={rows} value={side.text} onChange={(event) => type(event.target.value)} />
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
