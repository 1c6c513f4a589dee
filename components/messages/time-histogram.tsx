"use client";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { Histogram } from "@/components/charts/histogram";
import { parseReadBound } from "@/lib/api/read-bound";
import { count } from "@/lib/format/count";
import { durationText } from "@/lib/format/duration";
import type { Rows } from "@/lib/kafka/record-rows";
import type { Ask } from "./ask";
import { topicHistogram } from "./queries";

/** Where the records of the last day are, before anybody searches: told by the brokers' time index. Choosing a range asks for it. */
export function TimeHistogram({
  cluster,
  topic,
  ask,
  rows,
  onAsk,
}: {
  cluster: string;
  topic: string;
  ask: Ask;
  /** matches of a search: their buckets are marked */
  rows: Rows;
  onAsk: (ask: Ask) => void;
}) {
  const { data } = useQuery(topicHistogram(cluster, topic, ask.partitions));
  const hits = useMemo(() => hitsOf(rows, data?.buckets ?? []), [rows, data]);
  if (!data || data.buckets.every((bucket) => bucket.offsetSpan === 0n)) return null;
  const [first] = data.buckets;
  let peak = 0n;
  for (const { offsetSpan } of data.buckets) if (offsetSpan > peak) peak = offsetSpan;
  const peakFigure = count(peak);
  return (
    <div className="no-phone pad flex-none">
      <Histogram
        label="Records over the last day"
        caption={`${data.approximate ? "≈ " : ""}records per ${durationText(first ? first.to - first.from : 0)}, peak ${peakFigure.text} ${peakFigure.unit}`}
        buckets={data.buckets.map(({ from, to, offsetSpan }, at) => ({
          from,
          to,
          value: offsetSpan,
          mark: hits.has(at) ? ("hit" as const) : undefined,
        }))}
        range={rangeOf(ask, data.buckets.at(-1)?.to ?? 0)}
        onRange={([from, to]) => onAsk({ ...ask, from: timeBound(from), to: timeBound(to), cursor: "" })}
      />
    </div>
  );
}

function timeBound(time: number): string {
  return `time:${new Date(time).toISOString()}`;
}

/** The times that are asked for; null where the question is not one of time. */
function rangeOf(ask: Ask, end: number): [number, number] | null {
  const from = timeOf(ask.from);
  if (from === null) return null;
  return [from, timeOf(ask.to) ?? end];
}

function timeOf(bound: string): number | null {
  const parsed = bound === "" ? undefined : parseReadBound(bound);
  if (parsed?.kind === "time") return parsed.time;
  return parsed?.kind === "ago" ? Date.now() - parsed.ms : null;
}

/** The buckets in which matches were found. */
function hitsOf(rows: Rows, buckets: readonly { from: number; to: number }[]): ReadonlySet<number> {
  const hits = new Set<number>();
  const [first] = buckets;
  if (!first) return hits;
  for (let index = 0; index < rows.count; index++) {
    const time = rows.at(index)?.timestamp;
    const at = time === undefined ? -1 : Math.floor((time - first.from) / (first.to - first.from));
    if (at >= 0 && at < buckets.length) hits.add(at);
  }
  return hits;
}
