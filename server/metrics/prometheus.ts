import { ApiError } from "../../lib/api/error.ts";

export type PrometheusAddress = { url: string; headers: Readonly<Record<string, string>> };
/** As history is asked: subjects and series by their names, parts of which stand apart by a zero. */
type Ask = { subjects: readonly string[]; from: number; to: number; points: number };
type Kind = "rate" | "gauge" | "count";
type Column = (number | bigint | null)[];
type Series = { subject: string; name: string; kind: Kind; values: Column; min: Column; max: Column };
export type LongReadout = { times: number[]; stepMs: number; source: "prometheus"; series: Series[] };

/** A query by the names of docs/metrics.md; `perTopic`: its result has one series a topic, named after it. */
type Query = { subject: string; name: string; kind: Kind; query: string; factor?: number; perTopic?: boolean };
type Matrix = { metric: Record<string, string>; values: [at: number, value: string][] }[];

const timeoutMs = 10_000;
const leastStepMs = 60_000;
/** Answers are figures of at most 720 points: anything larger is not one. */
const mostBytes = 32 * 1024 * 1024;
const zero = "\u0000";

/** Reads series of one cluster from Prometheus. @param cluster its name, the label `cluster` of our metrics */
export function prometheusRanges({ url, headers }: PrometheusAddress, cluster: string) {
  return async (ask: Ask, signal?: AbortSignal): Promise<LongReadout> => {
    const stepMs = stepOf(ask);
    const first = Math.ceil(ask.from / stepMs) * stepMs;
    const count = Math.max(1, Math.floor((ask.to - first) / stepMs) + 1);
    const times = Array.from({ length: count }, (_, i) => first + i * stepMs);
    const range = { start: first / 1000, end: (times.at(-1) ?? first) / 1000, step: stepMs / 1000 };
    const run = (query: string) => queryRange(`${url}/api/v1/query_range`, headers, { query, ...range }, signal);
    const series = await Promise.all(
      ask.subjects
        .flatMap((subject) => queriesFor(subject, cluster))
        .map((query) => readSeries(query, run, times, stepMs)),
    );
    const found = series.flat();
    const used = times.map((_, i) => found.some(({ values }) => values[i] !== null));
    const kept = (column: Column) => column.filter((_, i) => used[i]);
    return {
      ...{ stepMs, source: "prometheus", times: times.filter((_, i) => used[i]) },
      series: found.map((one) => ({ ...one, values: kept(one.values), min: kept(one.min), max: kept(one.max) })),
    };
  };
}

function stepOf({ from, to, points }: Ask): number {
  return Math.max(leastStepMs, Math.ceil((to - from) / Math.max(1, points - 1) / leastStepMs) * leastStepMs);
}

async function readSeries(
  { subject, name, kind, query, factor = 1, perTopic = false }: Query,
  run: (query: string) => Promise<Matrix>,
  times: readonly number[],
  stepMs: number,
): Promise<Series[]> {
  const over = (how: string) => run(`${how}_over_time((${query})[${stepMs / 1000}s:])`);
  const [values, min, max] = await Promise.all([over(kind === "rate" ? "avg" : "last"), over("min"), over("max")]);
  const columnOf = (matrix: Matrix, topic: string | undefined): Column => {
    const found = matrix.find(({ metric }) => !perTopic || metric.topic === topic);
    const byTime = new Map(found?.values.map(([at, value]) => [Math.round(at * 1000), Number(value) * factor]));
    return times.map((at) => figureOf(byTime.get(at), kind));
  };
  const topics = perTopic ? values.map(({ metric }) => metric.topic ?? "") : [undefined];
  return topics.map((topic) => ({
    ...{ subject, kind, name: topic === undefined ? name : ["topic", topic, "", name].join(zero) },
    ...{ values: columnOf(values, topic), min: columnOf(min, topic), max: columnOf(max, topic) },
  }));
}

function figureOf(value: number | undefined, kind: Kind): number | bigint | null {
  if (value === undefined || !Number.isFinite(value)) return null;
  return kind === "count" ? BigInt(Math.max(0, Math.round(value))) : value;
}

function queriesFor(subject: string, cluster: string): Query[] {
  const [type, name = ""] = subject.split(zero);
  const one = (metric: string, labels: Record<string, string> = {}) => {
    const all = Object.entries({ cluster, ...labels }).map(([label, value]) => `${label}=${quoted(value)}`);
    return `${metric}{${all.join(",")}}`;
  };
  const make = (series: string, kind: Kind, query: string, more: Partial<Query> = {}): Query => {
    return { subject, name: series, kind, query, ...more };
  };
  switch (type) {
    case "cluster":
      return [
        make("rate", "rate", `sum(${one("klar_topic_messages_per_second")})`),
        make("lag", "count", `sum(${one("kafka_consumergroup_lag_sum")})`),
        make("brokers", "gauge", one("kafka_brokers")),
        make("under-replicated", "gauge", one("klar_cluster_under_replicated_partitions")),
        make("offline", "gauge", one("klar_cluster_offline_partitions")),
      ];
    case "topic":
      return [
        make("rate", "rate", one("klar_topic_messages_per_second", { topic: name })),
        make("size", "count", one("klar_topic_size_bytes", { topic: name })),
        make("lag", "count", `sum(${one("kafka_consumergroup_lag_sum", { topic: name })})`),
        make(
          "under-replicated",
          "gauge",
          `sum(${one("kafka_topic_partition_under_replicated_partition", { topic: name })})`,
        ),
      ];
    case "group": {
      const of = { consumergroup: name };
      const lag = one("kafka_consumergroup_lag_sum", of);
      return [
        make("lag", "count", `sum(${lag})`),
        make("lag", "count", `sum by (topic) (${lag})`, { perTopic: true }),
        make("lagMs", "gauge", one("klar_consumergroup_lag_seconds_max", of), { factor: 1000 }),
        make("members", "gauge", one("kafka_consumergroup_members", of)),
      ];
    }
    case "broker":
      return [make("up", "gauge", one("klar_broker_up", { id: name }))];
    default:
      return [];
  }
}

function quoted(value: string): string {
  return `"${value.replace(/[\\"]/g, "\\$&").replaceAll("\n", "\\n")}"`;
}

async function queryRange(
  url: string,
  headers: Readonly<Record<string, string>>,
  parameters: { query: string; start: number; end: number; step: number },
  signal: AbortSignal | undefined,
): Promise<Matrix> {
  const limit = AbortSignal.timeout(timeoutMs);
  const body = new URLSearchParams(Object.entries(parameters).map(([name, value]) => [name, String(value)]));
  let response: Response;
  try {
    response = await fetch(url, {
      ...{ method: "POST", body, redirect: "error" as const },
      headers: { ...headers, "content-type": "application/x-www-form-urlencoded", accept: "application/json" },
      signal: signal ? AbortSignal.any([limit, signal]) : limit,
    });
  } catch (cause) {
    throw new ApiError("unreachable", "Prometheus does not answer.", { cause });
  }
  const text = await textOf(response);
  const answer = parsed(text);
  if (!response.ok || answer?.status !== "success") {
    const why = typeof answer?.error === "string" ? answer.error.slice(0, 300) : `it answered ${response.status}`;
    throw new ApiError("unreachable", `Prometheus refused the query: ${why}.`);
  }
  const { result } = (answer.data ?? {}) as { result?: unknown };
  if (!Array.isArray(result) || !result.every(isSeries))
    throw new ApiError("unreachable", "Prometheus answered with something else than a matrix.");
  return result;
}

async function textOf(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > mostBytes) throw new ApiError("unreachable", "Prometheus answered with too much.");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function parsed(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function isSeries(value: unknown): value is Matrix[number] {
  const { metric, values } = (value ?? {}) as { metric?: unknown; values?: unknown };
  return typeof metric === "object" && metric !== null && Array.isArray(values) && values.every(Array.isArray);
}
