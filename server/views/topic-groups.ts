import type { TopicGroup } from "../../lib/api/groups.ts";
import type { Cluster } from "../clusters/cluster.ts";
import { groupLags } from "../clusters/group-lags.ts";
import { type Timing, timingInPicture } from "../clusters/group-timing.ts";
import { type Page, wholePage } from "../clusters/list-page.ts";

/** The groups with commits or assignments on a topic, the one furthest behind first. @throws KafkaError no-such-topic */
export async function topicGroups(cluster: Cluster, topic: string, signal?: AbortSignal): Promise<Page<TopicGroup>> {
  const snapshot = await cluster.snapshot({ signal });
  // not in the picture: it may have been created since
  if (!snapshot.topics.has(topic)) await cluster.kafka.topic(topic, { signal });
  const { byGroup, byTopic } = groupLags(snapshot);
  const rows: TopicGroup[] = [];
  for (const id of byTopic.get(topic)?.groups ?? []) {
    const group = snapshot.groups.get(id);
    const lag = byGroup.get(id);
    const on = lag?.topics.get(topic);
    if (!group || !lag || !on) continue;
    const timing = timingInPicture(group, lag, cluster.ring.watch, snapshot.offsetsAt);
    const here = timing.topics.get(topic);
    const { listing, description, offsets } = group;
    rows.push({
      id,
      type: description?.type ?? listing.type,
      state: description?.state ?? listing.state,
      coordinator: description?.coordinator ?? listing.coordinator,
      memberCount: description?.members.length ?? null,
      assignedMemberCount: description ? on.assignedMembers : null,
      lag: offsets ? on.lag : null,
      uncommittedPartitions: offsets ? on.uncommittedPartitions : null,
      lagMs: here?.lagMs ?? null,
      lagMsIsLeast: here?.isLeast ?? false,
      status: here?.status ?? null,
      statusReason: here?.reason ?? null,
      partitions: on.partitions.map((one) => ({
        partition: one.partition,
        committed: one.commit?.offset ?? null,
        latest: one.latest,
        lag: one.lag,
        memberId: one.memberId,
        ...timeAndStatus(timing.partition(on, one)),
      })),
    });
  }
  rows.sort((a, b) => compare(b.lag ?? -1n, a.lag ?? -1n) || compare(a.id, b.id));
  return wholePage(rows, snapshot);
}

function timeAndStatus({ lagMs, status }: Timing): Pick<Timing, "lagMs" | "status"> {
  return { lagMs, status };
}

function compare<T extends bigint | string>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
