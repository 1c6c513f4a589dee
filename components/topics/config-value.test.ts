import { describe, expect, test } from "vitest";
import { choicesOf, rawValue, readableValue, valueHint } from "./config-value";

describe("a value for a person", () => {
  test.each([
    ["retention.ms", "604800000", "7 d"],
    ["retention.ms", "-1", "forever"],
    ["retention.bytes", "-1", "unlimited"],
    ["segment.bytes", "1073741824", "1 GiB"],
    ["max.message.bytes", "1048588", "1,048,588 B"],
    ["flush.messages", "9223372036854775807", "never"],
    ["flush.ms", "9223372036854775807", "never"],
    ["message.timestamp.before.max.ms", "9223372036854775807", "no limit"],
    ["local.retention.ms", "-2", "as retention.ms"],
    ["follower.replication.throttled.replicas", "", "empty"],
    ["min.compaction.lag.ms", "0", null],
    ["cleanup.policy", "delete", null],
    ["min.insync.replicas", "2", null],
    ["sasl.jaas.config", null, null],
  ])("%s = %s is %s", (name, value, words) => expect(readableValue(name, value)).toBe(words));
});

describe("what is typed, as Kafka takes it", () => {
  test.each([
    ["retention.ms", "7 d", "604800000"],
    ["retention.ms", "36h", "129600000"],
    ["retention.ms", "1.5 h", "5400000"],
    ["retention.ms", " 604800000 ", "604800000"],
    ["retention.ms", "forever", "-1"],
    ["segment.bytes", "512 MiB", "536870912"],
    ["segment.bytes", "1.5 GiB", "1610612736"],
    ["max.message.bytes", "1MB", "1000000"],
    ["cleanup.policy", "compact", "compact"],
    ["min.insync.replicas", "2", "2"],
    ["retention.ms", "a week", "a week"],
    ["retention.ms", "7 GiB", "7 GiB"],
    ["retention.ms", "0.0001 ms", "0.0001 ms"],
  ])("%s: %s → %s", (name, typed, raw) => expect(rawValue(name, typed)).toBe(raw));

  test("every readable value is read back as the raw one", () => {
    for (const [name, raw] of [
      ["retention.ms", "604800000"],
      ["retention.ms", "-1"],
      ["segment.bytes", "1073741824"],
      ["max.message.bytes", "1048588"],
    ] as const) {
      expect(rawValue(name, readableValue(name, raw) ?? raw)).toBe(raw);
    }
  });
});

test("the hint turns words into numbers and numbers into words", () => {
  expect(valueHint("retention.ms", "7 d")).toBe("= 604800000");
  expect(valueHint("retention.ms", "604800000")).toBe("7 d");
  expect(valueHint("retention.ms", "")).toBeNull();
});

test("few values are chosen, many are typed", () => {
  expect(choicesOf("cleanup.policy", "LIST")).toContain("compact,delete");
  expect(choicesOf("unclean.leader.election.enable", "BOOLEAN")).toEqual(["true", "false"]);
  expect(choicesOf("retention.ms", "LONG")).toBeNull();
});
