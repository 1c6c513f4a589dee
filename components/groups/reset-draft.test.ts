import { describe, expect, it } from "vitest";
import {
  asShown,
  changeKey,
  firstDraft,
  keptTopics,
  type ResetDraft,
  type ResetKind,
  resetBody,
  resetSum,
} from "./reset-draft";

const draft = (kind: ResetKind, text = "", more: Partial<ResetDraft> = {}): ResetDraft => ({
  ...firstDraft,
  kind,
  texts: { ...firstDraft.texts, [kind]: text },
  ...more,
});
const change = (before: bigint | null, after: bigint | null, more = {}) => ({
  topic: "t",
  partition: 0,
  before,
  after,
  lagAfter: null,
  clamped: false,
  error: null,
  earliest: 0n,
  latest: 100n,
  ...more,
});

describe("what was typed, as the API takes it", () => {
  it.each([
    [draft("earliest"), "earliest"],
    [draft("offset", "0042"), { offset: "42" }],
    [draft("shift", "-1,000"), { shift: "-1000" }],
    [draft("shift", "+5"), { shift: "5" }],
    [draft("time", "2026-07-14 10:00"), { time: Date.UTC(2026, 6, 14, 10) }],
    [draft("time", "90 min"), { ago: "PT1H30M" }],
    [draft("ago", "1 h 30 min ago"), { ago: "PT1H30M" }],
    [draft("ago", "-2d"), { ago: "P2D" }],
    [draft("ago", "pt15m"), { ago: "PT15M" }],
    [draft("time", "1784023200000"), { time: 1_784_023_200_000 }],
    [draft("group", " other "), { group: "other" }],
    [draft("file", "t,0,5"), { offsets: [{ topic: "t", partition: 0, offset: "5" }] }],
  ])("%j", (given, to) => {
    expect(resetBody(given, "g")).toEqual({ body: { to } });
  });

  it("on the topics that were named", () => {
    expect(resetBody(draft("latest", "", { topics: ["t", "u"] }), "g")).toEqual({
      body: { to: "latest", topics: [{ topic: "t" }, { topic: "u" }] },
    });
  });

  it.each([
    draft("offset", "-1"),
    draft("shift", "0"),
    draft("time", "soon"),
    draft("group"),
    draft("file", "t"),
    draft("ago", "2 parsecs"),
    draft("ago", "0 s"),
  ])("says what is missing: %j", (given) => {
    expect(resetBody(given, "g")).toHaveProperty("problem");
  });
});

it("a plan is summed up by the way its partitions go, and applied as it was shown", () => {
  const changes = [
    change(50n, 10n),
    change(50n, 90n, { partition: 1, clamped: true }),
    change(null, 3n, { partition: 2 }),
    change(7n, 7n, { partition: 3 }),
    change(7n, null, { partition: 4, error: "no" }),
  ];
  expect(resetSum(changes)).toEqual({
    back: { partitions: 1, records: 40n },
    forward: { partitions: 1, records: 40n },
    first: 1,
    stays: 1,
    clamped: 1,
    failed: 1,
  });
  expect(asShown(changes)).toEqual({
    to: { offsets: [10, 90, 3, 7].map((offset, partition) => ({ topic: "t", partition, offset: `${offset}` })) },
  });
  expect(asShown([change(7n, null, { error: "no" })])).toBeNull();
});

it("a plan of which partitions were ticked off is told topic by topic", () => {
  const changes = [
    change(1n, 2n),
    change(1n, 2n, { partition: 1 }),
    change(1n, 2n, { topic: "u" }),
    change(1n, 2n, { topic: "v" }),
  ];
  expect(keptTopics(changes, new Set())).toBeNull();
  const left = new Set([changeKey({ topic: "t", partition: 0 }), changeKey({ topic: "v", partition: 0 })]);
  expect(keptTopics(changes, left)).toEqual([{ topic: "t", partitions: [1] }, { topic: "u" }]);
});
