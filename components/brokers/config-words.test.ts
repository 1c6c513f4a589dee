import { expect, test } from "vitest";
import type { ConfigRow } from "@/lib/api/configs";
import { foundConfigs, isChanged, readableValue } from "./config-words";

const row = (name: string, more: Partial<ConfigRow> = {}): ConfigRow => ({
  name,
  value: "1",
  source: "DEFAULT_CONFIG",
  inherited: null,
  type: "INT",
  readOnly: false,
  sensitive: false,
  documentation: null,
  synonyms: [],
  ...more,
});

test("every word has to be found, in the name, the value or the documentation", () => {
  const rows = [
    row("log.retention.ms", { documentation: "How long records are kept" }),
    row("log.dirs", { value: "/data", source: "STATIC_BROKER_CONFIG" }),
  ];
  const names = (query: string, only = false) => foundConfigs(rows, query, only).map(({ name }) => name);
  expect(names("log KEPT")).toEqual(["log.retention.ms"]);
  expect(names("/data")).toEqual(["log.dirs"]);
  expect(names("log")).toHaveLength(2);
  expect(names("log", true)).toEqual(["log.dirs"]);
});

test("what nobody set is not a change", () => {
  expect(isChanged(row("a"))).toBe(false);
  expect(isChanged(row("a", { source: "DYNAMIC_DEFAULT_BROKER_CONFIG" }))).toBe(true);
});

test("long numbers are grouped for the eye", () => {
  expect(readableValue("604800000")).toBe("604,800,000");
  expect(readableValue("1000")).toBe("1000");
  expect(readableValue("0.0.0.0:9092")).toBe("0.0.0.0:9092");
});
