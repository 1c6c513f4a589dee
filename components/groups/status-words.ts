import type { Tone } from "@/components/ui/status";
import type { GroupRow } from "@/lib/api/groups";
import { durationText } from "@/lib/format/duration";
import { lagTrend } from "@/lib/kafka/lag-trend";
import { countText } from "./trend-words";

export type StatusWords = { tone: Tone; text: string; tip: string | null };
type Facts = Pick<GroupRow, "lag" | "lagGrowthPerMinute" | "status"> &
  Partial<Pick<GroupRow, "forecast" | "statusReason">>;

/** How a group does, for a list: its status, and where its lag is going. null where too little is known to say anything. */
export function statusWords({
  lag,
  lagGrowthPerMinute: growth,
  status,
  forecast,
  statusReason,
}: Facts): StatusWords | null {
  const tip = statusReason ?? null;
  const trend = lagTrend(lag, growth);
  const pace = growth === null || trend !== "growing" ? "" : `, ${perSecond(growth)}`;
  switch (status) {
    case "stopped":
      return { tone: "bad", text: `Stopped${pace}`, tip };
    case "stalled":
      return { tone: "bad", text: `Stalled${pace}`, tip };
    case "rewound":
      return { tone: "warn", text: "Rewound", tip };
    case "beyond-end":
      return { tone: "warn", text: "Beyond the end", tip };
  }
  if (trend === "growing" && lag !== null && lag >= 100n) return { tone: "warn", text: `Falls behind${pace}`, tip };
  if (status === "warning" && lag !== null && lag >= 100n) return { tone: "warn", text: "Falls behind", tip };
  if (trend === "draining" && forecast?.kind === "clear" && forecast.ms !== null && forecast.ms >= 2000)
    return { tone: "calm", text: `Clear in ${durationText(forecast.ms)}`, tip };
  if (lag === 0n || (status === "ok" && lag !== null && lag < 100n)) return { tone: "calm", text: "Keeps up", tip };
  if (trend === "steady") return { tone: "calm", text: "Holds its distance", tip };
  return status === "ok" ? { tone: "calm", text: "Reads", tip } : null;
}

function perSecond(perMinute: number): string {
  const rate = Math.abs(perMinute) / 60;
  return rate >= 1
    ? `+${countText(Number(rate.toPrecision(2)))}/s`
    : `+${countText(Math.round(Math.abs(perMinute)))}/min`;
}
