import type { ClusterMetadata, KafkaCluster } from "../kafka/cluster.ts";
import type { KafkaError } from "../kafka/error.ts";
import type { GroupDescription, GroupListing } from "../kafka/groups.ts";
import type { Settled } from "../kafka/settled.ts";
import { isAnswer, type ProblemList } from "./partial-problems.ts";
import { rememberedGroups } from "./remembered-groups.ts";
import type { GroupPicture, Snapshot } from "./snapshot.ts";

type Reading = {
  kafka: KafkaCluster;
  metadata: ClusterMetadata;
  listed: readonly Settled<GroupListing[], number>[];
  last: Snapshot | null;
  problems: ProblemList;
  timeoutMs: number;
};

/** Groups with members and commits, by id; those of a coordinator that is lost as they were last seen. */
export async function readGroups(reading: Reading): Promise<ReadonlyMap<string, GroupPicture>> {
  const { kafka, listed, last, problems, timeoutMs } = reading;
  const at = Date.now();
  const listings = listingsOf(listed, problems);
  const asks = [...listings.values()].map(({ id, type }) => ({ id, type }));
  const toDescribe = [...listings.values()]
    .filter((listing) => !isAtRest(listing))
    .map(({ id, type }) => ({ id, type }));
  const [descriptions, offsets] =
    asks.length === 0
      ? [[], []]
      : await Promise.all([
          toDescribe.length === 0 ? [] : kafka.describeGroups(toDescribe, { timeoutMs }),
          kafka.groupOffsets(
            asks.map((ask) => ({ ...ask, known: last?.groups.get(ask.id)?.offsets })),
            { timeoutMs },
          ),
        ]);
  const descriptionOf = new Map(descriptions.map((item) => [item.key, item]));
  const offsetsOf = new Map(offsets.map((item) => [item.key, item]));
  const groups = new Map<string, GroupPicture>();
  for (const listing of listings.values()) {
    const before = last?.groups.get(listing.id);
    const description = isAtRest(listing)
      ? { value: restingDescription(listing, before?.description ?? null), isLost: false, isGone: false }
      : take(descriptionOf.get(listing.id), "members", listing, problems);
    const commits = take(offsetsOf.get(listing.id), "offsets", listing, problems);
    // gone between the list and the look
    if (description.isGone && commits.value === null) continue;
    const isLost = description.isLost || commits.isLost;
    groups.set(listing.id, {
      listing,
      description: description.value ?? (description.isLost ? (before?.description ?? null) : null),
      offsets: commits.value ?? (commits.isLost ? (before?.offsets ?? null) : null),
      remembered: isLost && before !== undefined,
      seenAt: isLost && before !== undefined ? before.seenAt : at,
    });
  }
  if (last) remember(groups, reading, last, at);
  return new Map([...groups].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function listingsOf(listed: readonly Settled<GroupListing[], number>[], problems: ProblemList) {
  const listings = new Map<string, GroupListing>();
  for (const item of listed) {
    if (!item.ok) {
      problems.add(`broker ${item.key}`, "groups", item.error);
      continue;
    }
    for (const listing of item.value) {
      const other = listings.get(listing.id);
      // while a coordinator moves two brokers may tell of a group; the one it left calls it dead
      if (!other || other.state === "Dead") listings.set(listing.id, listing);
    }
  }
  return listings;
}

/** Nobody is in it: what its coordinator lists is all that it would describe. */
function isAtRest({ type, state }: GroupListing): boolean {
  return type === "classic" && state === "Empty";
}

function restingDescription(listing: GroupListing, before: GroupDescription | null): GroupDescription {
  const { id, protocolType, state, coordinator } = listing;
  const isStill =
    before?.type === "classic" &&
    before.state === state &&
    before.protocolType === protocolType &&
    before.coordinator === coordinator;
  if (isStill) return before;
  const never = { assignor: null, epoch: null, targetEpoch: null, topology: null };
  return { id, type: "classic", protocolType, state, coordinator, ...never, members: [] };
}

type Taken<T> = { value: T | null; isLost: boolean; isGone: boolean };

function take<T>(
  item: Settled<T> | undefined,
  what: string,
  { id, coordinator }: GroupListing,
  problems: ProblemList,
): Taken<T> {
  if (item?.ok) return { value: item.value, isLost: false, isGone: false };
  if (!item) return { value: null, isLost: false, isGone: false };
  const isGone = item.error.kafkaCode === 69;
  if (!isGone) problems.add(targetOf(item.error, coordinator), what, item.error, id);
  return { value: null, isLost: !isAnswer(item.error) || isCoordinatorMoving(item.error), isGone };
}

/** loading, not available, not coordinator */
function isCoordinatorMoving({ kafkaCode }: KafkaError): boolean {
  return kafkaCode === 14 || kafkaCode === 15 || kafkaCode === 16;
}

function targetOf(error: KafkaError, coordinator: number): string {
  return isAnswer(error) ? "groups" : `broker ${coordinator}`;
}

function remember(
  groups: Map<string, GroupPicture>,
  { metadata, listed, problems }: Reading,
  last: Snapshot,
  at: number,
): void {
  const listedBy = new Set(listed.filter(({ ok }) => ok).map(({ key }) => key));
  const offsetsTopic = metadata.topics.find(({ name }) => name === "__consumer_offsets");
  for (const group of rememberedGroups(last.groups, new Set(groups.keys()), { at, listedBy, offsetsTopic })) {
    groups.set(group.listing.id, group);
    problems.addLost(`broker ${group.listing.coordinator}`, group.listing.id);
  }
}
