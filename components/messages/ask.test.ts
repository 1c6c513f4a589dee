import { expect, test } from "vitest";
import { BrowseQuery, tailMessages } from "../../lib/api/messages.ts";
import { type Ask, askOf, browseValues, type Draft, draftOf, noAsk, orderOf, tailValues } from "./ask.ts";

const now = Date.UTC(2026, 6, 14, 10);
const draft = (over: Partial<Draft>): Draft => ({ ...draftOf(noAsk), ...over });
const wire = (ask: Ask) =>
  Object.fromEntries(
    Object.entries(browseValues(ask)).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );

test("every ask is a query the contract takes", () => {
  const asks: Ask[] = [
    noAsk,
    { ...noAsk, from: "oldest", limit: 10_000, partitions: "0,2-4" },
    { ...noAsk, from: "offset:120", to: "offset:180", order: "newest" },
    { ...noAsk, from: "time:-15m", q: 'a"b', ignoreCase: true, in: ["key"], isolation: "read_uncommitted" },
    { ...noAsk, regex: "a+", key: "", keyPartition: true, where: ["value.a == 1", "key != null"] },
    { ...noAsk, cursor: "token", from: "oldest", to: "offset:3" },
  ];
  for (const ask of asks) {
    expect(BrowseQuery.safeParse(wire(ask)).success, JSON.stringify(ask)).toBe(true);
    const tail = Object.fromEntries(
      Object.entries(tailValues(ask)).map(([k, v]) => [k, v === undefined ? v : String(v)]),
    );
    expect(tailMessages.query?.safeParse(tail).success).toBe(true);
  }
  expect(wire(asks[5] as Ask)).toEqual({ cursor: "token", limit: "50", maxValueBytes: "65536" });
});

test("from an offset or a time one reads on, from the ends towards the other", () => {
  expect(orderOf({ from: "newest", order: "oldest" })).toBe("newest");
  expect(orderOf({ from: "oldest", order: null })).toBe("oldest");
  expect(orderOf({ from: "offset:1", order: null })).toBe("oldest");
  expect(orderOf({ from: "time:-1h", order: "newest" })).toBe("newest");
});

test("a draft becomes the ask it came from", () => {
  for (const from of ["newest", "oldest", "offset:9007199254740993", "time:-15m", "offsets:0=12,3=7", "group:g"]) {
    const ask: Ask = { ...noAsk, from, limit: 200, q: "x" };
    expect(askOf(draftOf(ask), ask, now, "utc")).toEqual(ask);
  }
});

test("what is typed is read in words, and what cannot be read is said", () => {
  expect(askOf(draft({ fromKind: "offset", fromText: "1,842" }), noAsk, now, "utc")).toMatchObject({
    from: "offset:1842",
  });
  expect(askOf(draft({ fromKind: "time", fromText: "09:45" }), noAsk, now, "utc")).toMatchObject({
    from: "time:2026-07-14T09:45:00.000Z",
  });
  expect(askOf(draft({ to: "180" }), noAsk, now, "utc")).toMatchObject({ to: "offset:180" });
  expect(askOf(draft({ to: "now" }), noAsk, now, "utc")).toMatchObject({ to: "" });
  expect(askOf(draft({ partitions: " 0, 3 " }), noAsk, now, "utc")).toMatchObject({ partitions: "0,3" });
  expect(askOf(draft({ fromKind: "offset", fromText: "x" }), noAsk, now, "utc")).toMatchObject({ field: "from" });
  expect(askOf(draft({ fromKind: "time", fromText: "" }), noAsk, now, "utc")).toMatchObject({ field: "from" });
  expect(askOf(draft({ to: "later" }), noAsk, now, "utc")).toMatchObject({ field: "to" });
  expect(askOf(draft({ partitions: "a" }), noAsk, now, "utc")).toMatchObject({ field: "partitions" });
  for (const limit of ["0", "10001", "", "1.5", "-1"])
    expect(askOf(draft({ limit }), noAsk, now, "utc"), limit).toMatchObject({ field: "limit" });
});
