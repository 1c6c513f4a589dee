import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { listMessages } from "../../lib/api/messages.ts";
import { client, compressionOf } from "../../rig/demo/client.mjs";
import { type Api, openApi } from "../support/api.ts";
import { openStream } from "../support/event-stream.ts";
import { eventually, testBootstrap, uniqueName } from "../support/rig.ts";

const cluster = process.env.KLAR_CLUSTER_NAME ?? "local";
const topic = uniqueName("e2e-hostile-filters");
const at = `/api/clusters/${cluster}/topics/${topic}`;
const mebibyte = 1024 * 1024;

/** Names, all different. */
const namesOf = (count: number) => `{${Array.from({ length: count }, (_, i) => `"${i}":1`).join(",")}}`;
/** Nine megabytes of JSON. */
const manyKeys = Buffer.from(namesOf(1_000_000));
const bomb = Buffer.alloc(30 * mebibyte, "0");
const backtracking = `${"a".repeat(60)}!`;

let api: Api;
beforeAll(async () => {
  api = await openApi();
  await api.post(`/api/clusters/${cluster}/topics`, {
    name: topic,
    partitions: 2,
    replicationFactor: 1,
    configs: { "max.message.bytes": "20000000", "retention.ms": "-1" },
  });
  const producer = client(testBootstrap(), "hostile").producer();
  await producer.connect();
  const send = (codec: keyof typeof compressionOf, values: Buffer[]) =>
    producer.send({
      topic,
      compression: compressionOf[codec],
      messages: values.map((value) => ({ key: "hostile", value, partition: 0 })),
    });
  for (const codec of ["gzip", "zstd", "lz4"] as const) await send(codec, [bomb, bomb]);
  // 180 MB in one batch: more than anybody inflates
  await send(
    "zstd",
    Array.from({ length: 6 }, () => bomb),
  );
  await send("zstd", [manyKeys]);
  await send("none", [
    Buffer.from(backtracking),
    Buffer.from(`{"list":[${Array.from({ length: 5000 }, (_, i) => i)}]}`),
  ]);
  await producer.disconnect();
}, 120_000);
afterAll(async () => {
  await api.remove(at);
  await api.close();
});

/** Others ask all the while: their answers have to keep coming until the hostile one has come. */
async function whileOthersAsk<T>(hostile: Promise<T>): Promise<{ result: T; answered: number }> {
  let isOver = false;
  const settled = hostile.finally(() => {
    isOver = true;
  });
  // whatever it ends with is looked at below
  settled.catch(() => {});
  let answered = 0;
  const ask = async (path: string) => {
    while (!isOver) {
      expect((await api.send(path)).status).toBe(200);
      if (!isOver) answered++;
    }
  };
  await Promise.all([ask("/api/health"), ask(`/api/clusters/${cluster}/topics?perPage=10`)]);
  return { result: await settled, answered };
}
const search = (query: Record<string, string>) =>
  api.send(`${at}/messages?${new URLSearchParams({ order: "oldest", maxSeconds: "60", ...query })}`);

describe("while something hostile is read, others are answered", { timeout: 120_000 }, () => {
  it.each<[string, Record<string, string>]>([
    ["an expression that backtracks for ever", { where: 'value.matches("^(a+)+$")' }],
    [
      "an expression without an end",
      { where: "has(value.list) && value.list.all(a, value.list.all(b, value.list.all(c, a + b + c >= 0)))" },
    ],
  ])("%s is ended after two seconds, with itself and its record named", async (_, query) => {
    const from = { ...query, from: "offset:13" };
    const { result, answered } = await whileOthersAsk(search(from));
    expect(result.status).toBe(504);
    const problem = result.json as { code: string; detail: string };
    expect(problem.code).toBe("deadline");
    expect(problem.detail).toContain(query.where);
    expect(problem.detail).toMatch(/partition 0, offset 1[34]/);
    expect(answered).toBeGreaterThan(2);
  });

  it("a regular expression that others would backtrack on finds what it should, in linear time", async () => {
    const { result } = await whileOthersAsk(search({ regex: "^(a+)+!$", from: "offset:13" }));
    expect((result.json as { messages: unknown[] }).messages).toHaveLength(1);
  });

  it.each<[string, Record<string, string>]>([
    ["a page of bombs and giants", { limit: "100", maxValueBytes: "100", maxBytes: "1000000000" }],
    ["a word looked for in them", { contains: '999999":1', maxValueBytes: "100", limit: "100" }],
    ["a condition on them", { where: "type(value) == map && has(value.list)", maxValueBytes: "100" }],
  ])("%s comes all the same, and names what inflates beyond all bounds", async (words, query) => {
    const { result, answered } = await whileOthersAsk(search(query));
    expect(result.status, result.text.slice(0, 300)).toBe(200);
    const { messages, scan } = result.json as {
      messages: { offset: string }[];
      scan: { reason: string; problems: { message: string }[] };
    };
    expect(scan.problems.map(({ message }) => message).join()).toContain("offset 6 cannot be read");
    expect(answered).toBeGreaterThan(2);
    const offsets = messages.map(({ offset }) => Number(offset));
    if (words.startsWith("a page")) expect(offsets).toEqual([0, 1, 2, 3, 4, 5, 12, 13, 14]);
    else if (words.startsWith("a word")) expect(offsets).toEqual([12]);
    else expect(offsets).toEqual([14]);
  });

  it("a record of a million names is shown whole", async () => {
    const { result, answered } = await whileOthersAsk(api.send(`${at}/messages/0/12`));
    expect(JSON.parse(result.text).value).toMatchObject({ format: "json", size: manyKeys.length, truncated: false });
    expect(answered).toBeGreaterThan(2);
  });

  it.each<[string, number, string]>([
    [
      "hundreds of thousands of names to be written as MessagePack",
      200,
      JSON.stringify({ records: [{ value: { format: "msgpack", text: namesOf(300_000) } }], dryRun: true }),
    ],
    ["a body of brackets alone", 400, `${"[".repeat(8_000_000)}${"]".repeat(8_000_000)}`],
    ["a body of a million names", 400, `{"records":[${manyKeys}]}`],
  ])("%s keeps nobody waiting", async (_, status, body) => {
    const headers = { "content-type": "application/json" };
    const { result, answered } = await whileOthersAsk(api.send(`${at}/messages`, { method: "POST", body, headers }));
    expect(result.status, result.text.slice(0, 300)).toBe(status);
    expect(answered).toBeGreaterThan(2);
  });

  it("a tail from the beginning goes through all of it", async () => {
    const tail = openStream(`${api.url}${at}/tail?from=offset:0&maxValueBytes=100`);
    const seen = async () => {
      const events = (await tail).data<{ items: { offset: string }[] }>("messages");
      return events.flatMap(({ items }) => items.map(({ offset }) => Number(offset)));
    };
    const { answered } = await whileOthersAsk(
      eventually("all of them", async () => ((await seen()).length >= 9 ? true : undefined), { within: 60_000 }),
    );
    expect(await seen()).toEqual([0, 1, 2, 3, 4, 5, 12, 13, 14]);
    expect(answered).toBeGreaterThan(2);
    (await tail).close();
  });

  it("and a page without anything hostile is there at once afterwards", async () => {
    const { messages } = await api.get<typeof listMessages>(`${at}/messages?limit=1&maxValueBytes=100`);
    expect(messages.map(({ offset }) => offset)).toEqual(["14"]);
  });
});
