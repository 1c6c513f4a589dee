import { expect, test } from "vitest";
import * as z from "zod/mini";
import { int64 } from "../../lib/api/int64.ts";
import { nameSearch, pageText, sortedPage } from "./list-page.ts";

const stand = { asOf: 7, problems: [] };
const rows = [
  { name: "b", lag: 2n },
  { name: "a", lag: null },
  { name: "d", lag: 2n },
  { name: "c", lag: 10n },
];
const names = (sort?: string, order?: "asc" | "desc") =>
  sortedPage(rows, "name", { sort, order, page: 1, perPage: 50 }, stand)
    .items.map(({ name }) => name)
    .join("");

test("rows come by name, or by any field with the unknown last and names between equals", () => {
  expect(names()).toBe("abcd");
  expect(names("name", "desc")).toBe("dcba");
  expect(names("lag")).toBe("bdca");
  expect(names("lag", "desc")).toBe("cbda");
});

test("a page is cut after sorting, and one beyond the end is empty", () => {
  const page = (number: number) => sortedPage(rows, "name", { page: number, perPage: 3 }, stand);
  expect(page(2)).toMatchObject({ items: [{ name: "d" }], total: 4, page: 2, perPage: 3, asOf: 7 });
  expect(page(3)).toMatchObject({ items: [], total: 4 });
});

test("a search is a part of the name in any case, or an expression between slashes", () => {
  const found = (search: string | undefined) => ["Orders.eu", "orders.us", "payments"].filter(nameSearch(search));
  expect(found(undefined)).toHaveLength(3);
  expect(found("ORDERS")).toEqual(["Orders.eu", "orders.us"]);
  expect(found("/^orders/")).toEqual(["orders.us"]);
  expect(found("/^orders/i")).toEqual(["Orders.eu", "orders.us"]);
  expect(found(".")).toEqual(["Orders.eu", "orders.us"]);
  expect(found("/")).toEqual([]);
});

test("an expression that would take for ever elsewhere is answered", () => {
  expect(["a".repeat(40)].filter(nameSearch("/^(a+)+$b/"))).toEqual([]);
});

test("the text of a page is its contract's encoding", async () => {
  const row = z.object({ name: z.string(), lag: z.nullable(int64) });
  const page = sortedPage(rows, "name", { page: 1, perPage: 2 }, { asOf: 7, problems: [] });
  const text =
    '{"items":[{"name":"a","lag":null},{"name":"b","lag":"2"}],"total":4,"page":1,"perPage":2,"asOf":7,"problems":[]}';
  expect(await pageText(row, page)).toBe(text);
  expect(await pageText(row, page)).toBe(text);
  expect(await pageText(row, { ...page, items: [] })).toContain('"items":[],');
});
