import { type Figure, figure, grouped, threeDigits, unknown } from "./figure.ts";

const units = ["", "k", "M", "G", "T", "P", "E"];

/** A count of things: `261 k`, `3.91 k`, `954`. Decimal units; exact on hover. null is unknown. */
export function count(value: bigint | number | null): Figure {
  if (value === null || (typeof value === "number" && !Number.isFinite(value))) return unknown;
  const whole = typeof value === "bigint" ? value : BigInt(Math.round(value));
  const { text, power } = threeDigits(whole, 1000n, units.length - 1);
  return figure(text, units[power] ?? "", grouped(whole));
}

/** The count in full: `260,515`. */
export function wholeCount(value: bigint | number | null): Figure {
  return value === null ? unknown : figure(grouped(value), "");
}

/** "1 topic", "3 topics", "12,400 topics". */
export function plural(value: bigint | number, one: string, many = `${one}s`): string {
  return `${grouped(value)} ${value === 1 || value === 1n ? one : many}`;
}

/** A share of 0 to 1 as `61 %`; below one per cent `0.4 %`. */
export function percent(share: number | null): Figure {
  if (share === null || !Number.isFinite(share)) return unknown;
  const per = share * 100;
  const text =
    per === 0
      ? "0"
      : per < 0.1
        ? "<0.1"
        : per < 1
          ? per.toFixed(1)
          : per > 99 && per < 100
            ? "99"
            : String(Math.round(per));
  return figure(text, "%", `${Number(per.toFixed(3))} %`);
}
