import { brokerFindings } from "./broker-findings.ts";
import type { Sighting } from "./finding-log.ts";
import { groupFindings } from "./group-findings.ts";
import type { Ring } from "./ring.ts";
import type { Snapshot } from "./snapshot.ts";
import { topicFindings } from "./topic-findings.ts";

/** Every kind of trouble that is looked for in each picture. */
export const findingKinds = [
  "offline-partitions",
  "under-min-isr",
  "under-replicated",
  "single-copy",
  "single-copy-offsets",
  "no-slack",
  "broker-gone",
  "broker-fenced",
  "log-dir-failed",
  "disk-full",
  "uneven-leaders",
  "controller-unknown",
  "upgrade-unfinished",
  "lag-growing",
  "group-stopped",
  "idle-members",
  "beyond-end",
  "coordinator-lost",
] as const;
export type FindingKind = (typeof findingKinds)[number];

/** What needs attention in a picture. Pure; one pass over partitions. */
export function findingsOf(cluster: string, snapshot: Snapshot, ring: Ring): Sighting[] {
  return [
    ...topicFindings(cluster, snapshot),
    ...brokerFindings(cluster, snapshot),
    ...groupFindings(cluster, snapshot, ring),
  ];
}
