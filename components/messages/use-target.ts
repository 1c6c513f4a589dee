"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDeferredValue } from "react";
import { isPlainKind, type Side, sideFault } from "./produce-side";
import { partitionFor } from "./queries";

/** Where a key leads, and how to say it. */
export type Target = { partition: number | null; words: string };

/** A key longer than this does not go into an address. */
const longestKey = 2000;

/** The partition Java's default partitioner gives a key, asked as it is typed. `encoded` = of a key that was encoded to know it. */
export function useTarget(cluster: string, topic: string, key: Side, encoded: number | null = null): Target {
  const text = useDeferredValue(key.kind === "base64" ? key.text.replace(/\s+/g, "") : key.text);
  const canAsk = key.kind !== "null" && isPlainKind(key.kind) && sideFault(key) === null && text.length <= longestKey;
  const { data, error } = useQuery({
    ...partitionFor(cluster, topic, text, key.kind === "base64" ? "base64" : "utf8"),
    enabled: canAsk,
    placeholderData: keepPreviousData,
  });
  if (key.kind === "null") return { partition: null, words: "Without a key records are spread over all partitions." };
  if (!canAsk)
    return {
      partition: encoded,
      words:
        encoded === null
          ? "The key decides, as in Java's default partitioner (murmur2)."
          : `This key leads to partition ${encoded} (murmur2).`,
    };
  if (error)
    return { partition: null, words: `The key decides (murmur2); where it leads is not known: ${error.message}` };
  const partition = data?.partition ?? null;
  return {
    partition,
    words: partition === null ? "Asking where this key leads…" : `This key leads to partition ${partition} (murmur2).`,
  };
}
