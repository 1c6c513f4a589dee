import type { TopicDetail, TopicPartitionRow } from "@/lib/api/topics";
import { plural } from "@/lib/format/count";
import { listWords } from "./list-words";
import { statesOf } from "./partition-state";
import type { Verdict } from "./verdict-head";

type Topic = Pick<TopicDetail, "partitions" | "minInsyncReplicas" | "replicationFactor">;

/** How a topic's partitions are, in a sentence, and what follows from it. */
export function topicVerdict(topic: Topic): Verdict {
  const { partitions } = topic;
  const states = statesOf(topic);
  const offline = states.offline.length;
  const refusing = states["under-min-isr"].length;
  const thin = states["under-replicated"].length;
  const away = states["not-preferred"].length;
  if (offline > 0)
    return {
      tone: "bad",
      before: `${offline} of ${plural(partitions.length, "partition")} ${isAre(offline)}`,
      strong: "offline",
      after: tail(
        refusing > 0 && `${refusing} refuse${refusing === 1 ? "s" : ""} writes`,
        thin > 0 && `${thin} ${isAre(thin)} under-replicated`,
      ),
      why: [...offlineWhy(states.offline), ...minIsrWhy(topic, states["under-min-isr"]), ...missingWhy(partitions)],
    };
  if (refusing > 0)
    return {
      tone: "bad",
      before: `${refusing} of ${plural(partitions.length, "partition")}`,
      strong: `refuse${refusing === 1 ? "s" : ""} writes`,
      after: tail(thin > 0 && `${thin} more ${isAre(thin)} under-replicated`),
      why: [...minIsrWhy(topic, states["under-min-isr"]), ...missingWhy(partitions)],
    };
  if (thin > 0)
    return {
      tone: "warn",
      before: `${thin} of ${plural(partitions.length, "partition")} ${isAre(thin)}`,
      strong: "under-replicated",
      why: [
        ...missingWhy(partitions),
        "They take writes and reads, but survive fewer failures until the replicas catch up.",
      ],
    };
  return {
    tone: "ok",
    before:
      partitions.length === 1 ? "The one partition is in sync" : `All ${partitions.length} partitions are in sync`,
    after: away > 0 ? `, ${away} ${isAre(away)} led by another broker than preferred` : "",
    why: [...toleranceWhy(topic), ...(away > 0 ? [awayWhy(states["not-preferred"])] : [])],
  };
}

function isAre(count: number): "is" | "are" {
  return count === 1 ? "is" : "are";
}

function tail(...parts: (string | false)[]): string {
  const said = parts.filter((part) => part !== false);
  return said.length === 0 ? "" : `, ${said.join(", ")}`;
}

function offlineWhy(offline: readonly number[]): string[] {
  const one = offline.length === 1;
  return [
    `${named(offline)} ${one ? "has" : "have"} no leader, so ${one ? "it" : "they"} can be neither written nor read until one of the replicas that ${one ? "was" : "were"} in sync is back.`,
  ];
}

function minIsrWhy({ partitions, minInsyncReplicas }: Topic, refusing: readonly number[]): string[] {
  return partitions
    .filter(({ partition }) => refusing.includes(partition))
    .slice(0, 3)
    .map(
      ({ partition, isr }) =>
        `Partition ${partition} has ${plural(isr.length, "in-sync replica")} of the ${minInsyncReplicas} that acks=all needs, so producers get NOT_ENOUGH_REPLICAS.`,
    );
}

/** Which brokers are behind, because one broker is usually behind in many partitions. */
function missingWhy(partitions: readonly TopicPartitionRow[]): string[] {
  const missing = new Map<number, { partitions: number[]; offline: boolean }>();
  for (const { partition, replicas, isr, offlineReplicas } of partitions) {
    for (const broker of replicas) {
      if (isr.includes(broker)) continue;
      const at = missing.get(broker) ?? { partitions: [], offline: false };
      at.partitions.push(partition);
      at.offline ||= offlineReplicas.includes(broker);
      missing.set(broker, at);
    }
  }
  return [...missing].map(
    ([broker, at]) =>
      `Broker ${broker} ${at.offline ? "is offline" : "is out of sync"} for ${named(at.partitions).replace(/^P/, "p")}.`,
  );
}

function toleranceWhy({ replicationFactor, minInsyncReplicas }: Topic): string[] {
  if (replicationFactor === 1)
    return [
      "There is a single copy of every record: when its broker fails, the partition is offline, and with the disk the data is gone.",
    ];
  if (minInsyncReplicas === null) return [];
  const needed = Math.min(minInsyncReplicas, replicationFactor);
  const spare = replicationFactor - needed;
  return [
    spare === 0
      ? `acks=all needs all ${replicationFactor} replicas: when one broker stops, such writes are refused.`
      : `acks=all needs ${needed} of ${replicationFactor} replicas: ${spare === 1 ? "one broker" : `${spare} brokers`} may stop and writes go on.`,
  ];
}

function awayWhy(away: readonly number[]): string {
  return `Leadership of ${named(away).replace(/^P/, "p")} returns to the preferred replica when leaders are balanced.`;
}

function named(partitions: readonly number[]): string {
  return `${partitions.length === 1 ? "Partition" : "Partitions"} ${listWords(partitions.map(String))}`;
}
