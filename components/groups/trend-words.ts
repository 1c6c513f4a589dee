import { count } from "@/lib/format/count";

/** `1.4 k/min`, `12 /min`; without its sign, and no more exact than a slope can be. */
export function perMinuteText(perMinute: number): string {
  const size = Math.abs(perMinute);
  const { text, unit } = count(size < 10 ? Math.round(size) : Number(size.toPrecision(2)));
  return `${withoutZeros(text)} ${unit}/min`;
}

/** A count inside a sentence: `31 k`, `4.2 M`, `954`. */
export function countText(value: bigint | number): string {
  const { text, unit } = count(value);
  return unit === "" ? text : `${withoutZeros(text)} ${unit}`;
}

function withoutZeros(text: string): string {
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}
