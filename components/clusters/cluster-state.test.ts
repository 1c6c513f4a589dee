import { expect, test } from "vitest";
import { clusterState } from "./cluster-state";

const unreachable = (message: string, hint: string | null = null) =>
  clusterState({
    status: "unreachable",
    error: { code: "unreachable", message, hint },
    offlinePartitions: null,
    underReplicatedPartitions: null,
  });

test.each([
  ["No connection to 127.0.0.1:9: nothing listens there (connection refused).", "Refused"],
  ["No connection to kafka.nowhere:9092: the host name was not found.", "Name not found"],
  ["127.0.0.1:19392 expects TLS.", "TLS mismatch"],
  ["127.0.0.1:19192 does not use SASL.", "SASL mismatch"],
  ["127.0.0.1:19192 did not accept the credentials (SCRAM-SHA-512).", "Sign-in failed"],
  ["The broker refused the credentials: SASL authentication failed.", "Sign-in failed"],
  [
    "The cluster answers at 10.0.0.1:9092, but broker 1 advertises itself as kafka:9092, and the host name was not found",
    "Wrong listener",
  ],
  ["Nobody at 10.0.0.1:9092 answered within 1.5 s.", "No answer"],
  ["Something else.", "Unreachable"],
])("%s → %s", (message, word) => {
  expect(unreachable(message)).toMatchObject({ tone: "bad", word, reason: message });
});

test("what the hint knows is used where the sentence is silent", () => {
  expect(unreachable("127.0.0.1:9093 closed the connection.", "The listener may expect TLS.").word).toBe(
    "TLS mismatch",
  );
});

test("degraded is worse when partitions are offline; healthy says nothing more", () => {
  const facts = { error: null, underReplicatedPartitions: 2 };
  expect(clusterState({ ...facts, status: "degraded", offlinePartitions: 0 }).tone).toBe("warn");
  expect(clusterState({ ...facts, status: "degraded", offlinePartitions: 1 }).tone).toBe("bad");
  expect(clusterState({ ...facts, status: "ok", offlinePartitions: 0 })).toEqual({
    tone: "calm",
    word: "Healthy",
    reason: null,
    hint: null,
  });
});
