import type { Exposition } from "./exposition.ts";
import { type GroupOnTopic, groupLags } from "./group-lags.ts";
import { timingInPicture } from "./group-timing.ts";
import type { Ring } from "./ring.ts";
import type { Snapshot } from "./snapshot.ts";

/** Groups by the names of kafka_exporter, and as `klar_…` what it does not have. Remembered ones are not of now and left out. */
export function groupMetrics(out: Exposition, cluster: string, snapshot: Snapshot, ring: Ring): void {
  const { byGroup } = groupLags(snapshot);
  for (const [id, group] of snapshot.groups) {
    const lag = byGroup.get(id);
    if (!lag?.isCurrent) continue;
    const of = { cluster, consumergroup: id };
    const { listing, description } = group;
    const timing = timingInPicture(group, lag, ring.watch, snapshot.offsetsAt);
    out.gauge("kafka_consumergroup_members", "Members of the group", of, description?.members.length ?? null);
    const state = { ...of, type: description?.type ?? listing.type, state: description?.state ?? listing.state };
    out.gauge("klar_consumergroup_state", "1 for the type and state the group is in", state, 1);
    if (timing.status !== null) {
      const status = { ...of, status: timing.status };
      out.gauge("klar_consumergroup_status", "1 for the status of the group: ok, warning, stalled, …", status, 1);
    }
    const longest = inSeconds(timing.lagMs);
    out.gauge("klar_consumergroup_lag_seconds_max", "Age of the oldest record the group has not read", of, longest);
    for (const [topic, on] of lag.topics) {
      topicMetrics(out, { ...of, topic }, on);
      for (const one of on.partitions) {
        const seconds = inSeconds(timing.partition(on, one).lagMs);
        const at = { ...of, topic, partition: one.partition };
        out.gauge("klar_consumergroup_lag_seconds", "Age of the oldest unread record of the partition", at, seconds);
      }
    }
  }
}

function topicMetrics(
  out: Exposition,
  of: { cluster: string; consumergroup: string; topic: string },
  { partitions, lag }: GroupOnTopic,
): void {
  let sum: bigint | null = null;
  for (const { partition, commit, lag: behind } of partitions) {
    if (!commit) continue;
    sum = (sum ?? 0n) + commit.offset;
    const at = { ...of, partition };
    out.gauge("kafka_consumergroup_current_offset", "Committed offset of the group", at, commit.offset);
    out.gauge("kafka_consumergroup_lag", "Records the group is behind in the partition", at, behind);
  }
  out.gauge("kafka_consumergroup_current_offset_sum", "Sum of the committed offsets over the topic", of, sum);
  out.gauge("kafka_consumergroup_lag_sum", "Records the group is behind on the topic", of, lag);
}

function inSeconds(ms: number | null): number | null {
  return ms === null ? null : ms / 1_000;
}
