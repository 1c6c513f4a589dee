import { expect, test } from "vitest";
import { fromBrokerChain, inheritedConfig } from "./config-inherited.ts";

const dynamic = { value: "2", source: "DYNAMIC_TOPIC_CONFIG" };
const preset = { value: "1", source: "DEFAULT_CONFIG" };

test("a config that is not set on the topic keeps its value when it is reset", () => {
  expect(inheritedConfig("topic", { ...preset, synonyms: [preset] })).toEqual(preset);
  expect(inheritedConfig("topic", { ...preset, synonyms: [] })).toEqual(preset);
});

test("one that is set falls back to the next layer", () => {
  const cluster = { value: "3", source: "DYNAMIC_DEFAULT_BROKER_CONFIG" };
  expect(inheritedConfig("topic", { ...dynamic, synonyms: [dynamic, cluster, preset] })).toEqual(cluster);
  expect(inheritedConfig("topic", { ...dynamic, synonyms: [dynamic] })).toBeNull();
});

test("a broker's own dynamic value is what its reset takes away", () => {
  const own = { value: "9", source: "DYNAMIC_BROKER_CONFIG" };
  expect(inheritedConfig("broker", { ...own, synonyms: [own, preset] })).toEqual(preset);
});

test("the finest unit a broker sets wins, in milliseconds", () => {
  const broker = (values: Record<string, string | null>) =>
    new Map(Object.entries(values).map(([name, value]) => [name, { value, source: "STATIC_BROKER_CONFIG" }]));
  const retention = (values: Record<string, string | null>) => fromBrokerChain("retention.ms", broker(values))?.value;
  expect(retention({ "log.retention.ms": null, "log.retention.hours": "168" })).toBe("604800000");
  expect(retention({ "log.retention.minutes": "5", "log.retention.hours": "168" })).toBe("300000");
  expect(retention({ "log.retention.ms": "7", "log.retention.hours": "168" })).toBe("7");
  expect(retention({ "log.retention.hours": "-1" })).toBe("-1");
  expect(retention({})).toBeUndefined();
  expect(fromBrokerChain("max.message.bytes", broker({ "message.max.bytes": "1" }))).toBeNull();
});
