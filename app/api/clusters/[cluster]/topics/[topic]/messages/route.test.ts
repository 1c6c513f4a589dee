import pino from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testBootstrap, uniqueName } from "@/e2e/support/rig";
import { createAlerts } from "@/server/alerts/alerts";
import { createRegistry } from "@/server/clusters/registry";
import { createStreamSet } from "@/server/http/stream-set";
import { createJobs } from "@/server/jobs/jobs";
import { openCluster } from "@/server/kafka/open";
import { installRuntime, runtime } from "@/server/runtime";
import { createWorkloads } from "@/server/workloads/workloads";
import { GET as exported } from "../export/route";
import { GET as histogram } from "../histogram/route";
import { GET as partitionFor } from "../partition-for/route";
import { GET as tail } from "../tail/route";
import { GET as whole } from "./[partition]/[offset]/route";
import { GET as value } from "./[partition]/[offset]/value/route";
import { GET, POST } from "./route";

const topic = uniqueName("rec");
const names = { cluster: "local", topic };

beforeAll(async () => {
  const cluster = {
    name: "local",
    bootstrapServers: testBootstrap().split(","),
    environment: null,
    readOnly: false,
    tls: null,
    sasl: null,
  };
  installRuntime({
    config: {
      clusters: [cluster],
      allowedHosts: [],
      publicUrl: null,
      host: "127.0.0.1",
      port: 0,
      allowAnonymous: false,
      history: { enabled: false, path: null, maxBytes: 0 },
      alerts: [],
    },
    clusters: createRegistry([cluster], ({ name, bootstrapServers }) => openCluster({ name, bootstrapServers })),
    streams: createStreamSet(),
    alerts: createAlerts([]),
    jobs: createJobs(),
    workloads: createWorkloads(() => null),
    log: pino({ level: "silent" }),
    version: "0",
    startedAt: 0,
  });
  await runtime()
    .clusters.get("local")
    ?.kafka.createTopic({ name: topic, partitions: 3, configs: { "retention.ms": "-1" } });
});
afterAll(async () => {
  await runtime().clusters.get("local")?.kafka.deleteTopic(topic);
  await runtime().clusters.close();
});

type Route = typeof GET;
function call(
  route: Route,
  query: Record<string, string> = {},
  init: RequestInit & { params?: Record<string, string> } = {},
): Promise<Response> {
  const url = `http://localhost/api/clusters/local/topics/${topic}/messages?${new URLSearchParams(query)}`;
  return route(new Request(url, init), { params: Promise.resolve({ ...names, ...init.params }) });
}
const as = (accept: string) => ({ headers: { accept } });
const send = (body: unknown) =>
  call(POST, {}, { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json" } });

describe("messages over HTTP", () => {
  it("are sent, listed, found and downloaded, with 64-bit numbers as text", async () => {
    const sent = await send({
      records: [
        { key: "k", value: '{"n":9007199254740993}', partition: 2, timestamp: 1_700_000_000_000 },
        { key: "k", value: null, partition: 2, timestamp: 1_700_000_000_001 },
      ],
    });
    expect([sent.status, await sent.json()]).toEqual([
      200,
      {
        acknowledged: true,
        results: [
          { partition: 2, offset: "0", timestamp: 1_700_000_000_000, error: null },
          { partition: 2, offset: "1", timestamp: 1_700_000_000_001, error: null },
        ],
      },
    ]);
    const listed = await (await call(GET, { limit: "1" })).json();
    expect(listed).toMatchObject({
      messages: [
        { partition: 2, offset: "1", value: null, producerId: "-1", batch: { baseOffset: "0", recordCount: 2 } },
      ],
      scan: {
        reason: "limit",
        matched: 1,
        firstFilterError: null,
        plan: { span: "2", skipped: [{ partition: 0 }, { partition: 1 }] },
        problems: [],
      },
    });
    const next = await (await call(GET, { cursor: listed.scan.cursor.next })).json();
    expect(next).toMatchObject({
      messages: [{ offset: "0", value: { format: "json", text: '{"n":9007199254740993}' } }],
      scan: { reason: "end", cursor: { next: null } },
    });

    const one = await call(whole, {}, { params: { partition: "2", offset: "0" } });
    expect(await one.json()).toMatchObject({ offset: "0", key: { text: "k" } });
    const missing = await call(whole, {}, { params: { partition: "2", offset: "7" } });
    expect([missing.status, await missing.json()]).toMatchObject([404, { code: "no-such-record", next: null }]);
    const bytes = await call(value, {}, { params: { partition: "2", offset: "0" } });
    expect(await bytes.text()).toBe('{"n":9007199254740993}');
    expect(bytes.headers.get("content-disposition")).toContain("attachment");
    expect(bytes.headers.get("x-content-type-options")).toBe("nosniff");
    expect(await (await call(partitionFor, { key: "k" })).json()).toEqual({ partition: expect.any(Number) });
  });

  it("come as one event a line and as server-sent events", async () => {
    const lines = (await (await call(GET, { contains: "9007" }, as("application/x-ndjson"))).text()).trim().split("\n");
    expect(lines.map((line) => JSON.parse(line).event)).toEqual(["plan", "messages", "done"]);
    const stream = await call(GET, {}, as("text/event-stream"));
    expect(stream.headers.get("content-type")).toContain("text/event-stream");
    const text = await stream.text();
    expect([...text.matchAll(/^event: (\w+)$/gm)].map(([, event]) => event)).toEqual(["plan", "messages", "done"]);
  });

  it("are downloaded as a file that is made while it is read, and counted in time", async () => {
    const file = await call(exported, { format: "csv", order: "oldest", from: "offset:0" });
    expect(file.headers.get("content-type")).toContain("text/csv");
    expect(file.headers.get("content-disposition")).toContain(`filename="${topic}.csv"`);
    expect((await file.text()).split("\r\n")[1]).toMatch(/^2,0,1700000000000,2023-11-14T22:13:20.000Z,k,"\{""n"":9007/);
    const refused = await call(exported, { format: "csv", regex: "(" });
    expect([refused.status, refused.headers.get("content-type")]).toEqual([400, "application/problem+json"]);
    const told = await (await call(histogram, { from: "first", to: "last", buckets: "2" })).json();
    expect(told).toMatchObject({ approximate: true, before: "0", after: "0", buckets: [{ offsetSpan: "1" }, {}] });
    expect(runtime().streams.size).toBe(0);
  });

  it("are refused with the field that is wrong", async () => {
    const refused = async (response: Promise<Response>) => {
      const { status, errors } = await (await response).json();
      return [status, errors?.map(({ path }: { path: string }) => path)];
    };
    expect(await refused(call(GET, { limit: "0", from: "yesterday", unknown: "1" }))).toEqual([
      400,
      expect.arrayContaining(["query.limit", "query.from"]),
    ]);
    expect(await refused(call(GET, { cursor: "AAAA" }, as("text/event-stream")))).toEqual([400, ["query.cursor"]]);
    expect(await refused(send({ records: [{ value: "x", partition: 3 }] }))).toEqual([
      400,
      ["body.records[0].partition"],
    ]);
    expect(await refused(send({ records: [{ value: "x" }], idempotent: true, acks: "1" }))).toEqual([
      400,
      ["body.idempotent"],
    ]);
    const failed = await send({ records: [{ value: "x".repeat(2_000_000), partition: 0 }] });
    expect([failed.status, await failed.json()]).toMatchObject([
      502,
      {
        code: "kafka",
        acknowledged: true,
        results: [{ partition: 0, offset: null, error: { code: "refused-by-kafka" } }],
      },
    ]);
  });

  it("are followed live, and resumed from an event's id", async () => {
    const follow = async (id?: string) => {
      const abort = new AbortController();
      const headers = { accept: "text/event-stream", ...(id ? { "last-event-id": id } : {}) };
      const response = await call(tail, {}, { headers, signal: abort.signal });
      let text = "";
      const reading = (async () => {
        for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) text += chunk;
      })().catch(() => {});
      return {
        text: () => text,
        stop: async () => {
          abort.abort();
          await reading;
        },
      };
    };
    const first = await follow();
    await expect.poll(first.text).toContain("event: status");
    const id = /^id: (.+)$/m.exec(first.text())?.[1];
    await first.stop();
    await send({ records: [{ value: "while nobody looked" }] });
    const second = await follow(id);
    await expect.poll(second.text).toContain("while nobody looked");
    await second.stop();
  });
});
