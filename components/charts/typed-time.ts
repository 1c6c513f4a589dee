import type { Zone } from "@/lib/format/time";

/** Epoch ms of `2026-07-14 09:20`, in the zone the page shows unless it names one itself; of epoch ms; null of anything else. */
export function typedTime(text: string, zone: Zone): number | null {
  const tidy = text.trim();
  if (/^\d{12,14}$/.test(tidy)) return Number(tidy);
  const [, date, clock = "00:00", end] =
    /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?))?\s*(Z|UTC|[+-]\d{2}:\d{2})?$/i.exec(tidy) ?? [];
  if (date === undefined) return null;
  const suffix = end === undefined ? (zone === "utc" ? "Z" : "") : /^utc$/i.test(end) ? "Z" : end.toUpperCase();
  const at = Date.parse(`${date}T${clock}${suffix}`);
  return Number.isNaN(at) ? null : at;
}
