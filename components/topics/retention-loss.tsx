"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { send } from "@/lib/api/call";
import { truncateTopic } from "@/lib/api/topics";
import { plural } from "@/lib/format/count";
import { grouped } from "@/lib/format/figure";
import { topicGroups } from "./queries";
import { removedBy, unreadLost } from "./truncate-plan";

/**
 * How many records a shorter retention would take now, asked as a truncation that is only tried: both look for the first
 * record that is young enough. An upper bound, since the broker keeps the open segment.
 */
export function RetentionLoss({
  cluster,
  topic,
  retentionMs,
}: {
  cluster: string;
  topic: string;
  retentionMs: bigint;
}) {
  // the moment of the first look: a question that moves with the clock would be asked for ever
  const [now] = useState(() => Date.now());
  const time = Math.max(0, now - Number(retentionMs));
  const { data, error } = useQuery({
    queryKey: [cluster, "topics", "truncate", topic, { time }] as const,
    queryFn: () => send(truncateTopic, { cluster, topic }, { before: { time }, dryRun: true }),
    gcTime: 0,
    retry: false,
  });
  const { data: groups } = useQuery(topicGroups(cluster, topic));
  // what cannot be counted is still said in words above
  if (error) return null;
  if (!data) return <p className="muted mt-1">Counting what is older…</p>;
  const removed = removedBy(data.partitions);
  if (removed === 0n) return <p className="soft mt-1">No record is as old as that now.</p>;
  const losers = groups ? unreadLost(data.partitions, groups.items) : [];
  const worst = losers[0];
  return (
    <p className="mt-1">
      <b className="font-semibold">Up to {plural(removed, "record")} now.</b>{" "}
      {worst
        ? `${plural(losers.length, "group")} ${losers.length === 1 ? "has" : "have"} not read all of them; ${worst.id} loses ${grouped(worst.unread)}.`
        : groups
          ? "No group has any of them still to read."
          : ""}
    </p>
  );
}
