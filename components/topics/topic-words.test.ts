import { describe, expect, test } from "vitest";
import { keeps, spanIsRecords } from "./keeps";
import { slowestOf } from "./slowest-group";
import { topicRow } from "./topic.fixtures";
import { topicHealth } from "./topic-health";
import { changeBlocked, isProduction, truncateBlocked } from "./why-blocked";

describe("how long records stay", () => {
  const text = (cleanupPolicy: string | null, retentionMs: bigint | null) => {
    const figure = keeps({ cleanupPolicy, retentionMs });
    return figure.unit ? `${figure.text} ${figure.unit}` : figure.text;
  };
  test.each([
    ["delete", 604_800_000n, "7 d"],
    ["delete", -1n, "forever"],
    ["compact", 604_800_000n, "compact"],
    ["compact,delete", 604_800_000n, "compact, 7 d"],
    ["delete, compact", 3_600_000n, "compact, 1 h"],
    [null, null, "—"],
  ])("%s with %s", (policy, ms, words) => expect(text(policy, ms)).toBe(words));

  test("offsets count records only where nothing is compacted away", () => {
    expect(spanIsRecords({ cleanupPolicy: "delete" })).toBe(true);
    expect(spanIsRecords({ cleanupPolicy: "compact,delete" })).toBe(false);
    expect(spanIsRecords({ cleanupPolicy: null })).toBe(false);
  });
});

describe("health is the worst that is true", () => {
  test.each([
    [{}, "Healthy"],
    [{ underReplicatedPartitions: 2 }, "2 under-repl."],
    [{ underReplicatedPartitions: 2, underMinIsrPartitions: 1 }, "1 below min ISR"],
    [{ underReplicatedPartitions: 2, underMinIsrPartitions: 1, offlinePartitions: 1 }, "1 offline"],
    [{ underMinIsrPartitions: null }, "Healthy"],
  ])("%o", (over, words) => expect(topicHealth(topicRow(over)).text).toBe(words));
});

describe("the slowest group", () => {
  test("is the one with the largest lag, and none where nobody is behind", () => {
    expect(slowestOf([{ lag: 3n }, { lag: 40n }, { lag: null }])?.lag).toBe(40n);
    expect(slowestOf([{ lag: 0n }, { lag: null }])).toBeNull();
  });
});

describe("what cannot be done says why", () => {
  test("records of a compacted topic cannot be deleted", () => {
    expect(truncateBlocked({ cleanupPolicy: "compact" })).toContain("cleanup.policy");
    expect(truncateBlocked({ cleanupPolicy: "compact,delete" })).toBeUndefined();
  });
  test("a read-only cluster is named", () => {
    expect(changeBlocked({ name: "prod", readOnly: true })).toContain("prod");
    expect(changeBlocked({ name: "prod", readOnly: false })).toBeUndefined();
  });
  test.each([
    ["production", true],
    ["Prod", true],
    ["preprod", false],
    [null, false],
  ])("%s is production: %s", (environment, is) => expect(isProduction(environment)).toBe(is));
});
