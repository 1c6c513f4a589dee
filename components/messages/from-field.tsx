"use client";
import { useEffect, useRef } from "react";
import { Icon } from "@/components/ui/icon";
import type { Draft, FromKind } from "./ask";
import { fieldWidth } from "./field-width";

const kinds: { value: FromKind; label: string }[] = [
  { value: "newest", label: "newest" },
  { value: "oldest", label: "oldest" },
  { value: "offset", label: "offset" },
  { value: "time", label: "time" },
];

/** Where to begin. Ends are asked at once, an offset or a time when it is written. */
export function FromField({
  draft,
  isLive,
  onEdit,
  onRun,
  invalid,
}: {
  draft: Draft;
  isLive: boolean;
  onEdit: (part: Partial<Draft>) => void;
  onRun: (part: Partial<Draft>, isLive: boolean) => void;
  invalid: { "aria-invalid"?: true; "aria-describedby"?: string };
}) {
  const text = useRef<HTMLInputElement>(null);
  const hasText = draft.fromKind !== "newest" && draft.fromKind !== "oldest";
  const wasChosen = useRef(false);
  useEffect(() => {
    if (hasText && wasChosen.current) text.current?.focus();
    wasChosen.current = false;
  }, [hasText]);
  const pick = (value: string) => {
    if (value === "live") return onRun({ fromKind: "newest", fromText: "" }, true);
    const kind = kinds.find((one) => one.value === value)?.value;
    if (kind === "newest" || kind === "oldest") return onRun({ fromKind: kind, fromText: "", order: null }, false);
    if (!kind) return;
    wasChosen.current = true;
    onEdit({ fromKind: kind, fromText: "", order: null });
    text.current?.focus();
  };
  return (
    <span className="from">
      <label className="flex items-center gap-1.5">
        <span className="k">From</span>
        <select
          className="v"
          value={isLive && draft.fromKind === "newest" ? "live" : draft.fromKind}
          onChange={(event) => pick(event.target.value)}
        >
          {kinds.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
          <option value="live">now on (live)</option>
          {draft.fromKind === "exact" ? <option value="exact">bound</option> : null}
        </select>
        <Icon name="down" className="muted" />
      </label>
      {hasText ? (
        <input
          ref={text}
          className="typed"
          aria-label={
            draft.fromKind === "offset" ? "First offset" : draft.fromKind === "time" ? "First time" : "First bound"
          }
          value={draft.fromText}
          onChange={(event) => onEdit({ fromText: event.target.value })}
          placeholder={draft.fromKind === "offset" ? "0" : "09:45 or -15m"}
          autoComplete="off"
          spellCheck={false}
          style={{ width: fieldWidth(draft.fromText, draft.fromKind === "offset" ? 8 : 13) }}
          data-tip={
            draft.fromKind === "time"
              ? "A time of day, a date with time, -15m, or epoch seconds or milliseconds"
              : "Holds for every partition; where it does not exist the nearest is taken"
          }
          {...invalid}
        />
      ) : null}
    </span>
  );
}
