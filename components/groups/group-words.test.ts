import { expect, test } from "vitest";
import { stateWord, typeWord } from "./group-state";
import { countText, perMinuteText } from "./trend-words";

test("a pace is no more exact than a slope can be", () => {
  expect(perMinuteText(1432)).toBe("1.4 k/min");
  expect(perMinuteText(-3.4)).toBe("3 /min");
  expect(countText(31_000n)).toBe("31 k");
});

test("states keep a word of their own; a state from a later Kafka is shown as it is named", () => {
  expect(stateWord("PreparingRebalance")).toMatchObject({ word: "Rebalancing", tone: "warn" });
  expect(stateWord("Hibernating")).toMatchObject({ word: "Hibernating", tone: "info" });
});

test("Connect workers are told apart from consumers of the classic protocol", () => {
  expect(typeWord("classic", "connect").word).toBe("connect");
  expect(typeWord("classic", "consumer").word).toBe("classic");
});
