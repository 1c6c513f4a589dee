import { expect, test } from "vitest";
import { brokerState, evenShare, isUneven } from "./broker-state";

const dir = { path: "/d1", sizeBytes: 1n, totalBytes: 10n, usableBytes: 5n, error: null, replicaCount: 1 };
const broker = { id: 2, isAnswering: true, isFenced: false, logDirs: [dir] };

test("a broker that is well is up; one that does not answer says why", () => {
  expect(brokerState(broker, [])).toEqual({ tone: "calm", word: "Up", reason: null, hint: null });
  const problem = {
    target: "broker 2",
    code: "unreachable" as const,
    message: "Nothing listens there.",
    hint: "Start it.",
  };
  expect(brokerState({ ...broker, isAnswering: false }, [problem])).toEqual({
    tone: "bad",
    word: "Not answering",
    reason: "Nothing listens there.",
    hint: "Start it.",
  });
  expect(brokerState({ ...broker, id: 3, isAnswering: false }, [problem]).reason).toMatch(/did not answer/);
});

test("a failed log directory and a fence are said", () => {
  expect(brokerState({ ...broker, logDirs: [{ ...dir, error: "KAFKA_STORAGE_ERROR" }] }, [])).toMatchObject({
    word: "Log dir failed",
    reason: "/d1: KAFKA_STORAGE_ERROR",
  });
  expect(brokerState({ ...broker, isFenced: true }, []).word).toBe("Fenced");
});

test("leaders are compared with an even share of the brokers that answer", () => {
  const row = (leaderCount: number | null, isAnswering = true) => ({ leaderCount, isAnswering });
  expect(evenShare([row(10), row(20), row(0, false)])).toBe(15);
  expect(evenShare([row(null)])).toBeNull();
  expect(isUneven(30, 15)).toBe(true);
  expect(isUneven(9, 4)).toBe(false);
});
