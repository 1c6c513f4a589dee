"use client";
import { type ReactNode, useId } from "react";
import type { FieldSlot } from "@/components/ui/field";
import { Select, type SelectOption } from "@/components/ui/select";

export type FrameProps = {
  label: ReactNode;
  noun: "key" | "value";
  /** "null" for a key, "tombstone" for a value */
  nullWord: string;
  error: string | undefined;
};

/** Around the text of a key or a value: its label, what the text is, whether it is null, what is wrong with it. */
export function SideFrame({
  label,
  noun,
  nullWord,
  isNull,
  kind,
  kinds,
  onKind,
  onNull,
  state,
  whenNull,
  choice,
  beside,
  error,
  children,
}: FrameProps & {
  isNull: boolean;
  /** what the text is, or was before it became null */
  kind: string;
  kinds: readonly SelectOption[];
  onKind: (kind: string) => void;
  /** between null and text */
  onNull: () => void;
  /** beside the label, such as the size */
  state?: ReactNode;
  whenNull: ReactNode;
  /** above the text: by which schema it is written */
  choice?: ReactNode;
  /** beside the text: what the schema asks */
  beside?: ReactNode;
  children: (slot: FieldSlot) => ReactNode;
}) {
  const id = useId();
  const slot = { id, ...(error ? { "aria-invalid": true as const, "aria-describedby": `${id}-error` } : {}) };
  // right below the text, also where the schema's fields follow it on a phone
  const said = error ? (
    <p id={`${id}-error`} className="field-error" role="alert">
      <span aria-hidden="true">■</span>
      {error}
    </p>
  ) : null;
  const options = kinds.some(({ value }) => value === kind) ? kinds : [...kinds, { value: kind, label: kind }];
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-1">
      <div className="flex min-h-6 flex-wrap items-baseline gap-x-3">
        <label className="lab" htmlFor={id}>
          {label}
        </label>
        {state}
        <span className="ml-auto flex items-baseline gap-x-3">
          {isNull ? null : (
            <Select quiet aria-label={`Format of the ${noun}`} value={kind} options={options} onPick={onKind} />
          )}
          <button type="button" className="link small" aria-pressed={isNull} onClick={onNull}>
            {isNull ? `write a ${noun}` : nullWord}
          </button>
        </span>
      </div>
      {isNull ? (
        <p className="box tall min-h-(--ctl) soft" id={id}>
          {whenNull}
        </p>
      ) : (
        <>
          {choice}
          {beside ? (
            <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-3 desk:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
              <div className="grid grid-cols-[minmax(0,1fr)] gap-1">
                {children(slot)}
                {said}
              </div>
              {beside}
            </div>
          ) : (
            children(slot)
          )}
        </>
      )}
      {isNull || !beside ? said : null}
    </div>
  );
}
