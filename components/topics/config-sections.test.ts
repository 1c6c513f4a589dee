import { expect, test } from "vitest";
import { configRow } from "./config.fixtures";
import { foundConfigs, sectionsOf } from "./config-sections";

const rows = [
  configRow("retention.ms", "604800000", { source: "DYNAMIC_TOPIC_CONFIG", documentation: "How long a log is kept." }),
  configRow("compression.type", "producer"),
  configRow("min.insync.replicas", "2"),
  configRow("remote.storage.enable", "false"),
];
const names = (search: string, changed = false) => foundConfigs(rows, search, changed).map(({ name }) => name);

test("configs stand under the question they answer", () => {
  expect(sectionsOf(rows).map(({ title, rows: [first] }) => [title, first?.name])).toEqual([
    ["Retention", "retention.ms"],
    ["Records", "compression.type"],
    ["Durability", "min.insync.replicas"],
    ["Other", "remote.storage.enable"],
  ]);
});

test("found by name, by raw or readable value, by documentation", () => {
  expect(names("insync")).toEqual(["min.insync.replicas"]);
  expect(names("6048")).toEqual(["retention.ms"]);
  expect(names("7 d")).toEqual(["retention.ms"]);
  expect(names("LOG kept")).toEqual(["retention.ms"]);
  expect(names("")).toHaveLength(4);
});

test("only what is set on the topic", () => expect(names("", true)).toEqual(["retention.ms"]));
