import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Finding } from "@/lib/api/clusters";
import { bySeverity, findingKindNames, findingWord, severityCounts, subjectText, wayOn } from "./finding-words";

test("every kind the server looks for has its words, and no other has", () => {
  const source = readFileSync("server/clusters/finding-kinds.ts", "utf8");
  const list = /findingKinds = \[([^\]]*)\]/.exec(source)?.[1] ?? "";
  const served = [...list.matchAll(/"([a-z-]+)"/g)].map((match) => match[1]);
  expect(served.length).toBeGreaterThan(10);
  expect([...findingKindNames].sort()).toEqual([...served].sort());
});

test("an unknown kind stays readable", () => {
  expect(findingWord("disk-on-fire")).toBe("Disk on fire");
});

const finding = (severity: Finding["severity"], subject: Finding["subject"], href = "/c/x/topics"): Finding => ({
  severity,
  kind: "single-copy",
  subject,
  message: "",
  href,
  since: null,
});

test("the worst come first and keep the order they came in", () => {
  const list = [
    finding("info", { type: "topic", name: "a" }),
    finding("bad", { type: "topic", name: "b" }),
    finding("info", { type: "topic", name: "c" }),
  ];
  expect(bySeverity(list).map(({ subject }) => subject.name)).toEqual(["b", "a", "c"]);
  expect(severityCounts(list)).toEqual({ bad: 1, warn: 0, info: 2 });
});

test("the way on says where it leads", () => {
  expect(wayOn(finding("bad", { type: "partition", name: "a-0" }))).toBe("Partition");
  expect(wayOn(finding("bad", { type: "cluster", name: "x" }, "/c/x/brokers"))).toBe("Brokers");
  expect(subjectText({ type: "broker", name: "3" })).toBe("broker 3");
});
