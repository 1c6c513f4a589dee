import { count } from "@/lib/format/count";
import { lagTrend } from "@/lib/kafka/lag-trend";

export type TrendWords = { text: string; tone?: "warn" };

/** "growing 1.4 k/min", "draining 800 /min", "steady"; nothing where it was not measured. */
export function trendWords(lag: bigint | null, perMinute: number | null): TrendWords | null {
  const trend = lagTrend(lag, perMinute);
  if (trend === "unknown" || perMinute === null) return null;
  if (trend === "steady") return lag === 0n ? { text: "keeps up" } : { text: "steady" };
  return trend === "growing"
    ? { text: `growing ${perMinuteText(perMinute)}`, tone: "warn" }
    : { text: `draining ${perMinuteText(perMinute)}` };
}

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
