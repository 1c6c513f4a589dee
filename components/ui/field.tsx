"use client";
import { type ReactNode, useId } from "react";
import { cx } from "./class-names";

export type FieldSlot = { id: string; "aria-describedby"?: string; "aria-invalid"?: true };

/** Label, control, hint or error: one line each. The control is given its id and descriptions as `slot`. */
export function Field({
  label,
  hint,
  error,
  aside,
  className,
  children,
}: {
  label: ReactNode;
  hint?: ReactNode;
  error?: string | undefined;
  /** at the right end of the label's line */
  aside?: ReactNode;
  className?: string;
  children: (slot: FieldSlot) => ReactNode;
}) {
  const id = useId();
  const described = error !== undefined ? `${id}-error` : hint !== undefined ? `${id}-hint` : undefined;
  return (
    <div className={cx("grid min-w-0 content-start gap-1", className)}>
      <div className="flex items-baseline gap-2">
        <label className="lab" htmlFor={id}>
          {label}
        </label>
        {aside ? <span className="small muted ml-auto">{aside}</span> : null}
      </div>
      {children({
        id,
        ...(described ? { "aria-describedby": described } : {}),
        ...(error !== undefined ? { "aria-invalid": true as const } : {}),
      })}
      {error !== undefined ? (
        <p id={`${id}-error`} className="field-error" role="alert">
          <span aria-hidden="true">■</span>
          {error}
        </p>
      ) : hint !== undefined ? (
        <p id={`${id}-hint`} className="small muted">
          {hint}
        </p>
      ) : null}
    </div>
  );
}
