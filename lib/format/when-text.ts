import type { Zone } from "./time.ts";

/**
 * A time as people paste it, as the API's bound wants it: an ago (`-15m`, `15 min ago`), epoch seconds or milliseconds, a time
 * of day (today, in the reader's zone), a date with or without time, ISO 8601. undefined when it is none of these.
 */
export function whenBound(typed: string, now: number, zone: Zone): string | undefined {
  const text = typed.trim();
  const ago = /^-?\s*(\d{1,9})\s*(ms|s|sec|seconds?|m|min|minutes?|h|hours?|d|days?|w|weeks?)(\s+ago)?$/i.exec(text);
  if (ago?.[1] && ago[2] && (text.startsWith("-") || ago[3])) return `-${ago[1]}${unitOf(ago[2].toLowerCase())}`;
  if (/^\d{9,10}$/.test(text)) return `${text}000`;
  if (/^\d{11,15}$/.test(text)) return text;
  const ms = /^\d{1,2}:\d{2}/.test(text) ? timeToday(text, now, zone) : dateTime(text, zone);
  return ms === undefined || !Number.isFinite(ms) || ms < 0 ? undefined : new Date(ms).toISOString();
}

function unitOf(word: string): string {
  if (word === "ms") return "ms";
  return word.charAt(0);
}

const clock = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?:\s*(UTC|Z))?$/i;

function timeToday(text: string, now: number, zone: Zone): number | undefined {
  const found = clock.exec(text);
  const [hours, minutes, seconds] = [found?.[1], found?.[2], found?.[3] ?? "0"].map(Number);
  if (!found || hours === undefined || minutes === undefined || seconds === undefined) return undefined;
  if (hours > 23 || minutes > 59 || seconds > 59) return undefined;
  const ms = fraction(found[4]);
  const day = new Date(now);
  if (zone === "utc" || found[5])
    return Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate(), hours, minutes, seconds, ms);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate(), hours, minutes, seconds, ms).getTime();
}

/** Milliseconds of the digits after the point. */
function fraction(digits = ""): number {
  return Math.floor(Number(`0.${digits || "0"}`) * 1000);
}

const date =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?)?$/i;

function dateTime(text: string, zone: Zone): number | undefined {
  const found = date.exec(text);
  if (!found) return undefined;
  const [year = 0, month = 0, day = 0, hours = 0, minutes = 0, seconds = 0] = found
    .slice(1, 7)
    .map((part) => Number(part ?? "0"));
  if (month < 1 || month > 12 || day < 1 || day > 31 || hours > 23 || minutes > 59 || seconds > 59) return undefined;
  const ms = fraction(found[7]);
  const offset = found[8]?.toUpperCase();
  const utc = Date.UTC(year, month - 1, day, hours, minutes, seconds, ms);
  if (offset === "Z" || offset === "UTC" || (offset === undefined && zone === "utc")) return utc;
  if (offset === undefined) return new Date(year, month - 1, day, hours, minutes, seconds, ms).getTime();
  const shift = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(-2));
  return utc - (offset.startsWith("-") ? -shift : shift) * 60_000;
}
