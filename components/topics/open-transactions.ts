import { useState } from "react";
import type { TopicDetail, TopicPartitionRow } from "@/lib/api/topics";

type Ends = Pick<TopicPartitionRow, "partition" | "latest" | "lastStable">;

/**
 * Partitions whose last stable offset still lies before the end of an earlier answer: a transaction is open there. In one
 * answer alone the two differ by what was written between the asking of the one and of the other.
 */
export function heldBack(earlier: readonly Ends[], now: readonly Ends[]): ReadonlySet<number> {
  const ends = new Map(earlier.map(({ partition, latest }) => [partition, latest]));
  const held = now.filter(({ partition, lastStable }) => {
    const end = ends.get(partition) ?? null;
    return end !== null && lastStable !== null && lastStable < end;
  });
  return new Set(held.map(({ partition }) => partition));
}

/** The same between the answers a page sees; empty until the second. */
export function useHeldBack(topic: Pick<TopicDetail, "asOf" | "partitions">): ReadonlySet<number> {
  const [seen, see] = useState({ topic, held: new Set<number>() as ReadonlySet<number> });
  if (seen.topic.asOf !== topic.asOf) see({ topic, held: heldBack(seen.topic.partitions, topic.partitions) });
  return seen.held;
}
