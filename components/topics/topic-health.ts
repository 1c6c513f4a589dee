import type { Tone } from "@/components/ui/status";
import type { TopicRow } from "@/lib/api/topics";
import { grouped } from "@/lib/format/figure";

type Health = Pick<TopicRow, "offlinePartitions" | "underMinIsrPartitions" | "underReplicatedPartitions">;

/** The worst that is true of a topic's partitions, in two words; `tip` is the sentence. */
export function topicHealth(row: Health): { tone: Tone; text: string; tip: string } {
  const { offlinePartitions: offline, underReplicatedPartitions: thin } = row;
  const under = row.underMinIsrPartitions ?? 0;
  if (offline > 0)
    return {
      tone: "bad",
      text: `${grouped(offline)} offline`,
      tip: "Partitions without a leader can be neither written nor read.",
    };
  if (under > 0)
    return {
      tone: "bad",
      text: `${grouped(under)} below min ISR`,
      tip: "Writes with acks=all are refused: fewer replicas are in sync than min.insync.replicas asks for.",
    };
  if (thin > 0)
    return {
      tone: "warn",
      text: `${grouped(thin)} under-repl.`,
      tip: "Partitions with fewer replicas in sync than they have. They work, but survive fewer failures.",
    };
  return { tone: "calm", text: "Healthy", tip: "Every partition has a leader and all of its replicas in sync." };
}

export function isTroubled(row: Health): boolean {
  return topicHealth(row).tone !== "calm";
}
