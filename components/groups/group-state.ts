import type { Tone } from "@/components/ui/status";

export type StateWord = { tone: Tone; word: string; tip: string };

/** Kafka's states as people say them, with what they mean. */
const states: Record<string, StateWord> = {
  Stable: { tone: "calm", word: "Stable", tip: "Its members have their partitions and read." },
  Empty: { tone: "idle", word: "Empty", tip: "It has no members; its committed offsets are kept for a while." },
  PreparingRebalance: {
    tone: "warn",
    word: "Rebalancing",
    tip: "PreparingRebalance: members join or leave, the coordinator waits for all of them.",
  },
  CompletingRebalance: {
    tone: "warn",
    word: "Rebalancing",
    tip: "CompletingRebalance: partitions are being shared out among the members.",
  },
  Assigning: {
    tone: "warn",
    word: "Assigning",
    tip: "The coordinator works out a new assignment; members go on with the old one.",
  },
  Reconciling: {
    tone: "info",
    word: "Reconciling",
    tip: "Members hand over partitions to reach the new assignment; those that keep theirs read on.",
  },
  NotReady: { tone: "warn", word: "Not ready", tip: "A streams group that waits for its internal topics." },
  Dead: { tone: "idle", word: "Dead", tip: "It is being removed." },
};

/** A state this build does not know is shown as Kafka names it. */
export function stateWord(state: string): StateWord {
  return (
    states[state] ?? { tone: "info", word: state || "Unknown", tip: `Kafka calls this state ${state || "unknown"}.` }
  );
}

/** States a list can be filtered by, in Kafka's own words. */
export const stateNames: readonly string[] = Object.keys(states);

export function isRebalancing(state: string): boolean {
  return ["PreparingRebalance", "CompletingRebalance", "Assigning", "Reconciling"].includes(state);
}

/** What kind of group it is, for a column: a Connect worker's group is classic by protocol only. */
export function typeWord(type: string, protocolType: string): { word: string; tip: string } {
  if (protocolType === "connect")
    return {
      word: "connect",
      tip: "The workers of a Kafka Connect cluster. It shares out connectors, not partitions.",
    };
  return typeWords[type] ?? { word: type, tip: `A group of the type ${type}.` };
}

const typeWords: Record<string, { word: string; tip: string }> = {
  classic: {
    word: "classic",
    tip: "The protocol until Kafka 4: one member works out the assignment, all stop meanwhile.",
  },
  consumer: {
    word: "consumer",
    tip: "The protocol of KIP-848: the coordinator assigns, members change over one by one.",
  },
  share: {
    word: "share",
    tip: "A share group (KIP-932): records are handed out one by one and acknowledged, as from a queue.",
  },
  streams: { word: "streams", tip: "A Kafka Streams application that uses the streams protocol (KIP-1071)." },
  unknown: { word: "unknown", tip: "The broker is too old to say which protocol it speaks." },
};
