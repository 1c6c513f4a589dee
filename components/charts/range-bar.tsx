"use client";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { useZone } from "@/components/ui/preferences";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import { TextInput } from "@/components/ui/text-input";
import { clockTime, dateOf, type Zone } from "@/lib/format/time";
import { rangeSpans, type TimeRange } from "@/lib/format/time-range";
import { typedTime } from "./typed-time";

const names: Readonly<Record<(typeof rangeSpans)[number], string>> = {
  "15m": "15 min",
  "1h": "1 h",
  "6h": "6 h",
  "24h": "24 h",
  "7d": "7 d",
  "30d": "30 d",
};
const spans = rangeSpans.map((value) => ({ value, label: names[value] }));

/** Chooses what the charts of a page show: the last so and so long, or two instants typed or dragged. */
export function RangeBar({ range, onRange }: { range: TimeRange; onRange: (range: TimeRange) => void }) {
  const zone = useZone();
  const [isOpen, setOpen] = useState(false);
  const custom = range.kind === "between" ? "custom" : null;
  const pick = (value: (typeof rangeSpans)[number] | "custom") => {
    setOpen(value === "custom");
    if (value !== "custom") onRange({ kind: "last", span: value });
  };
  const options = [...spans, { value: "custom" as const, label: range.kind === "between" ? words(range, zone) : "…" }];
  const value = isOpen || custom ? "custom" : range.kind === "last" ? range.span : "1h";
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-2">
      <span className="no-phone">
        <Segmented label="Time range" value={value} options={options} onChange={pick} />
      </span>
      <Select
        frame="only-phone"
        aria-label="Time range"
        value={value}
        options={options.map((one) => (one.label === "…" ? { ...one, label: "From … to …" } : one))}
        onPick={pick}
      />
      {isOpen ? (
        <CustomRange
          range={range}
          zone={zone}
          onRange={(next) => {
            onRange(next);
            setOpen(false);
          }}
        />
      ) : null}
    </div>
  );
}

function words({ from, to }: { from: number; to: number }, zone: Zone): string {
  const days = dateOf(from, zone) === dateOf(to, zone) ? [null, null] : [dateOf(from, zone), dateOf(to, zone)];
  const [a, b] = [from, to].map((at, i) => [days[i]?.slice(5), clockTime(at, zone)].filter(Boolean).join(" "));
  return `${a} – ${b}`;
}

function CustomRange({ range, zone, onRange }: { range: TimeRange; zone: Zone; onRange: (range: TimeRange) => void }) {
  const whole = (at: number) => `${dateOf(at, zone)} ${clockTime(at, zone)}`;
  const [from, setFrom] = useState(range.kind === "between" ? whole(range.from) : "");
  const [to, setTo] = useState(range.kind === "between" ? whole(range.to) : "");
  const start = typedTime(from, zone);
  const end = to.trim() === "" ? Date.now() : typedTime(to, zone);
  const why =
    start === null || end === null
      ? "Times such as 2026-07-14 09:20"
      : start >= end
        ? "It ends before it begins"
        : undefined;
  const apply = () => {
    if (start !== null && end !== null && why === undefined) onRange({ kind: "between", from: start, to: end });
  };
  return (
    <form
      className="flex flex-wrap items-center gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        apply();
      }}
    >
      <TextInput
        mono
        frame="w-[160px]"
        aria-label="From"
        placeholder="2026-07-14 09:20"
        value={from}
        onChange={(event) => setFrom(event.target.value)}
      />
      <span className="soft">to</span>
      <TextInput
        mono
        frame="w-[160px]"
        aria-label="To"
        placeholder="now"
        value={to}
        onChange={(event) => setTo(event.target.value)}
      />
      <Button type="submit" blocked={why}>
        Show
      </Button>
    </form>
  );
}
