"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useMemo } from "react";
import { Histogram } from "@/components/charts/histogram";
import { parseReadBound } from "@/lib/api/read-bound";
import { count } from "@/lib/format/count";
import { durationText } from "@/lib/format/duration";
import type { Rows } from "@/lib/kafka/record-rows";
import type { Ask } from "./ask";
import { histogramSpans, topicHistogram } from "./queries";

/** Where the records of the last hours or days are, before anybody searches: told by the brokers' time index. Choosing a range asks for it. */
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
  const [span, setSpan] = useQueryState("span", parseAsStringLiteral(histogramSpans).withDefault("24h"));
  const { data } = useQuery({
    ...topicHistogram(cluster, topic, ask.partitions, span),
    placeholderData: keepPreviousData,
  });
  const hits = useMemo(() => hitsOf(rows, data?.buckets ?? []), [rows, data]);
  if (!data) return null;
  const [first] = data.buckets;
  const spans = (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset draws a box of its own that no browser lets us lay out
    <div className="spans" role="group" aria-label="Time the histogram shows">
      {histogramSpans.map((one) => (
        <button key={one} type="button" aria-pressed={one === span} onClick={() => void setSpan(one)}>
          {one === "all" ? "all" : one.replace(/(\d+)/, "$1 ")}
        </button>
      ))}
    </div>
  );
  let peak = 0n;
  for (const { offsetSpan } of data.buckets) if (offsetSpan > peak) peak = offsetSpan;
  if (peak === 0n)
    return (
      <div className="pad relative flex-none">
        {spans}
        <p className="small muted">
          {span === "all" ? "No record has a time." : `No record lies in the last ${span.replace(/(\d+)/, "$1 ")}.`}
        </p>
      </div>
    );
  const peakFigure = count(peak);
  return (
    <div className="pad flex-none">
      {spans}
      <Histogram
        label="Records over time"
        caption={[
          `${data.approximate ? "≈ " : ""}records per ${durationText(first ? first.to - first.from : 0)}, peak ${peakFigure.text} ${peakFigure.unit}`.trim(),
          ...(data.approximate ? ["approximate where producers’ times are out of order"] : []),
        ].join("; ")}
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
