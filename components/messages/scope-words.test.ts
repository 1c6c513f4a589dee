import { expect, test } from "vitest";
import { noAsk } from "./ask.ts";
import { scopeWords } from "./scope-words.ts";

test("what part of a topic is asked for goes on after the number of records", () => {
  const words = (over: Partial<typeof noAsk>) => scopeWords({ ...noAsk, ...over }, "utc");
  expect(words({})).toBe("");
  expect(words({ from: "time:-24h" })).toBe("of the last 24 h");
  expect(words({ from: "time:-1h" })).toBe("of the last 1 h");
  expect(words({ from: "time:-90s" })).toBe("of the last 90 s");
  expect(words({ from: "offset:1200", to: "offset:1300" })).toBe("from offset 1,200 up to offset 1,300");
  expect(words({ from: "group:orders" })).toBe("from where orders stands");
  expect(words({ from: "time:2026-07-14T09:45:00.000Z", order: "newest" })).toBe(
    "from 2026-07-14 09:45 UTC read backwards",
  );
  expect(words({ from: "time:-1h", cursor: "c" })).toBe("");
});
