import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { int64, uint63 } from "./int64.ts";
import { BrowseQuery } from "./messages.ts";
import { ProduceBody } from "./produce.ts";
import { parsePartitionSet, parseReadBound } from "./read-bound.ts";
import { listTopics } from "./topics.ts";

describe("int64", () => {
  it("is exact beyond 2^53 in both directions", () => {
    expect(z.decode(int64, "9007199254740993")).toBe(9007199254740993n);
    expect(z.encode(int64, -9223372036854775808n)).toBe("-9223372036854775808");
  });
  it.each(["9223372036854775808", "1.5", "", "0x10", "01", " 1"])("refuses %j", (text) => {
    expect(z.safeDecode(int64, text).success).toBe(false);
  });
  it("knows what cannot be negative", () => {
    expect(z.safeDecode(uint63, "-1").success).toBe(false);
  });
});

describe("a list's query", () => {
  const parse = (query: Record<string, string>) =>
    z.safeParse(listTopics.query as NonNullable<typeof listTopics.query>, query);
  it("has defaults", () => {
    expect(parse({}).data).toMatchObject({ page: 1, perPage: 50, internal: false });
  });
  it("turns all into the most rows there are", () => {
    expect(parse({ perPage: "all" }).data).toMatchObject({ perPage: 20_000 });
  });
  it.each([
    { page: "0" },
    { perPage: "1001" },
    { sort: "colour" },
    { order: "up" },
    { internal: "yes" },
    { nonsense: "1" },
  ])("refuses %j", (query) => {
    expect(parse(query as Record<string, string>).success).toBe(false);
  });
});

describe("the ends of a reading", () => {
  it.each([
    ["offset:120", { kind: "offset", offset: 120n }],
    ["time:1700000000000", { kind: "time", time: 1_700_000_000_000 }],
    ["time:-15m", { kind: "ago", ms: 900_000 }],
    ["time:2026-01-02T03:04:05Z", { kind: "time", time: Date.UTC(2026, 0, 2, 3, 4, 5) }],
    ["time:2026-01-02T03:04:05", { kind: "time", time: Date.UTC(2026, 0, 2, 3, 4, 5) }],
    ["group:a:b", { kind: "group", group: "a:b" }],
  ])("reads %s", (text, bound) => {
    expect(parseReadBound(text)).toEqual(bound);
  });
  it("reads offsets per partition", () => {
    expect(parseReadBound("offsets:0=120,3=7")).toEqual({
      kind: "offsets",
      offsets: new Map([
        [0, 120n],
        [3, 7n],
      ]),
    });
  });
  it.each([
    "offset:-1",
    "offset:9223372036854775808",
    "time:soon",
    "time:",
    "offsets:0",
    "offsets:0=1,0=2",
    "group:",
    "12",
    "end",
  ])("refuses %j", (text) => {
    expect(parseReadBound(text)).toBeUndefined();
  });
  it("reads sets of partitions", () => {
    expect(parsePartitionSet("5-7,0,3,6")).toEqual([0, 3, 5, 6, 7]);
    expect(parsePartitionSet("7-5")).toBeUndefined();
    expect(parsePartitionSet("a")).toBeUndefined();
  });
});

describe("a browse", () => {
  it("fills in what is not said", () => {
    expect(z.parse(BrowseQuery, {})).toMatchObject({
      limit: 50,
      isolation: "read_committed",
      maxValueBytes: 65_536,
      in: ["key", "value", "headers"],
    });
  });
  it("names every bad field", () => {
    const result = z.safeParse(BrowseQuery, { limit: "0", from: "x", partitions: "q" });
    expect(result.error?.issues.map((issue) => issue.path[0]).sort()).toEqual(["from", "limit", "partitions"]);
  });
});

describe("a produce body", () => {
  it("tells null, absent and empty apart", () => {
    const body = z.parse(ProduceBody, { records: [{ key: null, value: "" }, { value: null }] });
    expect(body.records).toEqual([{ key: null, value: "" }, { value: null }]);
    expect(body.acks).toBe("all");
  });
  it("refuses what is not base64", () => {
    expect(z.safeParse(ProduceBody, { records: [{ value: { encoding: "base64", text: "%%" } }] }).success).toBe(false);
  });
});
