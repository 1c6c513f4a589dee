import { expect, test } from "vitest";
import { statusWords } from "./status-words";

const row = { lag: 0n as bigint | null, lagGrowthPerMinute: 0 as number | null, status: "ok" as string | null };
const say = (more: Partial<Parameters<typeof statusWords>[0]>) => {
  const words = statusWords({ ...row, ...more });
  return words && `${words.tone}: ${words.text}`;
};

test("a group's status in a word or two", () => {
  expect(say({})).toBe("calm: Keeps up");
  expect(say({ lag: 5000n, lagGrowthPerMinute: 7200, status: "warning" })).toBe("warn: Falls behind, +120/s");
  expect(say({ lag: 5000n, lagGrowthPerMinute: 42, status: "stopped" })).toBe("bad: Stopped, +42/min");
  expect(say({ lag: 5000n, status: "stalled" })).toBe("bad: Stalled");
  expect(say({ lag: 5000n, lagGrowthPerMinute: -3000, forecast: { kind: "clear", ms: 100_000 } })).toBe(
    "calm: Clear in 100 s",
  );
  expect(say({ lag: 5000n })).toBe("calm: Holds its distance");
  expect(say({ lag: null, lagGrowthPerMinute: null, status: null })).toBeNull();
});
