import { ApiError, type PartialProblem, partialProblem } from "../../lib/api/error.ts";
import type { CountSeries, HistoryEvent, HistoryQuery, NumberSeries } from "../../lib/api/history.ts";
import { type Readout, type SeriesColumn, subjects } from "../history/series.ts";
import type { Cluster } from "./cluster.ts";

/** Events in one answer. */
const mostEvents = 500;

export type Range = { from: number; to: number; points: number };

/** What an answer over time says around its series. */
export type Frame = {
  enabled: boolean;
  source: Readout["source"] | "prometheus";
  resolutionMs: number;
  from: number;
  to: number;
  times: number[];
  events: HistoryEvent[];
  asOf: number;
  problems: PartialProblem[];
};

export function rangeOf({ from, to, points }: HistoryQuery): Range {
  const now = Date.now();
  const moment = (time: number) => (time < 0 ? now + time : time);
  const end = to === undefined ? now : moment(to);
  const start = moment(from);
  if (start >= end)
    throw new ApiError("invalid-request", "The range is empty.", {
      errors: [{ path: "query.from", message: "must be before to" }],
    });
  return { from: start, to: end, points };
}

/** The series of some subjects, and what happened to those that `concerns` is true of. */
export async function readHistory(
  cluster: Cluster,
  range: Range,
  asked: { subjects: readonly string[]; follow?: boolean },
  concerns: (event: HistoryEvent) => boolean,
): Promise<{ frame: Frame; series: SeriesColumn[] }> {
  const { history, historyName: name } = cluster;
  const frame: Frame = {
    ...{ enabled: history.isKept, from: range.from, to: range.to, times: [], events: [] },
    ...{ source: history.isKept ? "memory" : "pictures", resolutionMs: history.isKept ? 10_000 : 5_000 },
    ...{ asOf: Date.now(), problems: problemsOf(cluster) },
  };
  if (name === null) return { frame, series: [] };
  try {
    const [readout, all] = await Promise.all([
      readSeries(cluster, name, range, asked, frame.problems),
      history.events(name, { from: range.from, to: range.to, most: 2_000 }),
    ]);
    const { times, stepMs, source, series } = readout;
    const asOf = times.at(-1) ?? frame.asOf;
    const events = all.filter((event) => isOfAll(event) || concerns(event)).slice(-mostEvents);
    return { frame: { ...frame, times, events, source, resolutionMs: stepMs, asOf }, series };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const problem = { target: "history", code: "internal" as const, message: `What was kept cannot be read: ${why}.` };
    return { frame: { ...frame, problems: [...frame.problems, problem] }, series: [] };
  }
}

/** What lies further back than history reaches is asked of whatever has kept our metrics, where there is such a thing. */
async function readSeries(
  { history, longRanges }: Cluster,
  name: string,
  range: Range,
  asked: { subjects: readonly string[]; follow?: boolean },
  problems: PartialProblem[],
) {
  const ask = { ...range, ...asked };
  if (longRanges === null || range.from >= Date.now() - history.reachMs) return history.read(name, ask);
  try {
    return await longRanges(ask);
  } catch (error) {
    const known =
      error instanceof ApiError ? error : new ApiError("internal", "Prometheus cannot be read.", { cause: error });
    problems.push(partialProblem("prometheus", known));
    return history.read(name, ask);
  }
}

export function problemsOf({ history }: Cluster): PartialProblem[] {
  if (history.problem === null) return [];
  const hint =
    "What is in memory is shown; the file is tried again with every sample. Is its disk full, or another console at it?";
  return [{ target: "history", code: "internal", message: history.problem, hint }];
}

/** A pause in measuring and a clock that was set concern every chart. */
function isOfAll({ kind }: HistoryEvent): boolean {
  return kind === "gap" || kind === "clock";
}

/** The columns of a subject by their names; a series that was never measured is null at every time. */
export class Columns {
  readonly #named: Map<string, SeriesColumn>;
  readonly #length: number;

  constructor(series: readonly SeriesColumn[], subject: string, length: number) {
    this.#named = new Map(series.filter((one) => one.subject === subject).map((one) => [one.name, one]));
    this.#length = length;
  }

  get names(): string[] {
    return [...this.#named.keys()];
  }

  numbers(name: string): NumberSeries {
    const column = this.#named.get(name);
    const read = (which: "values" | "min" | "max") =>
      column ? column[which].map((value) => (value === null ? null : rounded(Number(value)))) : this.#nothing();
    return { values: read("values"), min: read("min"), max: read("max") };
  }

  counts(name: string): CountSeries {
    const column = this.#named.get(name);
    const read = (which: "values" | "min" | "max") =>
      column ? column[which].map((value) => (value === null ? null : BigInt(value))) : this.#nothing();
    return { values: read("values"), min: read("min"), max: read("max") };
  }

  #nothing(): null[] {
    return new Array<null>(this.#length).fill(null);
  }
}

/** Three digits after the point are more than a rate of seconds can mean. */
function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}

/** Records a second between the points of a column of ends; null where it went back. */
export function ratesOf(times: readonly number[], latest: readonly (bigint | null)[]): (number | null)[] {
  let last: { at: number; end: bigint } | null = null;
  return latest.map((end, i) => {
    const at = times[i] ?? 0;
    if (end === null) return null;
    const before = last;
    last = { at, end };
    if (!before || at <= before.at || end < before.end) return null;
    return rounded((Number(end - before.end) * 1000) / (at - before.at));
  });
}

/** The name under which a topic was measured: the one that is there now, else the last of that name. */
export async function topicSubject(
  cluster: Cluster,
  name: string,
  signal?: AbortSignal,
): Promise<{ subject: string; topicId: string }> {
  const snapshot = await cluster.snapshot({ signal });
  const topic = snapshot.topics.get(name)?.topic ?? (await cluster.kafka.topic(name, { signal }));
  return { subject: subjects.topic(name, topic.topicId), topicId: topic.topicId };
}
