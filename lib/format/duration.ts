import { type Figure, figure, grouped, unknown } from "./figure.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * How long, in one unit that a glance can take: `14 ms`, `3.0 s`, `61 s`, `4 min`, `5 h`, `212 d`. Rounded down, because
 * 1 min 59 s behind is not yet two minutes. `ms` is milliseconds; null is unknown.
 */
export function duration(ms: number | null): Figure {
  if (ms === null || !Number.isFinite(ms)) return unknown;
  const exact = longDuration(ms);
  if (ms < 0) return figure("0", "s", exact);
  if (ms === 0) return figure("0", "s");
  if (ms < 100) return figure(ms < 1 ? "<1" : String(Math.floor(ms)), "ms", exact);
  if (ms < 10 * SECOND) return figure((Math.floor(ms / 100) / 10).toFixed(1), "s", exact);
  if (ms < 2 * MINUTE) return figure(String(Math.floor(ms / SECOND)), "s", exact);
  if (ms < 2 * HOUR) return figure(String(Math.floor(ms / MINUTE)), "min", exact);
  if (ms < 2 * DAY) return figure(String(Math.floor(ms / HOUR)), "h", exact);
  return figure(grouped(Math.floor(ms / DAY)), "d", exact);
}

/** With the smaller unit kept, for the places that compare: `4:21 min`, `1:48 h`, `61 s`, `2 d`. */
export function clockDuration(ms: number | null): Figure {
  if (ms === null || !Number.isFinite(ms) || ms < 2 * MINUTE || ms >= 2 * DAY) return duration(ms);
  const [big, small, unit] = ms < 2 * HOUR ? [MINUTE, SECOND, "min"] : [HOUR, MINUTE, "h"];
  const rest = Math.floor((ms % big) / small);
  return figure(`${Math.floor(ms / big)}:${String(rest).padStart(2, "0")}`, unit, longDuration(ms));
}

/** In words, up to three units: `2 d 23 h 55 min`, `4 min 21 s`, `0.9 s`. */
export function longDuration(ms: number): string {
  const sign = ms < 0 ? "-" : "";
  const size = Math.abs(ms);
  if (size < SECOND) return `${sign}${Math.round(size * 1000) / 1000} ms`;
  if (size < MINUTE) return `${sign}${Number((size / SECOND).toFixed(3))} s`;
  const parts: [number, string][] = [
    [Math.floor(size / DAY), "d"],
    [Math.floor((size % DAY) / HOUR), "h"],
    [Math.floor((size % HOUR) / MINUTE), "min"],
    [Math.floor((size % MINUTE) / SECOND), "s"],
  ];
  const first = parts.findIndex(([n]) => n > 0);
  const said = parts.slice(first, first + 3).filter(([n]) => n > 0);
  return sign + said.map(([n, unit]) => `${grouped(n)} ${unit}`).join(" ");
}

const even: [bigint, string][] = [
  [BigInt(DAY), "d"],
  [BigInt(HOUR), "h"],
  [BigInt(MINUTE), "min"],
  [BigInt(SECOND), "s"],
];

/**
 * A configured duration in the largest unit that divides it evenly: 604800000 → `7 d`, 90061000 → `90,061 s`.
 * `-1` and anything from Kafka's Long.MAX_VALUE on means for ever.
 */
export function configDuration(ms: bigint | null, forever = "forever"): Figure {
  if (ms === null) return unknown;
  if (ms < 0n || ms >= 9223372036854775807n) return figure(forever, "", `${ms} ms`);
  // one day reads better as 24 h: "1 d" next to "7 d" hides that it is the shortest
  const [size, unit] = even.find(([size, unit]) => ms !== 0n && ms % size === 0n && !(unit === "d" && ms === size)) ?? [
    1n,
    "ms",
  ];
  return figure(grouped(ms / size), unit, `${grouped(ms)} ms`);
}

/** Figure and unit in one string, for sentences. */
export function durationText(ms: number | null): string {
  const { text, unit } = duration(ms);
  return unit === "" ? text : `${text} ${unit}`;
}
