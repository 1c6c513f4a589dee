import { expect, test } from "vitest";
import { crumbsOf } from "./crumbs-of";
import { marked, matchScore, type PaletteItem, ranked } from "./palette-items";

const item = (label: string): PaletteItem => ({ id: label, kind: "Topic", label, mono: true });

test("the palette puts whole names before beginnings before insides", () => {
  const items = ["shopcart", "shop.cart-events", "cart-enricher", "cart", "scar-tissue"].map(item);
  expect(ranked(items, "cart", 10).map((one) => one.label)).toEqual([
    "cart",
    "cart-enricher",
    "shop.cart-events",
    "shopcart",
    "scar-tissue",
  ]);
  expect(matchScore("orders", "xyz")).toBe(0);
  expect(matchScore("Collapse or open the rail", "cart")).toBe(0);
  expect(ranked(items, "", 2)).toHaveLength(2);
});

test("the matched part is marked whatever its case", () => {
  expect(marked("Shop.Cart-events", "cart")).toEqual(["Shop.", "Cart", "-events"]);
  expect(marked("orders", "x")).toEqual(["orders", "", ""]);
});

test("crumbs name cluster, place and thing, decoded", () => {
  expect(crumbsOf("/")).toEqual([{ label: "Clusters", href: "/", mono: false }]);
  expect(crumbsOf("/c/dev/topics/my%20topic/messages").map((one) => one.label)).toEqual(["dev", "Topics", "my topic"]);
  expect(crumbsOf("/c/dev/groups/~Li4").at(-1)).toEqual({ label: "..", href: "/c/dev/groups/~Li4", mono: true });
  expect(crumbsOf("/c/dev/overview").map((one) => one.label)).toEqual(["dev", "Overview"]);
});
