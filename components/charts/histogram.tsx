"use client";
import { type KeyboardEvent, type PointerEvent, useRef, useState } from "react";
import { usePreferences } from "@/components/ui/preferences";
import { clockTime, dateOf } from "@/lib/format/time";
import { timeTicks } from "./scale";

/** A bucket of time (epoch ms) with how much lies in it; `mark` says what a search did there. */
export type Bucket = { from: number; to: number; value: bigint | null; mark?: "done" | "hit" | undefined };

/**
 * Records over time and the range control in one: drag over the bars to choose, drag an end to move it, ← → on an end
 * move it by a bucket. `range` is [from, to] in epoch ms or null for all.
 */
export function Histogram({
  label,
  caption,
  buckets,
  range,
  onRange,
}: {
  label: string;
  /** "records per 30 s, peak 10.3 k" */
  caption?: string;
  buckets: readonly Bucket[];
  range: readonly [number, number] | null;
  onRange: (range: [number, number]) => void;
}) {
  const { zone } = usePreferences();
  const plot = useRef<HTMLDivElement>(null);
  const [draft, setDraft] = useState<[number, number] | null>(null);
  const from = buckets[0]?.from ?? 0;
  const to = buckets.at(-1)?.to ?? 1;
  const width = Math.max(1, to - from);
  const peak = buckets.reduce((most, one) => (one.value !== null && one.value > most ? one.value : most), 1n);
  const shown = draft ?? range;
  const percent = (time: number) => `${((Math.max(from, Math.min(to, time)) - from) / width) * 100}%`;
  const bucketMs = buckets[0] ? buckets[0].to - buckets[0].from : width;
  const timeAt = (clientX: number) => {
    const box = plot.current?.getBoundingClientRect();
    return box ? Math.round(from + Math.max(0, Math.min(1, (clientX - box.left) / box.width)) * width) : from;
  };
  const sorted = (a: number, b: number): [number, number] => (a < b ? [a, b] : [b, a]);

  const drag = (event: PointerEvent<HTMLElement>, fixed: number) => {
    const target = event.currentTarget;
    event.stopPropagation();
    target.setPointerCapture(event.pointerId);
    let latest = sorted(fixed, timeAt(event.clientX));
    const move = (next: globalThis.PointerEvent) => {
      latest = sorted(fixed, timeAt(next.clientX));
      setDraft(latest);
    };
    const end = () => {
      target.removeEventListener("pointermove", move);
      setDraft(null);
      if (latest[1] - latest[0] >= bucketMs / 4) onRange(latest);
    };
    target.addEventListener("pointermove", move);
    target.addEventListener("lostpointercapture", end, { once: true });
  };
  const nudge = (event: KeyboardEvent, end: "from" | "to") => {
    const step = event.key === "ArrowLeft" ? -bucketMs : event.key === "ArrowRight" ? bucketMs : 0;
    if (step === 0 || !shown) return;
    event.preventDefault();
    const clamp = (time: number) => Math.max(from, Math.min(to, time));
    onRange(end === "from" ? sorted(clamp(shown[0] + step), shown[1]) : sorted(shown[0], clamp(shown[1] + step)));
  };
  const offset = zone === "utc" ? 0 : -new Date(to).getTimezoneOffset() * 60_000;
  const ticks = timeTicks(from, to, 7, offset);
  const tickText = (time: number) => (to - from > 36 * 3_600_000 ? dateOf(time, zone).slice(5) : clockTime(time, zone));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset draws a box of its own
    <div className="hist" role="group" aria-label={label}>
      <div ref={plot} className="plot" onPointerDown={(event) => drag(event, timeAt(event.clientX))}>
        <svg viewBox={`0 0 ${buckets.length} 100`} preserveAspectRatio="none" aria-hidden="true">
          {buckets.map((one, at) => {
            const tall =
              one.value === null || one.value === 0n ? 0 : Math.max(3, Number((one.value * 1000n) / peak) / 10);
            const inside = shown === null || (one.to > shown[0] && one.from < shown[1]);
            return (
              <rect
                key={one.from}
                className={inside ? (one.mark ?? "in") : "out"}
                x={at + 0.06}
                width={0.88}
                y={100 - tall}
                height={tall}
              />
            );
          })}
        </svg>
        {shown ? (
          <div className="range" style={{ left: percent(shown[0]), right: `calc(100% - ${percent(shown[1])})` }}>
            {(["from", "to"] as const).map((end) => (
              <div
                key={end}
                className={`handle ${end}`}
                role="slider"
                tabIndex={0}
                aria-label={end === "from" ? "From" : "To"}
                aria-valuemin={from}
                aria-valuemax={to}
                aria-valuenow={shown[end === "from" ? 0 : 1]}
                aria-valuetext={`${dateOf(shown[end === "from" ? 0 : 1], zone)} ${clockTime(shown[end === "from" ? 0 : 1], zone, "with-seconds")}`}
                onPointerDown={(event) => drag(event, shown[end === "from" ? 1 : 0])}
                onKeyDown={(event) => nudge(event, end)}
              />
            ))}
          </div>
        ) : null}
      </div>
      {caption ? <span className="cap">{caption}</span> : null}
      {ticks.map((time, at) => (
        <span
          key={time}
          className={
            at === 0 && time - from < width / 30
              ? "x first"
              : at === ticks.length - 1 && to - time < width / 30
                ? "x last"
                : "x"
          }
          style={{ left: percent(time) }}
        >
          {tickText(time)}
        </span>
      ))}
    </div>
  );
}
