import { describe, expect, test } from "vitest";
import { partitionRow } from "./partition.fixtures";
import { topicVerdict } from "./partition-verdict";
import { sizeSkew } from "./size-skew";

const verdict = (partitions: ReturnType<typeof partitionRow>[], minInsyncReplicas: number | null = 2) => {
  const { tone, before, strong, after, why } = topicVerdict({
    partitions,
    minInsyncReplicas,
    replicationFactor: partitions[0]?.replicas.length ?? 3,
  });
  return { tone, text: `${before}${strong ? ` ${strong}` : ""}${after ?? ""}`, why };
};

describe("a topic's partitions in a sentence", () => {
  test("all is well, and how much may go wrong", () => {
    expect(verdict([partitionRow(0), partitionRow(1)])).toEqual({
      tone: "ok",
      text: "All 2 partitions are in sync",
      why: ["acks=all needs 2 of 3 replicas: one broker may stop and writes go on."],
    });
  });

  test("a single copy is said", () => {
    const { text, why } = verdict([partitionRow(0, { replicas: [1], isr: [1] })], 1);
    expect(text).toBe("The one partition is in sync");
    expect(why[0]).toContain("single copy");
  });

  test("min.insync.replicas as high as the replication factor leaves no room", () => {
    expect(verdict([partitionRow(0)], 3).why[0]).toContain("needs all 3 replicas");
  });

  test("one broker behind in many partitions is named once", () => {
    const behind = { isr: [1, 2] };
    expect(verdict([partitionRow(0, behind), partitionRow(1, behind), partitionRow(2)])).toMatchObject({
      tone: "warn",
      text: "2 of 3 partitions are under-replicated",
      why: ["Broker 3 is out of sync for partitions 0 and 1.", expect.any(String)],
    });
  });

  test("the worst comes first, the rest follows", () => {
    const offline = partitionRow(0, { leader: null, isr: [3], offlineReplicas: [3] });
    const refusing = partitionRow(1, { isr: [1] });
    const thin = partitionRow(2, { isr: [1, 2] });
    const { tone, text, why } = verdict([offline, refusing, thin, partitionRow(3)]);
    expect(tone).toBe("bad");
    expect(text).toBe("1 of 4 partitions is offline, 1 refuses writes, 1 is under-replicated");
    expect(why[0]).toMatch(/^Partition 0 has no leader/);
    expect(why[1]).toContain("1 in-sync replica of the 2");
  });

  test("min ISR below what is in sync refuses writes even with a leader", () => {
    expect(verdict([partitionRow(0, { isr: [1] }), partitionRow(1)]).text).toBe("1 of 2 partitions refuses writes");
  });

  test("leaders away from home are no trouble, but told", () => {
    expect(verdict([partitionRow(0, { leader: 2 }), partitionRow(1)])).toMatchObject({
      tone: "ok",
      text: "All 2 partitions are in sync, 1 is led by another broker than preferred",
    });
  });
});

describe("size skew", () => {
  test("names the largest partition once it stands out", () => {
    const rows = [1000n, 1100n, 900n, 2300n].map((sizeBytes, at) => partitionRow(at, { sizeBytes }));
    expect(sizeSkew(rows)).toEqual({ partition: 3, times: 2.2 });
  });
  test.each([[[1000n, 1200n, 1100n]], [[5n]], [[0n, 0n, 900n]], [[1000n, null, 1000n]]])("%o has none", (sizes) => {
    expect(sizeSkew(sizes.map((sizeBytes, at) => partitionRow(at, { sizeBytes })))).toBeNull();
  });
});
