import { bytes } from "./bytes.ts";
import { count } from "./count.ts";
import { type Figure, figure, unknown } from "./figure.ts";

/** Things per second: `86 /s`, `1.24 k/s`, `2.1 /s`, `0.02 /s`; a trickle is `<0.01 /s`, nothing is `0 /s`. */
export function rate(perSecond: number | null): Figure {
  if (perSecond === null || !Number.isFinite(perSecond)) return unknown;
  const size = Math.abs(perSecond);
  const exact = `${Number(perSecond.toPrecision(12))} /s`;
  if (size === 0) return figure("0", "/s");
  if (size < 0.01) return figure("<0.01", "/s", exact);
  if (size < 0.1) return figure(perSecond.toFixed(2), "/s", exact);
  if (size < 9.95) return figure(perSecond.toFixed(1), "/s", exact);
  const { text, unit } = count(perSecond);
  return figure(text, `${unit}/s`, exact);
}

/** Bytes per second: `4.2 MiB/s`. */
export function byteRate(perSecond: number | null): Figure {
  if (perSecond === null || !Number.isFinite(perSecond)) return unknown;
  const { text, unit, exact } = bytes(perSecond);
  return figure(text, `${unit}/s`, `${exact}/s`);
}

/** A change with its sign, `+6.0 /s`; zero has none. */
export function change(perSecond: number | null): Figure {
  const plain = rate(perSecond);
  return perSecond !== null && perSecond > 0 ? { ...plain, text: `+${plain.text}` } : plain;
}
