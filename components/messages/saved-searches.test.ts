import { expect, test } from "vitest";
import { searchAddress, searchedTopics, searchOf, searchWords, severalTopics } from "./saved-searches.ts";

test("a search is what was asked and how it was shown, not where somebody stood in it", () => {
  const query = searchOf("?from=time%3A-1h&where=a&where=b&m=3%3A18&cursor=x&view=hex&col=time", ["time", "value.a"]);
  expect(query).toBe("from=time%3A-1h&where=a&where=b&col=time&col=value.a");
});

test("a search over several topics names them, and leads back to where it is asked", () => {
  const query = "topic=orders.created&topic=payments&pattern=audit.*&where=value.n+%3E+1&order=oldest";
  expect(searchedTopics(query)).toBe("orders.created, payments, all like audit.*");
  expect(searchedTopics("pattern=a")).toBe("all like a");
  expect(searchWords(query)).toEqual(["oldest first", "value.n > 1"]);
  expect(searchAddress("demo", severalTopics, query)).toBe(`/c/demo/explore?${query}`);
  expect(searchAddress("demo", "orders", "")).toBe("/c/demo/topics/orders/messages");
  expect(searchOf(`?topic=a&t=a&m=0%3A1&col=value.n`, ["value.n"])).toBe("topic=a&col=value.n");
});

test("a search is told in the words it was asked with", () => {
  expect(searchWords("from=time%3A-1h&q=a%26b&where=value.n+%3E+1&where=key+%3D%3D+%22k%22&control=true")).toEqual([
    "from time:-1h",
    "contains a&b",
    "value.n > 1",
    'key == "k"',
    "with transaction markers",
  ]);
  expect(searchWords("live=true&limit=10")).toEqual(["live"]);
  expect(searchWords("")).toEqual([]);
});
