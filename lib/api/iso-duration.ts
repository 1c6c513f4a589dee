import * as z from "zod/mini";

const unitMs = { W: 604_800_000, D: 86_400_000, H: 3_600_000, M: 60_000, S: 1_000 } as const;
const pattern = /^P(?:(\d{1,9})W)?(?:(\d{1,9})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9}(?:[.,]\d{1,9})?)S)?)?$/i;

/**
 * Milliseconds of an ISO 8601 duration such as `PT15M` or `P1DT2H`, as `kafka-consumer-groups --by-duration` takes them, and
 * weeks. Months and years have no length of their own and are no duration here. undefined when it is none.
 */
export function parseIsoDuration(text: string): number | undefined {
  const match = pattern.exec(text);
  if (!match || /^P$|T$/i.test(text)) return undefined;
  const [, weeks, days, hours, minutes, seconds] = match;
  const part = (digits: string | undefined, ms: number) => (digits ? Number(digits.replace(",", ".")) * ms : 0);
  const whole = part(weeks, unitMs.W) + part(days, unitMs.D) + part(hours, unitMs.H) + part(minutes, unitMs.M);
  return whole + Math.trunc(part(seconds, unitMs.S));
}

/** Milliseconds as the shortest such duration: `PT15M`, `P1DT2H`, `PT0S`. */
export function isoDuration(ms: number): string {
  let rest = Math.max(0, Math.trunc(ms));
  const take = (unit: number): number => {
    const count = Math.floor(rest / unit);
    rest -= count * unit;
    return count;
  };
  const days = take(unitMs.D);
  const hours = take(unitMs.H);
  const minutes = take(unitMs.M);
  const seconds = rest / 1_000;
  const time = `${hours ? `${hours}H` : ""}${minutes ? `${minutes}M` : ""}${seconds ? `${seconds}S` : ""}`;
  if (time === "") return days ? `P${days}D` : "PT0S";
  return `P${days ? `${days}D` : ""}T${time}`;
}

/** An ISO 8601 duration in a body, read as milliseconds. */
export const isoDurationMs = z.pipe(
  z
    .string()
    .check(
      z.refine((text) => parseIsoDuration(text) !== undefined, "must be an ISO 8601 duration such as PT15M or P1D"),
    ),
  z.transform((text: string): number => parseIsoDuration(text) as number),
);
