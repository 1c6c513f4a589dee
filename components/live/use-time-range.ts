"use client";
import { createParser, useQueryState } from "nuqs";
import { parseTimeRange, type TimeRange, timeRangeText } from "@/lib/format/time-range";

const parser = createParser<TimeRange>({
  parse: parseTimeRange,
  serialize: timeRangeText,
  eq: (a, b) => timeRangeText(a) === timeRangeText(b),
}).withDefault({ kind: "last", span: "1h" });

/** What the charts of a page show, as it stands in the address (`range`). */
export function useTimeRange(): [range: TimeRange, setRange: (range: TimeRange) => void] {
  const [range, set] = useQueryState("range", parser.withOptions({ history: "replace" }));
  return [range, (next) => void set(next)];
}
