"use client";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useId, useRef } from "react";
import { Icon } from "@/components/ui/icon";
import type { Draft, FromKind } from "./ask";
import { fieldWidth } from "./field-width";
import { groupsOf } from "./queries";

const kinds: { value: FromKind; label: string }[] = [
  { value: "newest", label: "newest" },
  { value: "oldest", label: "oldest" },
  { value: "offset", label: "offset" },
  { value: "time", label: "time" },
  { value: "offsets", label: "offset per partition" },
  { value: "group", label: "where a group stands" },
];

const texts: Partial<Record<FromKind, { name: string; example: string; width: number; tip: string }>> = {
  offset: {
    name: "First offset",
    example: "0",
    width: 8,
    tip: "Holds for every partition; where it does not exist the nearest is taken",
  },
  time: {
    name: "First time",
    example: "09:45 or -15m",
    width: 13,
    tip: "A time of day, a date with time, -15m, or epoch seconds or milliseconds",
  },
  offsets: {
    name: "First offset of each partition",
    example: "0=120,3=7",
    width: 11,
    tip: "partition=offset, parted by commas; partitions that are not named are read from their begin",
  },
  group: {
    name: "Consumer group",
    example: "its name",
    width: 14,
    tip: "Begins where the group has committed: what it has not read yet",
  },
};

/** Where to begin. Ends are asked at once, an offset or a time when it is written. */
export function FromField({
  cluster,
  topic,
  draft,
  isLive,
  onEdit,
  onRun,
  invalid,
}: {
  cluster: string;
  topic: string;
  draft: Draft;
  isLive: boolean;
  onEdit: (part: Partial<Draft>) => void;
  onRun: (part: Partial<Draft>, isLive: boolean) => void;
  invalid: { "aria-invalid"?: true; "aria-describedby"?: string };
}) {
  const text = useRef<HTMLInputElement>(null);
  const id = useId();
  const words = texts[draft.fromKind];
  const hasText = words !== undefined;
  const { data: groups } = useQuery({ ...groupsOf(cluster, topic), enabled: draft.fromKind === "group" });
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
        </select>
        <Icon name="down" className="muted" />
      </label>
      {words ? (
        <input
          ref={text}
          className="typed"
          aria-label={words.name}
          value={draft.fromText}
          onChange={(event) => onEdit({ fromText: event.target.value })}
          placeholder={words.example}
          list={draft.fromKind === "group" ? `${id}-groups` : undefined}
          autoComplete="off"
          spellCheck={false}
          style={{ width: fieldWidth(draft.fromText, words.width) }}
          data-tip={words.tip}
          {...invalid}
        />
      ) : null}
      {draft.fromKind === "group" ? (
        <datalist id={`${id}-groups`}>
          {(groups?.items ?? []).map((group) => (
            <option key={group.id} value={group.id} />
          ))}
        </datalist>
      ) : null}
    </span>
  );
}
