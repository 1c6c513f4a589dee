import { afterAll, beforeAll, expect, it } from "vitest";
import { changes, type Endpoint } from "../../lib/api/endpoint.ts";
import { contractTable } from "../../lib/api/table.ts";
import { type Answer, type Api, openApi, problemOf, type Sent, tilde } from "../support/api.ts";
import { kafkaTool, testBootstrap, uniqueName } from "../support/rig.ts";

/** Every call again and again with what nobody would send: seeded, so a failure comes back. `KLAR_FUZZ_SEED` takes another seed. */
const seed = Number(process.env.KLAR_FUZZ_SEED ?? 20261125);
const rounds = Number(process.env.KLAR_FUZZ_ROUNDS ?? 25);
const topic = uniqueName("e2e-fuzz");

let api: Api;
beforeAll(async () => {
  api = await openApi();
  await api.post("/api/clusters/local/topics", { name: topic, partitions: 2, replicationFactor: 1 });
  const records = Array.from({ length: 20 }, (_, n) => ({ key: `${n}`, value: `{"n":${n}}` }));
  await api.post(`/api/clusters/local/topics/${topic}/messages`, { records });
});
afterAll(async () => {
  await kafkaTool("topics", ["--delete", "--topic", topic], { bootstrap: testBootstrap() });
  await api.close();
});

/** mulberry32 */
function dice(state: number) {
  let a = state >>> 0;
  const next = () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (n: number) => Math.floor(next() * n);
  const pick = <T>(some: readonly T[]): T => some[below(some.length)] as T;
  return { below, pick };
}
type Dice = ReturnType<typeof dice>;

const texts = [
  ...["", " ", "0", "1", "-1", "00", "1e9", "NaN", "0x10", "1.5", "9223372036854775807", "9223372036854775808"],
  ...["2147483648", "99999999999999999999999", "true", "false", "null", "undefined", "all", "asc", "desc", "newest"],
  ...[
    "oldest",
    "offset:0",
    "offset:5",
    "offset:9223372036854775807",
    "time:0",
    "time:-15m",
    "time:2024-01-01",
    "time:9e9",
  ],
  ...[
    "offsets:0=3",
    "offsets:0=3,9=1",
    "group:x",
    "group:",
    "key,value",
    "headers",
    "read_uncommitted",
    "0-1",
    "0,1,5-7",
  ],
  ...[
    "0-999999",
    "a\u0000b",
    "\ud83d\ude00",
    "%",
    "../..",
    "a/b",
    "<script>",
    "name",
    "offsetSpan",
    "lag",
    "/(/",
    "/a+/i",
  ],
  ...["AAAA", "eyJ2IjoxfQ", "x".repeat(5000), "(a+)+$", "\u202e", "constructor", "__proto__", "toString", "base64"],
];

function anything(d: Dice, depth = 0): unknown {
  switch (d.below(depth > 2 ? 6 : 8)) {
    case 0:
      return d.pick([null, true, false]);
    case 1:
      return d.pick([0, 1, -1, 1.5, 2 ** 31, 2 ** 53, -(2 ** 53), 1e300, 99]);
    case 6:
      return Array.from({ length: d.below(4) }, () => anything(d, depth + 1));
    case 7:
      return Object.fromEntries(Array.from({ length: d.below(4) }, () => [d.pick(texts), anything(d, depth + 1)]));
    default:
      return d.pick(texts);
  }
}

/** A body that is half right: the fields the call knows, some of them with nonsense. */
const bodies: Record<string, () => Record<string, unknown>> = {
  createTopic: () => ({
    name: `${topic}-x`,
    partitions: 1,
    replicationFactor: 1,
    assignments: undefined,
    configs: {},
    dryRun: true,
  }),
  addPartitions: () => ({ count: 3, dryRun: true }),
  alterTopicConfigs: () => ({ set: { "retention.ms": "86400000" }, reset: ["segment.ms"], dryRun: true }),
  truncateTopic: () => ({ before: { offsets: { 0: "1" } }, dryRun: true }),
  produceMessages: () => ({
    records: [{ key: "a", value: "b", headers: [], partition: 0, timestamp: 1 }],
    acks: "all",
    idempotent: true,
    compression: "none",
  }),
};

function bodyOf(d: Dice, name: string): unknown {
  const base = bodies[name]?.() ?? {};
  if (d.below(4) === 0) return anything(d);
  const body: Record<string, unknown> = { ...base };
  for (const field of Object.keys(base)) if (d.below(3) === 0 && field !== "dryRun") body[field] = anything(d);
  const [first] = Array.isArray(body.records) ? body.records : [];
  if (first && typeof first === "object" && d.below(2) === 0)
    Object.assign(first, { [d.pick(["key", "value", "headers", "partition", "timestamp"])]: anything(d) });
  if (d.below(6) === 0) body[d.pick(texts)] = anything(d);
  return body;
}

const parameters =
  "search order sort page perPage internal type state topic from to cursor limit partitions contains ignoreCase in isolation maxScan maxBytes maxSeconds maxValueBytes maxPerSecond key keyEncoding".split(
    " ",
  );

function callOf(d: Dice, name: string, contract: Endpoint): [string, Sent] {
  const known: Record<string, string> = {
    cluster: "local",
    topic,
    broker: "1",
    group: "none",
    partition: "0",
    offset: "3",
  };
  const path = contract.path.replace(/\{(\w+)\}/g, (_, part: string) => {
    if (d.below(5) > 0) return contract.method === "DELETE" && part === "topic" ? "none" : (known[part] ?? "x");
    // nothing but what is this test's own is ever deleted
    const text = contract.method === "DELETE" ? `${topic}-${d.pick(texts)}` : d.pick(texts);
    return d.below(2) ? tilde(text) : encodeURIComponent(text.isWellFormed() ? text : "x");
  });
  const count = d.below(4);
  const query = Array.from({ length: count }, () => {
    const field = d.below(6) === 0 ? d.pick(texts) : d.pick(parameters);
    return `${encodeURIComponent(field)}=${d.below(8) === 0 ? d.pick(["%", "%ff", "%u0041", "+"]) : encodeURIComponent(d.pick(texts))}`;
  });
  const headers: Record<string, string> = {};
  if (d.below(6) === 0)
    headers.accept = d.pick(["text/html", "application/x-ndjson", ";;;", "*/*;q=0", "application/json"]);
  if (d.below(6) === 0) headers["last-event-id"] = d.pick(texts).replace(/[^\x20-\x7e]/g, "");
  const whole = count > 0 ? `${path}?${query.join("&")}` : path;
  const body = changes(contract.access) ? { body: bodyOf(d, name) } : {};
  return [whole, { method: contract.method, headers, ...body }];
}

/** 200s may be anything; what is refused is a whole problem; what is a 5xx says that Kafka or time was the reason. */
function judge(answer: Answer): string | null {
  if (answer.status < 400) return null;
  const { code } = problemOf(answer);
  if (answer.status < 500 || ["kafka", "unreachable", "deadline"].includes(code)) return null;
  return `${answer.status} ${answer.text}`;
}

const calls = Object.entries(contractTable) as [string, Endpoint][];
// a tail goes on until its reader leaves; what is not under /api is not JSON
const finite = calls.filter(([name, { path }]) => name !== "tailMessages" && path.startsWith("/api/"));

it.each(finite)("%s answers whatever it is sent without failing", async (name, contract) => {
  const d = dice(seed + name.length * 7919 + name.charCodeAt(0));
  for (let round = 0; round < rounds; round++) {
    const [path, sent] = callOf(d, name, contract);
    const what = `seed ${seed}, round ${round}: ${sent.method} ${path} ${JSON.stringify(sent)}`;
    const bad = await api.send(path, sent).then(judge, (error: unknown) => String(error));
    expect(bad, what).toBeNull();
  }
});

it("after all of it the console answers and the topic is still there", async () => {
  expect(await api.get("/api/health")).toMatchObject({ status: "ok" });
  expect((await api.send(`/api/clusters/local/topics/${topic}`)).status).toBe(200);
});
