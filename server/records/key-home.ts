import type { FilterQuery } from "../../lib/api/messages.ts";
import { partitionForKey } from "../../lib/kafka/murmur2.ts";
import type { Topic } from "../kafka/cluster.ts";
import { keyBytes } from "./filter/filter-spec.ts";

/** The one partition to look in for a key, where that is asked for, and what a person should know about it. */
export function keyHome(
  topic: Topic,
  query: Pick<FilterQuery, "key" | "keyEncoding" | "keyPartition"> & { partitions?: readonly number[] | undefined },
): { partition: number; note: string } | null {
  const key = keyBytes(query);
  if (!query.keyPartition || key === null) return null;
  const count = topic.partitions.length;
  const partition = partitionForKey(key, count);
  const words = `The key is looked for in partition ${partition} alone, where Java's default partitioner puts it among ${count}`;
  const note =
    query.partitions && !query.partitions.includes(partition)
      ? `${words}; that is none of the chosen partitions, so nothing is read.`
      : `${words}; other producers, and times when the topic had fewer partitions, may have put it elsewhere.`;
  return { partition, note };
}
