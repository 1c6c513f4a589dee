import { brokerFindings } from "./broker-findings.ts";
import type { Sighting } from "./finding-log.ts";
import { groupFindings } from "./group-findings.ts";
import type { Ring } from "./ring.ts";
import type { Snapshot } from "./snapshot.ts";
import { topicFindings } from "./topic-findings.ts";

/** What needs attention in a picture. Pure; one pass over partitions. */
export function findingsOf(cluster: string, snapshot: Snapshot, ring: Ring): Sighting[] {
  return [
    ...topicFindings(cluster, snapshot),
    ...brokerFindings(cluster, snapshot),
    ...groupFindings(cluster, snapshot, ring),
  ];
}
