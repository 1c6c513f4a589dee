import { expect, test } from "vitest";
import { searchOf } from "./saved-searches.ts";

test("a search is what was asked and how it was shown, not where somebody stood in it", () => {
  const query = searchOf("?from=time%3A-1h&where=a&where=b&m=3%3A18&cursor=x&view=hex&col=time", ["time", "value.a"]);
  expect(query).toBe("from=time%3A-1h&where=a&where=b&col=time&col=value.a");
});
