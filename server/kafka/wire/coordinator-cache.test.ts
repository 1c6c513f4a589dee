import { expect, it } from "vitest";
import { KafkaError } from "../error.ts";
import { CoordinatorCache } from "./coordinator-cache.ts";

/** Asking it is what these tests want to see avoided. */
const silent = {
  call: () => Promise.reject(new KafkaError(-101, "nobody")),
  versionOf: () => Promise.resolve(4),
};

it("asks nobody about groups that a broker has listed as its own", async () => {
  const cache = new CoordinatorCache(silent);
  cache.learn("group", 2, ["orders", "billing"]);
  cache.learn("group", 3, ["audit"]);
  const { byNode, failed } = await cache.of("group", ["orders", "audit", "billing"]);
  expect(failed).toEqual([]);
  expect([...byNode]).toEqual([
    [2, ["orders", "billing"]],
    [3, ["audit"]],
  ]);
});

it("asks again once a group has moved, or its broker disowned it", async () => {
  const cache = new CoordinatorCache(silent);
  cache.learn("group", 2, ["orders", "billing"]);
  cache.forget("group", ["orders"]);
  await expect(cache.of("group", ["orders"])).rejects.toThrow(KafkaError);
  cache.forgetNode(2);
  await expect(cache.of("group", ["billing"])).rejects.toThrow(KafkaError);
});

it("tells groups from transactional ids of the same name", async () => {
  const cache = new CoordinatorCache(silent);
  cache.learn("group", 2, ["orders"]);
  await expect(cache.of("transaction", ["orders"])).rejects.toThrow(KafkaError);
});
