import type { MapBroker } from "@/components/kafka/replica-columns";
import type { BrokerRow } from "@/lib/api/brokers";
import type { TopicPartitionRow } from "@/lib/api/topics";

/** Beyond this many brokers only those that hold a replica are drawn. */
const most = 12;

/**
 * The brokers of the map: all of a small cluster, so that it shows who holds nothing; of a large one only the holders.
 * A broker that holds replicas but is not in the list any more is drawn as well.
 */
export function brokersOf(
  partitions: readonly Pick<TopicPartitionRow, "replicas" | "offlineReplicas">[],
  brokers: readonly Pick<BrokerRow, "id" | "rack" | "isAnswering">[] | undefined,
): MapBroker[] {
  const holders = new Set(partitions.flatMap(({ replicas }) => replicas));
  const offline = new Set(partitions.flatMap(({ offlineReplicas }) => offlineReplicas));
  const known = new Map((brokers ?? []).map((broker) => [broker.id, broker]));
  const ids = new Set([...holders, ...known.keys()]);
  return [...ids]
    .filter((id) => ids.size <= most || holders.has(id))
    .sort((a, b) => a - b)
    .map((id) => {
      const broker = known.get(id);
      const isGone = brokers !== undefined && (broker === undefined || !broker.isAnswering);
      return {
        id,
        rack: broker?.rack ?? null,
        ...(isGone ? { tone: "bad" as const } : offline.has(id) ? { tone: "warn" as const } : {}),
      };
    });
}
