import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { groupSort, type listGroups } from "../../lib/api/groups.ts";
import { type listTopics, topicSort } from "../../lib/api/topics.ts";
import { type Api, openApi, type Wire, type WireList } from "../support/api.ts";
import { kafkaTool, testBootstrap, uniqueName } from "../support/rig.ts";

type Topics = Wire<typeof listTopics>;
type Topic = WireList<typeof listTopics>;
type Groups = Wire<typeof listGroups>;

let api: Api;
const at = "/api/clusters/local";
const stem = uniqueName("e2e-list");
const names = ["b.c", "a", "Zoo", "z", "a-1", "a-10", "a-2"].map((end) => `${stem}-${end}`);

beforeAll(async () => {
  api = await openApi();
  await Promise.all(
    names.map((name, i) =>
      api.post(`${at}/topics`, {
        name,
        partitions: (i % 3) + 1,
        replicationFactor: (i % 2) + 1,
        configs: { "cleanup.policy": i % 2 ? "compact" : "delete", "retention.ms": String(10 ** 12 + i) },
      }),
    ),
  );
  const records = names.map((name, i) => ({
    name,
    records: Array.from({ length: i * 3 }, (_, n) => ({ key: `${n}`, value: "x" })),
  }));
  for (const { name, records: some } of records) {
    if (some.length > 0) await api.post(`${at}/topics/${name}/messages`, { records: some });
  }
});
afterAll(async () => {
  await kafkaTool("topics", ["--delete", "--topic", `${stem}.*`], { bootstrap: testBootstrap() });
  await api.close();
});

const topics = (query: Record<string, string | number>) =>
  api.get<typeof listTopics>(`${at}/topics?${new URLSearchParams({ search: stem, ...strings(query) })}`);
const strings = (query: Record<string, string | number>) =>
  Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)]));
const namesOf = ({ items }: Topics) => items.map(({ name }) => name);

describe("the envelope", () => {
  it.each(["/api/clusters", `${at}/brokers`, `${at}/brokers/1/configs`, `${at}/topics`, `${at}/groups`])(
    "%s has it",
    async (path) => {
      const before = Date.now();
      const list = await api.get<typeof listTopics>(path);
      expect(Object.keys(list).sort()).toEqual(["asOf", "items", "page", "perPage", "problems", "total"]);
      expect(list.total).toBeGreaterThanOrEqual(list.items.length);
      expect(list).toMatchObject({ page: 1, problems: [] });
      expect(list.asOf).toBeGreaterThan(before - 600_000);
      expect(list.asOf).toBeLessThanOrEqual(Date.now());
    },
  );

  it("a list is 50 rows unless said, and all of them when said", async () => {
    expect(await topics({})).toMatchObject({ page: 1, perPage: 50, total: names.length });
    const all = await api.get<typeof listTopics>(`${at}/topics?perPage=all&internal=true`);
    expect(all.items).toHaveLength(all.total);
    expect(all.perPage).toBeGreaterThanOrEqual(all.total);
    const visible = await api.get<typeof listTopics>(`${at}/topics?perPage=all`);
    expect(visible.items.some(({ internal }) => internal)).toBe(false);
    expect(all.items.filter(({ internal }) => !internal).length).toBe(visible.total);
    expect(all.items.map(({ name }) => name)).toContain("__consumer_offsets");
  });
});

describe("pages", () => {
  it("put together are the list, each row once", async () => {
    const pages = await Promise.all([1, 2, 3, 4].map((page) => topics({ page, perPage: 2, sort: "name" })));
    expect(pages.map(({ items }) => items.length)).toEqual([2, 2, 2, 1]);
    expect(pages.flatMap(namesOf)).toEqual(namesOf(await topics({ sort: "name", perPage: "all" })));
    expect(pages.map(({ page, perPage, total }) => [page, perPage, total])).toEqual(
      [1, 2, 3, 4].map((page) => [page, 2, names.length]),
    );
  });

  it("beyond the last are empty, not an error", async () => {
    expect(await topics({ page: 1000000, perPage: 1000 })).toMatchObject({ items: [], total: names.length });
  });
});

describe("search", () => {
  it("finds what contains the text, in any case, whatever the characters", async () => {
    expect(namesOf(await topics({ search: `${stem}-a-1` })).sort()).toEqual([`${stem}-a-1`, `${stem}-a-10`]);
    expect(namesOf(await topics({ search: `${stem}-ZOO`.toUpperCase() }))).toEqual([`${stem}-Zoo`]);
    for (const search of [`${stem}.*`, "%", "\u0000", "😀", "(", "' or 1=1"]) {
      expect(await topics({ search })).toMatchObject({ items: [], total: 0 });
    }
  });
});

/** -1, 0 or 1: numbers and decimal text by their value, other text whatever its case, false before true. */
function compared(a: unknown, b: unknown): number {
  const isNumber = [a, b].every((value) => typeof value !== "string" || /^-?\d+$/.test(value));
  if (!isNumber) return String(a).toLowerCase().localeCompare(String(b).toLowerCase(), "en");
  const [x, y] = [BigInt(Math.round(Number(a))), BigInt(Math.round(Number(b)))];
  const exact = [a, b].every((value) => typeof value === "string") ? [BigInt(String(a)), BigInt(String(b))] : [x, y];
  return Number((exact[0] ?? 0n) > (exact[1] ?? 0n)) - Number((exact[0] ?? 0n) < (exact[1] ?? 0n));
}

function expectSorted(values: unknown[], order: "asc" | "desc", what: string) {
  const known = values.filter((value) => value !== null);
  expect(
    values.slice(known.length).every((value) => value === null),
    `${what}: unknown ones last`,
  ).toBe(true);
  for (const [i, value] of known.entries()) {
    if (i === 0) continue;
    const sign = compared(known[i - 1], value);
    expect(order === "asc" ? sign <= 0 : sign >= 0, `${what} ${order}: ${known[i - 1]} before ${value}`).toBe(true);
  }
}

describe("sorting", () => {
  it.each([...topicSort])("topics by %s, both ways, the unknown last", async (sort) => {
    for (const order of ["asc", "desc"] as const) {
      const { items } = await topics({ sort, order, perPage: "all", search: "" });
      const values = items.map((row) => (row as Topic)[sort]);
      if (sort === "name" || sort === "topicId") expectTextSorted(values, order);
      else expectSorted(values, order, sort);
    }
  });

  it.each([...groupSort])("groups by %s, both ways, the unknown last", async (sort) => {
    for (const order of ["asc", "desc"] as const) {
      const { items } = await api.get<typeof listGroups>(`${at}/groups?perPage=all&sort=${sort}&order=${order}`);
      const values = items.map((row) => row[sort]);
      if (sort === "id") expectTextSorted(values, order);
      else expectSorted(values, order, sort);
    }
  });

  it("is the same every time where rows are equal", async () => {
    const once = namesOf(await topics({ sort: "internal" }));
    expect(namesOf(await topics({ sort: "internal" }))).toEqual(once);
    expect(new Set(once).size).toBe(names.length);
  });

  it("is by 64-bit size, not by text", async () => {
    const { items } = await topics({ sort: "offsetSpan", order: "desc" });
    expect(items.map(({ offsetSpan }) => offsetSpan)).toEqual(["18", "15", "12", "9", "6", "3", "0"]);
    const retention = await topics({ sort: "retentionMs" });
    expect(namesOf(retention)).toEqual(names);
  });
});

/** Names and ids, whose order may or may not mind case: the one direction is the mirror of the other. */
function expectTextSorted(values: unknown[], order: "asc" | "desc") {
  const given = (order === "asc" ? values : values.toReversed()).map(String);
  const folded = given.map((text) => text.toLowerCase());
  expect([given, folded].some((texts) => texts.join() === [...texts].sort().join())).toBe(true);
}

describe("groups", () => {
  it("are narrowed by type, state and topic, and what nobody has is an empty list", async () => {
    const all = await api.get<typeof listGroups>(`${at}/groups?perPage=all`);
    for (const type of ["classic", "consumer", "share", "streams", "unknown"]) {
      const some = await api.get<typeof listGroups>(`${at}/groups?perPage=all&type=${type}`);
      expect(some.items.map(({ id }) => id).sort()).toEqual(idsOf(all, (row) => row.type === type));
    }
    for (const state of ["Empty", "Stable"]) {
      const some = await api.get<typeof listGroups>(`${at}/groups?perPage=all&state=${state}`);
      expect(some.items.every((row) => row.state === state)).toBe(true);
    }
    const none = await api.get<typeof listGroups>(`${at}/groups?topic=${stem}-none`);
    expect(none).toMatchObject({ items: [], total: 0 });
  });
});

function idsOf({ items }: Groups, keep: (row: Groups["items"][number]) => boolean): string[] {
  return items
    .filter(keep)
    .map(({ id }) => id)
    .sort();
}
