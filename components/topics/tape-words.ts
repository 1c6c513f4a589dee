import type { TopicRow } from "@/lib/api/topics";
import { plural } from "@/lib/format/count";
import { grouped } from "@/lib/format/figure";

/** What the drawing of a topic's log says. */
export function tapeWords({
  offsetSpan,
  groupCount,
  lag,
  slowestGroup,
}: Pick<TopicRow, "offsetSpan" | "groupCount" | "lag" | "slowestGroup">): string {
  if (offsetSpan === null) return "The ends of the log are not known";
  if (offsetSpan === 0n) return "Empty log";
  const span = plural(offsetSpan, "offset");
  if (groupCount === 0) return `${span}, read by no group`;
  if (lag === null) return `${span}, how far groups have read is not known`;
  if (lag === 0n) return `${span}, all read`;
  return `${span}, ${slowestGroup ?? "the slowest group"} is ${grouped(lag)} behind the end`;
}
