import { gzipSync } from "node:zlib";
import { Packr } from "msgpackr";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { partitionForKey } from "../../../lib/kafka/murmur2.ts";
import { follow, openBench } from "../rig.fixtures.ts";

const bench = openBench();
afterAll(() => bench.close());

const orders = [
  { key: "a", value: '{"id":1,"status":"PAID","total":10.5,"tags":["x","y"]}', headers: { kind: "order" } },
  {
    key: "b",
    value: '{"id":2,"status":"FAILED","total":7,"by":{"name":"Zoë"}}',
    headers: { kind: "order", trace: "t-1" },
  },
  { key: "a", value: '{"id":9007199254740993,"status":"FAILED","total":0}', headers: {} },
  { key: "c", value: "plain FAILED text", headers: { kind: "note" } },
  { key: null, value: '{"id":4}', headers: {} },
  { key: "", value: null, headers: { kind: "tombstone" } },
];
let topic = "";

beforeAll(async () => {
  topic = await bench.ownTopic(1);
  const records = orders.map(({ key, value, headers }, i) => ({
    key: key === null ? null : Buffer.from(key),
    value: value === null ? null : Buffer.from(value),
    headers: Object.entries(headers).map(([name, text]) => ({ name, value: Buffer.from(text) })),
    timestamp: 1_700_000_000_000 + i * 1000,
  }));
  await bench.append(topic, 0, [records.slice(0, 3), records.slice(3)]);
});

async function found(query: Record<string, string>): Promise<number[]> {
  const { messages, scan } = await bench.read(topic, { order: "oldest", ...query });
  expect(scan.reason).toBe("end");
  return messages.map(({ offset }) => Number(offset));
}
const refusal = async (query: Record<string, string>) =>
  bench.read(topic, query).then(
    () => "taken",
    (error) => error,
  );

describe("a regular expression", () => {
  it("is looked for in key, value and headers, or where it is told", async () => {
    expect(await found({ regex: "^c$" })).toEqual([3]);
    expect(await found({ regex: "FAILED|PAID" })).toEqual([0, 1, 2, 3]);
    expect(await found({ regex: "^(order|note)$" })).toEqual([0, 1, 3]);
    expect(await found({ regex: "^(order|note)$", in: "key,value" })).toEqual([]);
    expect(await found({ regex: 'zo."', in: "value" })).toEqual([]);
    expect(await found({ regex: 'zo."', in: "value", ignoreCase: "true" })).toEqual([1]);
    expect(await found({ regex: "needle [0-9]+" })).toEqual([]);
  });

  it("that cannot be read is refused with the place where it stops making sense", async () => {
    expect(await refusal({ regex: "ab[z-a]" })).toMatchObject({
      code: "invalid-request",
      errors: [{ path: "query.regex", message: "invalid character class range `z-a`, at character 4" }],
      extra: { positions: { "query.regex": { start: 3, end: 6 } } },
    });
    expect(await refusal({ regex: "(?<!a)b" })).toMatchObject({ errors: [{ path: "query.regex" }] });
  });

  it("ends in linear time also where others would not", async () => {
    const other = await bench.ownTopic(1);
    await bench.append(other, 0, [[{ value: Buffer.from(`${"a".repeat(30_000)}!`) }]]);
    expect((await bench.read(other, { regex: "^(a+)+$" })).messages).toEqual([]);
  });
});

describe("a key", () => {
  it("is matched exactly; no key, an empty key and a part of one are others", async () => {
    expect(await found({ key: "a" })).toEqual([0, 2]);
    expect(await found({ key: "" })).toEqual([5]);
    expect(await found({ key: "A" })).toEqual([]);
    expect(await found({ key: Buffer.from("b").toString("base64"), keyEncoding: "base64" })).toEqual([1]);
    expect(await refusal({ key: "%%", keyEncoding: "base64" })).toMatchObject({ errors: [{ path: "query.key" }] });
    expect(await refusal({ keyPartition: "true" })).toMatchObject({ errors: [{ path: "query.keyPartition" }] });
  });

  it("is looked for only where the partitioner puts it when asked so, and that is said", async () => {
    const wide = await bench.ownTopic(7);
    const home = partitionForKey(Buffer.from("k"), 7);
    const record = { key: Buffer.from("k"), value: Buffer.from("v") };
    await bench.append(wide, home, [[record]]);
    await bench.append(wide, (home + 1) % 7, [[record]]);
    expect((await bench.read(wide, { key: "k" })).messages).toHaveLength(2);
    const { messages, scan } = await bench.read(wide, { key: "k", keyPartition: "true", limit: "1" });
    expect(messages).toMatchObject([{ partition: home }]);
    expect(scan.plan.partitions).toEqual([{ partition: home, from: 0n, to: 1n }]);
    expect(scan.plan.notes[0]).toContain(`partition ${home} alone`);
    const none = await bench.read(wide, { key: "k", keyPartition: "true", partitions: String((home + 1) % 7) });
    expect([none.messages, none.scan.reason]).toEqual([[], "end"]);
    expect(none.scan.plan.notes[0]).toContain("none of the chosen partitions");
  });
});

describe("a CEL condition", () => {
  it.each<[string, number[]]>([
    ['has(value.status) && value.status == "FAILED"', [1, 2]],
    ['value.?status.orValue("") == "PAID"', [0]],
    ["has(value.total) && value.total + 1 >= 8", [0, 1]],
    ["has(value.total) && value.total * 2 == 21.0", [0]],
    ["has(value.id) && value.id == 9007199254740993", [2]],
    ["has(value.id) && value.id > 9007199254740992", [2]],
    ["has(value.id) && value.id % 2 == 0", [1, 4]],
    ['has(value.tags) && value.tags.exists(t, t == "y")', [0]],
    ['has(value.by) && value.by.name.startsWith("Z")', [1]],
    ['key == "a"', [0, 2]],
    ["key == null", [4]],
    ["value == null", [5]],
    ['headers.?trace.orValue("") == "t-1"', [1]],
    ['"kind" in headers && headers["kind"] == "note"', [3]],
    ["offset >= 4 && partition == 0", [4, 5]],
    ['timestamp < timestamp("2023-11-14T22:13:22Z")', [0, 1]],
    ["timestamp >= 1700000004000", [4, 5]],
    ['type(value) == string && value.contains("text")', [3]],
  ])("%s", async (where, offsets) => {
    expect(await found({ where })).toEqual(offsets);
  });

  it("names the topic, and holds together with every other filter", async () => {
    expect(await found({ where: `topic == "${topic}"`, contains: "FAILED", key: "a" })).toEqual([2]);
    expect(await found({ where: "offset > 0", regex: "FAIL.D", contains: "id", in: "value" })).toEqual([1, 2]);
  });

  it("that cannot be told of a record counts it, and shows the first with its place", async () => {
    const { messages, scan } = await bench.read(topic, { order: "oldest", where: 'value.status == "PAID"' });
    expect(messages.map(({ offset }) => Number(offset))).toEqual([0]);
    expect(scan).toMatchObject({
      reason: "end",
      filterErrors: 3,
      firstFilterError: expect.stringMatching(/^Partition 0, offset 3: /),
      firstFilterErrorAt: { partition: 0, offset: 3n },
    });
  });

  it.each([
    ["value.status ==", "at character 16"],
    ["valeu.status == 1", "Unknown variable: valeu, at character 1"],
    ["offset + 1", "it gives int"],
    ["value.id > ", "at character"],
  ])("%s is refused before anything is read", async (where, words) => {
    expect(await refusal({ where })).toMatchObject({
      code: "invalid-request",
      errors: [{ path: "query.where", message: expect.stringContaining(words) }],
    });
  });

  it("that hangs is ended after two seconds with its record and itself named, and takes no other search with it", async () => {
    const other = await bench.ownTopic(2);
    await bench.append(other, 1, [[{ value: Buffer.from("fine") }, { value: Buffer.from(`${"a".repeat(40)}!`) }]]);
    const where = 'value.matches("^(a+)+$")';
    const hung = bench.read(other, { where }).then(
      () => "read",
      (error) => error,
    );
    // what shares the workers goes on meanwhile
    const others = Promise.all(Array.from({ length: 6 }, () => found({ where: "offset == 1" })));
    expect(await hung).toMatchObject({
      code: "deadline",
      message: expect.stringContaining("partition 1, offset 1"),
    });
    expect((await hung).message).toContain(where);
    expect(await others).toEqual(Array.from({ length: 6 }, () => [1]));
    expect(await found({ where: "offset == 2" })).toEqual([2]);
  });
});

describe("a tail", () => {
  it("shows what every filter lets through, and counts what a condition cannot be told of", async () => {
    const live = await bench.ownTopic(2);
    const query = { where: "value.n % 2 == 0", regex: "even|odd", from: "offset:0", key: "k" };
    const { messages, status, stop } = await follow(bench, live, query);
    const record = (value: string, key = "k") => ({ key: Buffer.from(key), value: Buffer.from(value) });
    await bench.append(live, 0, [
      [record('{"n":1,"is":"odd"}'), record('{"n":2,"is":"even"}'), record("even no JSON")],
    ]);
    await bench.append(live, 1, [[record('{"n":4,"is":"even"}'), record('{"n":6,"is":"even"}', "other")]]);
    await expect.poll(() => messages().length, { timeout: 20_000 }).toBe(2);
    await expect.poll(status, { timeout: 20_000 }).toMatchObject({ delivered: 2n, filtered: 3n, filterErrors: 1 });
    expect(status()?.firstFilterError).toContain("Partition 0, offset 2: ");
    await stop();
    expect(messages().map(({ value }) => value?.text)).toEqual(
      expect.arrayContaining(['{"n":2,"is":"even"}', '{"n":4,"is":"even"}']),
    );
  });

  it("ends when its filter hangs, and says at which record", async () => {
    const live = await bench.ownTopic(1);
    await bench.append(live, 0, [[{ value: Buffer.from(`${"a".repeat(40)}!`) }]]);
    const { events, ended } = await follow(bench, live, { where: 'value.matches("^(a+)+$")', from: "offset:0" });
    await ended();
    expect(events.slice(-2)).toMatchObject([
      { event: "problem", data: { fatal: true, code: "deadline", message: expect.stringContaining("offset 0") } },
      { event: "done", data: { reason: "failed" } },
    ]);
  });
});

describe("a format", () => {
  it("that writes its text anew is searched in that text, and computed with, also among plain text", async () => {
    const mixed = await bench.ownTopic(1);
    const int64 = Buffer.alloc(8);
    int64.writeBigInt64BE(9007199254740993n);
    await bench.append(mixed, 0, [
      Array.from({ length: 50 }, (_, i) => ({ value: Buffer.from(`plain ${i}`) })),
      [{ value: Buffer.from("plain") }, { value: gzipSync('{"inside":"needle","n":42}') }],
      [{ value: new Packr({ useRecords: false }).pack({ count: 4711, big: 9007199254740993n }), key: int64 }],
    ]);
    const offsets = async (query: Record<string, string>) =>
      (await bench.read(mixed, { order: "oldest", limit: "100", ...query })).messages.map(({ offset }) =>
        Number(offset),
      );
    expect(await offsets({ contains: "needle" })).toEqual([51]);
    expect(await offsets({ contains: '"count":4711' })).toEqual([52]);
    expect(await offsets({ regex: '"big":[0-9]{16}' })).toEqual([52]);
    expect(await offsets({ where: "type(value) == map && value.?n.orValue(0) == 42" })).toEqual([51]);
    expect(await offsets({ keyFormat: "int64", key: "9007199254740993" })).toEqual([52]);
    expect(await offsets({ keyFormat: "int64", where: "key == 9007199254740993" })).toEqual([52]);
    expect(await offsets({ valueFormat: "hex", contains: Buffer.from("plain 49").toString("hex") })).toEqual([49]);
  });

  it("that does not exist is refused with the names of those that do", async () => {
    expect(await refusal({ keyFormat: "morse", valueFormat: "json" })).toMatchObject({
      errors: [{ path: "query.keyFormat", message: expect.stringContaining("json, ") }],
    });
  });
});
