import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

// npm under an older Node silently installs 1.35.0, whose codecs fail on answers of real brokers.
it("the protocol library is the one the wire was written against", () => {
  const path = new URL("../../../node_modules/@platformatic/kafka/package.json", import.meta.url);
  expect(JSON.parse(readFileSync(path, "utf8")).version).toBe("2.12.1");
});
