import { parseReadBound } from "@/lib/api/read-bound";
import { durationText } from "@/lib/format/duration";
import { grouped } from "@/lib/format/figure";
import { absoluteTime, type Zone } from "@/lib/format/time";
import { type Ask, orderOf } from "./ask";

/** What part of the topic is asked for, as it goes on after "records": `of the last 24 h`; empty for all of it. */
export function scopeWords(ask: Ask, zone: Zone): string {
  if (ask.cursor !== "") return "";
  const from = boundWords(ask.from, zone);
  const to = boundWords(ask.to, zone);
  const words: string[] = [];
  if (from?.ago !== undefined && !to) words.push(`of the last ${from.ago}`);
  else if (from) words.push(`from ${from.text}`);
  if (to) words.push(`up to ${to.text}`);
  if (words.length > 0 && from && orderOf(ask) === "newest") words.push("read backwards");
  return words.join(" ");
}

function boundWords(bound: string, zone: Zone): { text: string; ago?: string } | undefined {
  const parsed = bound === "" ? undefined : parseReadBound(bound);
  switch (parsed?.kind) {
    case "offset":
      return { text: `offset ${grouped(parsed.offset)}` };
    case "offsets":
      return { text: "the offsets given" };
    case "group":
      return { text: `where ${parsed.group} stands` };
    case "time":
      return { text: absoluteTime(parsed.time, zone).replace(/:00\.000(?= )/, "") };
    case "ago":
      return { text: `${durationText(parsed.ms)} ago`, ago: agoWords(parsed.ms) };
    default:
      return undefined;
  }
}

/** In the unit it was most likely asked in: 24 h is not 1 d, 1 h not 60 min. */
function agoWords(ms: number): string {
  const even: [number, string][] = [
    [86_400_000, "d"],
    [3_600_000, "h"],
    [60_000, "min"],
  ];
  const [size, unit] = even.find(([one]) => ms % one === 0 && ms > 0 && !(one === 86_400_000 && ms === one)) ?? [];
  return size === undefined ? durationText(ms) : `${ms / size} ${unit}`;
}
