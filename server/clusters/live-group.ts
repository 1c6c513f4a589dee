import { ApiError } from "../../lib/api/error.ts";
import type { Call } from "../kafka/cluster.ts";
import type { CommittedOffset, GroupMember, GroupType } from "../kafka/groups.ts";
import type { Cluster } from "./cluster.ts";

/** A group as its coordinator tells of it at this moment, before it is changed. */
export type LiveGroup = {
  id: string;
  /** "unknown" where nobody knows the group */
  type: GroupType;
  protocolType: string;
  members: readonly GroupMember[];
  commits: readonly CommittedOffset[];
  /** false: no coordinator knows it and it has no commits */
  exists: boolean;
};

/** GROUP_ID_NOT_FOUND, and INVALID_GROUP_ID for the empty id, under which only commits can be */
const notThere = new Set([69, 24]);

/** @throws KafkaError when its coordinator does not answer: nothing is changed by what was last seen */
export async function liveGroup(cluster: Cluster, id: string, call: Call = {}): Promise<LiveGroup> {
  const seen = cluster.lastSnapshot?.groups.get(id);
  const hint = seen?.description?.type ?? seen?.listing.type;
  const ask = [hint === undefined ? { id } : { id, type: hint }];
  const [[described], [fetched]] = await Promise.all([
    cluster.kafka.describeGroups(ask, call),
    cluster.kafka.groupOffsets(ask, call),
  ]);
  if (described && !described.ok && !notThere.has(described.error.kafkaCode)) throw described.error;
  if (fetched && !fetched.ok && !notThere.has(fetched.error.kafkaCode)) throw fetched.error;
  const description = described?.ok ? described.value : null;
  const commits = fetched?.ok ? fetched.value.offsets : [];
  const isDead = description === null || (description.state === "Dead" && description.members.length === 0);
  return {
    id,
    type: description?.type ?? "unknown",
    protocolType: description?.protocolType ?? "",
    members: description?.members ?? [],
    commits,
    exists: !isDead || commits.length > 0,
  };
}

export function noSuchGroup(id: string): ApiError {
  return new ApiError("no-such-group", `There is no group ${JSON.stringify(id)}.`, {
    hint: "A group is there as long as it has members or commits; commits go after offsets.retention.minutes.",
  });
}
