"use client";
import { useId } from "react";
import { TextInput } from "@/components/ui/text-input";

/** The name typed by hand before something that matters. `onEnter` runs only when it matches. */
export function TypedName({
  name,
  value,
  onChange,
  onEnter,
}: {
  name: string;
  value: string;
  onChange: (text: string) => void;
  onEnter?: () => void;
}) {
  const id = useId();
  const left = name.startsWith(value) ? name.length - value.length : -1;
  return (
    <div className="grid gap-1">
      <label className="lab" htmlFor={id}>
        Type <b className="mono">{name}</b> to confirm
      </label>
      <TextInput
        id={id}
        mono
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && left === 0) onEnter?.();
        }}
        end={left > 0 ? `${left} to go` : left < 0 ? "differs" : "matches"}
      />
    </div>
  );
}
