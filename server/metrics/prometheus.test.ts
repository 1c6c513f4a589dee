import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { prometheusRanges } from "./prometheus.ts";

/** A server that speaks Prometheus' HTTP API: every query it is asked, and what it answers to those that contain a metric. */
const asked: { query: string; start: number; end: number; step: number; authorization: string | undefined }[] = [];
const answers = new Map<string, (query: string) => unknown>();
let failure: { status: number; body: string } | null = null;
let server: Server;
let url: string;

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  let text = "";
  for await (const chunk of request) text += chunk;
  return new URLSearchParams(text);
}

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const form = await formOf(request);
    const [query, start, end, step] = ["query", "start", "end", "step"].map((name) => form.get(name) ?? "");
    if (request.url !== "/prom/api/v1/query_range" || request.method !== "POST" || !query)
      return response.writeHead(404).end();
    const { authorization } = request.headers;
    asked.push({ query, start: Number(start), end: Number(end), step: Number(step), authorization });
    if (failure) return response.writeHead(failure.status).end(failure.body);
    const answer = [...answers].find(([metric]) => query.includes(metric))?.[1](query) ?? [];
    response.end(JSON.stringify({ status: "success", data: { resultType: "matrix", result: answer } }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/prom`;
});
afterAll(() => server.close());
beforeEach(() => {
  asked.length = 0;
  answers.clear();
  failure = null;
});

const hour = 3_600_000;
const from = Date.UTC(2026, 0, 1);
const read = (subject: string) =>
  prometheusRanges(
    { url, headers: { authorization: "Bearer t0ken" } },
    "prod",
  )({
    ...{ subjects: [subject], from, to: from + 10 * hour, points: 11 },
  });
const at = (hours: number) => (from + hours * hour) / 1000;
const result = (metric: Record<string, string>, ...values: [number, string][]) => ({ metric, values });

it("reads a group by the names of our own metrics, with what lies between the points", async () => {
  answers.set("klar_consumergroup_lag_seconds_max", (query) => [
    result({}, [at(1), query.startsWith("max") ? "90.5" : "2"], [at(3), "1"]),
  ]);
  answers.set("kafka_consumergroup_lag_sum", (query) =>
    query.includes("by (topic)")
      ? [result({ topic: "a" }, [at(1), "7"]), result({ topic: "b" }, [at(1), "NaN"])]
      : [result({}, [at(1), "9007199254740991"], [at(3), "8"])],
  );
  const { times, stepMs, source, series } = await read('group\u0000pay "x"\\');
  expect({ times, stepMs, source }).toEqual({
    times: [from + hour, from + 3 * hour],
    stepMs: hour,
    source: "prometheus",
  });
  const named = new Map(series.map((one) => [one.name, one]));
  expect(named.get("lag")).toMatchObject({ values: [9_007_199_254_740_991n, 8n] });
  expect(named.get("lagMs")).toMatchObject({ values: [2_000, 1_000], max: [90_500, 1_000] });
  expect(named.get("members")).toMatchObject({ values: [null, null] });
  expect(named.get("topic\u0000a\u0000\u0000lag")).toMatchObject({ values: [7n, null] });
  expect(named.get("topic\u0000b\u0000\u0000lag")).toMatchObject({ values: [null, null] });
  expect(asked.map(({ query }) => query)).toContain(
    'max_over_time((klar_consumergroup_lag_seconds_max{cluster="prod",consumergroup="pay \\"x\\"\\\\"})[3600s:])',
  );
  for (const { start, end, step, authorization } of asked)
    expect({ start, end, step, authorization }).toEqual({
      start: at(0),
      end: at(10),
      step: 3600,
      authorization: "Bearer t0ken",
    });
});

it.each(["cluster", "topic\u0000orders\u0000id", "broker\u00003"])("has something to ask about %j", async (subject) => {
  expect(await read(subject)).toMatchObject({ times: [] });
  expect(asked.length).toBeGreaterThan(2);
  for (const { query } of asked) expect(query).toContain('cluster="prod"');
});

it.each([
  [{ status: 422, body: JSON.stringify({ status: "error", error: "query is too long" }) }, /query is too long/],
  [{ status: 502, body: "<html>" }, /answered 502/],
  [{ status: 200, body: JSON.stringify({ status: "success", data: { result: 7 } }) }, /else than a matrix/],
])("tells what Prometheus says when it does not answer: %j", async (said, words) => {
  failure = said;
  await expect(read("cluster")).rejects.toThrow(words);
  await expect(read("cluster")).rejects.toMatchObject({ code: "unreachable" });
});
