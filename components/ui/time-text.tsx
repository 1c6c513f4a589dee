"use client";
import { absoluteTime, agoText, timeOfDay } from "@/lib/format/time";
import { useNow } from "./clock";
import { useZone } from "./preferences";

/** "8 min ago"; hover tells the instant with zone and milliseconds. `at` is epoch ms; null draws —. @public */
export function Ago({ at }: { at: number | null }) {
  const now = useNow();
  const zone = useZone();
  if (at === null) return <span className="muted">—</span>;
  return (
    <time dateTime={new Date(at).toISOString()} data-tip={absoluteTime(at, zone)}>
      {now === 0 ? timeOfDay(at, zone) : agoText(at, now)}
    </time>
  );
}

/** The instant itself, mono: whole (`absolute`) or the time of day. Hover tells how long ago. */
export function At({ at, only }: { at: number | null; only?: "time" }) {
  const zone = useZone();
  if (at === null) return <span className="muted">—</span>;
  return (
    <time className="num" dateTime={new Date(at).toISOString()} data-tip={absoluteTime(at, zone)}>
      {only === "time" ? timeOfDay(at, zone) : absoluteTime(at, zone)}
    </time>
  );
}
