import { configBytes } from "@/lib/format/bytes";
import { readableValue } from "./config-value";
import { policiesOf } from "./keeps";

/** What follows from a change. `destroys`: records can be lost by it, which nobody brings back. */
export type Effect = { text: string; tone: "plain" | "warn" | "bad"; destroys?: true };

export type EffectContext = { replicationFactor: number; partitionCount: number };

const forever = 9_223_372_036_854_775_807n;

/** The effect of the configs people change most, in words; null where the documentation has to do. */
export function effectOf(name: string, before: string | null, after: string | null, at: EffectContext): Effect | null {
  if (after === null) return null;
  const words = readableValue(name, after) ?? after;
  const [from, to] = [limitOf(before), limitOf(after)];
  switch (name) {
    case "retention.ms":
      if (from === null || to === null || from === to) return null;
      return to < from
        ? {
            text: `Records older than ${words} are deleted, whole closed segments at a time, from the broker's next look on (every 5 min unless changed).`,
            tone: "bad",
            destroys: true,
          }
        : {
            text: `Records stay longer and the topic grows. What is already deleted does not come back.`,
            tone: "plain",
          };
    case "retention.bytes":
      if (from === null || to === null || from === to) return null;
      return to < from
        ? {
            text: `Each partition keeps about ${words}, so ${atMost(to, at)} on all replicas; older segments beyond that are deleted.`,
            tone: "bad",
            destroys: true,
          }
        : { text: "Partitions may grow larger before their oldest segments go.", tone: "plain" };
    case "cleanup.policy":
      return policyEffect(before, after);
    case "min.insync.replicas":
      return minIsrEffect(before, after, at);
    case "compression.type":
      return after === "producer"
        ? { text: "Batches are kept as producers compressed them.", tone: "plain" }
        : {
            text: `Brokers recompress what arrives otherwise than ${after}, which costs them CPU. Records that are there stay as they are.`,
            tone: "plain",
          };
    case "max.message.bytes":
      if (from === null || to === null || from === to) return null;
      return to < from
        ? {
            text: `Producers are refused larger batches with MESSAGE_TOO_LARGE. What is there stays.`,
            tone: "warn",
          }
        : {
            text: "Producers need max.request.size as large, and memory on brokers and consumers grows with it.",
            tone: "plain",
          };
    case "segment.bytes":
    case "segment.ms":
      return {
        text: "Segments that exist keep their size. Retention and compaction work on closed segments only, so this also sets how late they come.",
        tone: "plain",
      };
    case "delete.retention.ms":
      return {
        text: `Tombstones of a compacted topic stay for ${words}: a reader that is slower than that misses deletions.`,
        tone: "plain",
      };
    case "min.compaction.lag.ms":
      return { text: `Records are not compacted before they are ${words} old.`, tone: "plain" };
    case "max.compaction.lag.ms":
      return { text: `Records are compacted at the latest when they are ${words} old.`, tone: "plain" };
    case "unclean.leader.election.enable":
      return after === "true"
        ? {
            text: "A replica that is out of sync may become leader when no other is left: records that were acknowledged can be lost.",
            tone: "bad",
            destroys: true,
          }
        : {
            text: "A partition without an in-sync replica stays offline until one is back, instead of losing records.",
            tone: "plain",
          };
    case "message.timestamp.type":
      return after === "LogAppendTime"
        ? {
            text: "From now on brokers stamp records with their own clock; the producer's time is not kept.",
            tone: "warn",
          }
        : { text: "From now on records carry the time their producer gave them.", tone: "plain" };
    case "flush.ms":
    case "flush.messages":
      return { text: "Forced flushes slow writes down; replication is what keeps records safe.", tone: "warn" };
    default:
      return null;
  }
}

/** A limit to compare by: -1 is none at all. */
function limitOf(value: string | null): bigint | null {
  if (value === null || !/^-?\d{1,19}$/.test(value)) return null;
  const number = BigInt(value);
  return number < 0n ? forever : number;
}

function atMost(perPartition: bigint, at: EffectContext): string {
  return `at most about ${configBytes(perPartition * BigInt(at.partitionCount) * BigInt(at.replicationFactor))}`;
}

function policyEffect(before: string | null, after: string): Effect | null {
  const was = policiesOf(before ?? "");
  const is = policiesOf(after);
  const compacts = is.includes("compact") && !was.includes("compact");
  const deletes = is.includes("delete") && !was.includes("delete");
  const sentences = [
    compacts
      ? "Of every key only the newest record is sure to stay, and records without a key are refused from now on (INVALID_RECORD)."
      : "",
    deletes ? "Records beyond retention are deleted, also the newest of their key." : "",
    was.includes("delete") && !is.includes("delete") ? "Age and size delete nothing any more." : "",
    was.includes("compact") && !is.includes("compact") ? "Keys are no longer cleaned up." : "",
  ].filter((sentence) => sentence !== "");
  if (sentences.length === 0) return null;
  return compacts || deletes
    ? { text: sentences.join(" "), tone: "bad", destroys: true }
    : { text: sentences.join(" "), tone: "plain" };
}

function minIsrEffect(before: string | null, after: string, { replicationFactor }: EffectContext): Effect | null {
  if (!/^\d{1,5}$/.test(after)) return null;
  const to = Number(after);
  if (to > replicationFactor)
    return {
      text: `The topic has ${replicationFactor} ${replicationFactor === 1 ? "replica" : "replicas"}: Kafka asks acks=all for all of them, and one that stops refuses such writes.`,
      tone: "warn",
    };
  if (to === replicationFactor && to > 1)
    return { text: "Every replica is needed: when one broker stops, writes with acks=all are refused.", tone: "warn" };
  if (before !== null && to < Number(before))
    return {
      text: `Writes with acks=all are taken with ${to === 1 ? "a single copy" : `${to} copies`}: fewer failures lose what was acknowledged.`,
      tone: "warn",
    };
  return {
    text: `Writes with acks=all need ${to} of ${replicationFactor} replicas in sync, else producers get NOT_ENOUGH_REPLICAS.`,
    tone: "plain",
  };
}
