import { createRequire } from "node:module";
import { describe, expect, test } from "vitest";
import { murmur2, partitionForKey } from "./murmur2.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

describe("murmur2", () => {
  // UtilsTest.testMurmur2 of Kafka; the last ones are librdkafka's (rdmurmur2.c), one for each remainder of four.
  test.each([
    ["21", -973932308],
    ["foobar", -790332482],
    ["a-little-bit-long-string", -985981536],
    ["a-little-bit-longer-string", -1486304829],
    ["lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8", -58897971],
    ["abc", 479470107],
    ["", 275646681],
    ["1234", -1614185708],
    ["234", -406844982],
    ["34", -2026295078],
  ])("of %j is %d", (text, hash) => {
    expect(murmur2(bytes(text))).toBe(hash);
  });

  test("agrees with kafkajs on bytes above 127, at every length up to 64", () => {
    const theirs = createRequire(import.meta.url)("kafkajs/src/producer/partitioners/default/murmur2") as (
      key: Buffer,
    ) => number;
    for (let length = 0; length <= 64; length++) {
      const key = Buffer.from(Array.from({ length }, (_, i) => (i * 151 + length * 83 + 200) & 255));
      expect([length, murmur2(key)]).toEqual([length, theirs(key)]);
    }
  });
});

describe("the partition of a key", () => {
  test("clears the sign of the hash as Java does, not its absolute value", () => {
    expect(partitionForKey(bytes("foobar"), 50)).toBe((-790332482 & 0x7fffffff) % 50);
    expect(partitionForKey(bytes("foobar"), 50)).toBe(16);
  });

  test("agrees with kafkajs' Java-compatible partitioner", async () => {
    const { Partitioners } = await import("kafkajs");
    const partitioner = Partitioners.DefaultPartitioner();
    for (let i = 0; i < 200; i++) {
      for (const count of [1, 3, 12, 100]) {
        const partitionMetadata = Array.from({ length: count }, (_, partitionId) => ({
          partitionId,
          leader: 1,
          partitionErrorCode: 0,
          replicas: [],
          isr: [],
        }));
        const theirs = partitioner({ topic: "t", partitionMetadata, message: { key: `key ${i} ü`, value: null } });
        expect(partitionForKey(bytes(`key ${i} ü`), count)).toBe(theirs);
      }
    }
  });

  test("refuses a topic without partitions", () => {
    expect(() => partitionForKey(bytes("a"), 0)).toThrow(RangeError);
  });
});
