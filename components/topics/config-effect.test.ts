import { describe, expect, test } from "vitest";
import { effectOf } from "./config-effect";

const at = { replicationFactor: 3, partitionCount: 6 };
const effect = (name: string, before: string | null, after: string | null) => effectOf(name, before, after, at);

describe("what deletes records says so", () => {
  test.each([
    ["retention.ms", "604800000", "259200000"],
    ["retention.ms", "-1", "604800000"],
    ["retention.bytes", "-1", "1073741824"],
    ["cleanup.policy", "delete", "compact"],
    ["cleanup.policy", "compact", "delete"],
    ["cleanup.policy", "compact", "compact,delete"],
    ["unclean.leader.election.enable", "false", "true"],
  ])("%s from %s to %s", (name, before, after) => {
    expect(effect(name, before, after)).toMatchObject({ tone: "bad", destroys: true });
  });
});

describe("what keeps records does not threaten", () => {
  test.each([
    ["retention.ms", "604800000", "-1"],
    ["retention.ms", "259200000", "604800000"],
    ["retention.bytes", "1073741824", "-1"],
    ["cleanup.policy", "compact,delete", "compact"],
    ["unclean.leader.election.enable", "true", "false"],
  ])("%s from %s to %s", (name, before, after) => {
    const said = effect(name, before, after);
    expect(said).not.toBeNull();
    expect(said?.destroys).toBeUndefined();
  });
});

test("retention is said in its own units, and what all partitions hold together", () => {
  expect(effect("retention.ms", "604800000", "259200000")?.text).toContain("older than 3 d");
  expect(effect("retention.bytes", "-1", "1073741824")?.text).toContain("at most about 18 GiB");
});

test("min.insync.replicas is judged against the replicas there are", () => {
  expect(effect("min.insync.replicas", "2", "4")).toMatchObject({ tone: "warn" });
  expect(effect("min.insync.replicas", "2", "3")?.text).toContain("Every replica is needed");
  expect(effect("min.insync.replicas", "2", "1")?.text).toContain("a single copy");
  expect(effect("min.insync.replicas", "1", "2")).toMatchObject({ tone: "plain" });
});

test("what is no number, or not known, is not judged", () => {
  expect(effect("retention.ms", "604800000", "a week")).toBeNull();
  expect(effect("retention.ms", "604800000", null)).toBeNull();
  expect(effect("min.insync.replicas", "1", "two")).toBeNull();
  expect(effect("preallocate", "false", "true")).toBeNull();
});
