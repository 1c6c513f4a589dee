import { expect, test } from "vitest";
import { stateWord, typeWord } from "./group-state";
import { trendWords } from "./trend-words";

test("the trend is a word with its pace, and nothing where it was not measured", () => {
  expect(trendWords(31_000n, 1400)).toEqual({ text: "growing 1.4 k/min", tone: "warn" });
  expect(trendWords(8000n, -800)).toEqual({ text: "draining 800 /min" });
  expect(trendWords(8000n, 2)).toEqual({ text: "steady" });
  expect(trendWords(0n, 0)).toEqual({ text: "keeps up" });
  expect(trendWords(8000n, null)).toBeNull();
});

test("states keep a word of their own; a state from a later Kafka is shown as it is named", () => {
  expect(stateWord("PreparingRebalance")).toMatchObject({ word: "Rebalancing", tone: "warn" });
  expect(stateWord("Hibernating")).toMatchObject({ word: "Hibernating", tone: "info" });
});

test("Connect workers are told apart from consumers of the classic protocol", () => {
  expect(typeWord("classic", "connect").word).toBe("connect");
  expect(typeWord("classic", "consumer").word).toBe("classic");
});
