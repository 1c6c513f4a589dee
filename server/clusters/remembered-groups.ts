import { groupPartition } from "../../lib/kafka/group-coordinator.ts";
import type { Topic } from "../kafka/cluster.ts";
import type { GroupPicture } from "./snapshot.ts";

/** A coordinator that has just moved lists its groups only once it has loaded them; ms. */
const loadingMs = 60_000;

type Now = {
  at: number;
  /** ids of the brokers that listed their groups */
  listedBy: ReadonlySet<number>;
  /** `__consumer_offsets`; undefined where it may not be seen */
  offsetsTopic: Topic | undefined;
};

/**
 * The groups of the last picture that no coordinator tells of now although nobody said that they are gone: the leader of
 * their partition of `__consumer_offsets` is lost, did not answer, or has only just taken over. A group that was deleted
 * is missing from the answer of the broker that would know, and is not among them.
 */
export function rememberedGroups(
  last: ReadonlyMap<string, GroupPicture>,
  listed: ReadonlySet<string>,
  now: Now,
): GroupPicture[] {
  const kept: GroupPicture[] = [];
  for (const [id, group] of last) {
    if (!listed.has(id) && !isKnownGone(group, now)) kept.push({ ...group, remembered: true });
  }
  return kept;
}

function isKnownGone({ listing, seenAt }: GroupPicture, { at, listedBy, offsetsTopic }: Now): boolean {
  const count = offsetsTopic?.partitions.length ?? 0;
  const leader = count === 0 ? undefined : offsetsTopic?.partitions[groupPartition(listing.id, count)]?.leader;
  if (leader === null) return false;
  const coordinator = leader ?? listing.coordinator;
  if (!listedBy.has(coordinator)) return false;
  return coordinator === listing.coordinator || at - seenAt > loadingMs;
}
