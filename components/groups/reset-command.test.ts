import { expect, it } from "vitest";
import { resetCommand } from "./reset-command";
import type { ResetBody } from "./reset-draft";

const group = { type: "classic", id: "g 1" } as const;

it.each([
  [{ to: "earliest" as const }, ["--all-topics", "--to-earliest"]],
  [{ to: { time: Date.UTC(2026, 6, 14, 9, 20) } }, ["--to-datetime 2026-07-14T09:20:00.000"]],
  [{ to: { shift: "-5" }, topics: [{ topic: "t", partitions: [0, 2] }] }, ["--topic t:0,2", "--shift-by -5"]],
  [{ to: { ago: "PT15M" }, topics: [{ topic: "t" }] }, ["--topic t", "--by-duration PT15M"]],
  [{ to: { group: "other" } }, ["--from-file offsets.csv"]],
])("%j is what Kafka's tool would be told", (body, parts) => {
  const command = resetCommand(group, body, ["k:9092"]);
  for (const part of ["kafka-consumer-groups.sh", "--group 'g 1'", "--reset-offsets", "--execute", ...parts])
    expect(command).toContain(part);
});

it.each<["streams" | "share", ResetBody, ...string[]]>([
  ["streams", { to: "latest" as const }, "kafka-streams-groups.sh", "--all-input-topics"],
  ["streams", { to: "latest" as const, topics: [{ topic: "t", partitions: [1] }] }, "--input-topic t:1"],
  ["share", { to: "latest" as const }, "kafka-share-groups.sh", "--all-topics"],
])("a %s group has a tool of its own", (type, body, ...parts) => {
  for (const part of parts) expect(resetCommand({ ...group, type }, body, ["k:9092"])).toContain(part);
});

it("what the tool for share groups cannot say has no command", () => {
  const share = { type: "share", id: "s" } as const;
  expect(resetCommand(share, { to: { shift: "1" } }, ["k:9092"])).toBeNull();
  expect(resetCommand(share, { to: "latest", topics: [{ topic: "t", partitions: [1] }] }, ["k:9092"])).toBeNull();
});
