import { expect, test } from "vitest";
import type { ConfigRow } from "@/lib/api/configs";
import { brokerDefault } from "./broker-default";

const config = (name: string, value: string | null): ConfigRow => ({
  name,
  value,
  source: "STATIC_BROKER_CONFIG",
  inherited: null,
  type: "STRING",
  readOnly: true,
  sensitive: false,
  documentation: null,
  synonyms: [],
});

test("a default is found under the broker's own name of it", () => {
  const configs = [config("num.partitions", "3"), config("message.max.bytes", "1048588")];
  expect(brokerDefault("partitions", configs)).toBe("3");
  expect(brokerDefault("max.message.bytes", configs)).toBe("1048588");
});

test("retention is told in hours by most brokers, and in milliseconds here", () => {
  const configs = [config("log.retention.ms", null), config("log.retention.hours", "168")];
  expect(brokerDefault("retention.ms", configs)).toBe("604800000");
});

test("what nobody tells is not known", () => {
  expect(brokerDefault("partitions", undefined)).toBeNull();
  expect(brokerDefault("partitions", [])).toBeNull();
});
