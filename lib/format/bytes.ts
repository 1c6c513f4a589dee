import { type Figure, figure, grouped, threeDigits, unknown } from "./figure.ts";

const units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];

/** A size in bytes: `231 GiB`, `1.21 TiB`, `21 B`. Binary units, the exact number of bytes on hover. null is unknown. */
export function bytes(value: bigint | number | null): Figure {
  if (value === null || (typeof value === "number" && !Number.isFinite(value))) return unknown;
  const whole = typeof value === "bigint" ? value : BigInt(Math.round(value));
  const { text, power } = threeDigits(whole, 1024n, units.length - 1);
  return figure(text, units[power] ?? "", power === 0 ? `${text} B` : `${grouped(whole)} B`);
}

/** The same in one string, for sentences. */
export function bytesText(value: bigint | number | null): string {
  const { text, unit } = bytes(value);
  return unit === "" ? text : `${text} ${unit}`;
}

/** A config's number of bytes: `1 GiB` where it divides evenly, else its bytes. `-1` is no limit. */
export function configBytes(value: bigint): string {
  if (value < 0n) return "unlimited";
  let rest = value;
  let power = 0;
  while (rest !== 0n && power < units.length - 1 && rest % 1024n === 0n) {
    rest /= 1024n;
    power += 1;
  }
  return `${grouped(rest)} ${units[power]}`;
}
