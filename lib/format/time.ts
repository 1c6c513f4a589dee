/** Which clock times of day are written in: UTC, or the reader's own. */
export type Zone = "utc" | "local";

const MINUTE = 60_000;

function shifted(ms: number, zone: Zone): Date {
  return new Date(zone === "utc" ? ms : ms - new Date(ms).getTimezoneOffset() * MINUTE);
}

/** `UTC`, or the offset in force at that instant: `UTC+2`, `UTC-3:30`. */
export function zoneName(ms: number, zone: Zone): string {
  const minutes = zone === "utc" ? 0 : -new Date(ms).getTimezoneOffset();
  if (minutes === 0) return "UTC";
  const rest = Math.abs(minutes) % 60;
  return `UTC${minutes < 0 ? "-" : "+"}${Math.floor(Math.abs(minutes) / 60)}${rest === 0 ? "" : `:${String(rest).padStart(2, "0")}`}`;
}

/** False for what a Date cannot hold: Kafka timestamps may be any 64-bit number, and -1 means none. */
export function isTime(ms: number): boolean {
  return Number.isFinite(ms) && Math.abs(ms) <= 8.64e15;
}

/** `2026-07-14 10:00:17.333 UTC`: whole, with milliseconds and zone. Epoch milliseconds. */
export function absoluteTime(ms: number, zone: Zone): string {
  if (!isTime(ms)) return `${ms} ms`;
  const iso = shifted(ms, zone).toISOString();
  return `${iso.replace("T", " ").replace("Z", "")} ${zoneName(ms, zone)}`;
}

/** `10:00:17.333` */
export function timeOfDay(ms: number, zone: Zone): string {
  return isTime(ms) ? (shifted(ms, zone).toISOString().split("T")[1]?.replace("Z", "") ?? "") : `${ms} ms`;
}

/** `10:00` or, with seconds, `10:00:17` */
export function clockTime(ms: number, zone: Zone, seconds: "with-seconds" | "minutes" = "minutes"): string {
  return timeOfDay(ms, zone).slice(0, seconds === "minutes" ? 5 : 8);
}

/** `2026-07-14` */
export function dateOf(ms: number, zone: Zone): string {
  return isTime(ms) ? (shifted(ms, zone).toISOString().split("T")[0] ?? "") : `${ms} ms`;
}

/** What a list wants: the time of day for today, the date and the minute for other days. */
export function shortTime(ms: number, now: number, zone: Zone): string {
  return dateOf(ms, zone) === dateOf(now, zone)
    ? clockTime(ms, zone, "with-seconds")
    : `${dateOf(ms, zone)} ${clockTime(ms, zone)}`;
}

const steps: [number, string][] = [
  [86_400_000, "d"],
  [3_600_000, "h"],
  [MINUTE, "min"],
  [1000, "s"],
];

/** `8 min ago`, `just now`, `in 3 h`. Days, hours, minutes and seconds change over at two of the bigger unit. */
export function agoText(ms: number, now: number): string {
  const age = now - ms;
  const size = Math.abs(age);
  if (size < 1000) return "just now";
  const [step, unit] = steps.find(([step]) => size >= (step === 1000 ? 1000 : 2 * step)) ?? [1000, "s"];
  const text = `${Math.floor(size / step)} ${unit}`;
  return age > 0 ? `${text} ago` : `in ${text}`;
}
