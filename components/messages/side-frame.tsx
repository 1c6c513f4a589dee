"use client";
import { type ReactNode, useId } from "react";
import { Select } from "@/components/ui/select";
import type { SideKind } from "./produce-draft";

export type TextKind = Exclude<SideKind, "null">;

const kinds: { value: TextKind; label: string }[] = [
  { value: "text", label: "Text" },
  { value: "json", label: "JSON" },
  { value: "base64", label: "Bytes (base64)" },
];

/** What ties the control to its label and its error. */
export type FieldSlot = { id: string; "aria-invalid"?: true; "aria-describedby"?: string };

/** Around the text of a key or a value: its label, what the text is, whether it is null, what is wrong with it. */
export function SideFrame({
  label,
  noun,
  nullWord,
  isNull,
  kind,
  onKind,
  onNull,
  state,
  whenNull,
  error,
  children,
}: {
  label: ReactNode;
  noun: "key" | "value";
  /** "null" for a key, "tombstone" for a value */
  nullWord: string;
  isNull: boolean;
  /** what the text is, or was before it became null */
  kind: TextKind;
  onKind: (kind: TextKind) => void;
  /** between null and text */
  onNull: () => void;
  /** beside the label, such as the size */
  state?: ReactNode;
  whenNull: ReactNode;
  error: string | undefined;
  children: (slot: FieldSlot) => ReactNode;
}) {
  const id = useId();
  return (
    <div className="grid gap-1">
      <div className="flex min-h-6 flex-wrap items-baseline gap-x-3">
        <label className="lab" htmlFor={id}>
          {label}
        </label>
        {state}
        <span className="flex-1" />
        {isNull ? null : (
          <Select quiet aria-label={`Format of the ${noun}`} value={kind} options={kinds} onPick={onKind} />
        )}
        <button type="button" className="link small" aria-pressed={isNull} onClick={onNull}>
          {isNull ? `write a ${noun}` : nullWord}
        </button>
      </div>
      {isNull ? (
        <p className="box soft" id={id}>
          {whenNull}
        </p>
      ) : (
        children({ id, ...(error ? { "aria-invalid": true as const, "aria-describedby": `${id}-error` } : {}) })
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
