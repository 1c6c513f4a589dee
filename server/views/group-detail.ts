import { ApiError } from "../../lib/api/error.ts";
import type { GroupDetail } from "../../lib/api/groups.ts";
import type { Cluster } from "../clusters/cluster.ts";
import { type GroupPartition, lagOfGroup, type TopicEnds } from "../clusters/group-lags.ts";
import { groupRemarks } from "../clusters/group-remarks.ts";
import { groupRow, idleMemberCount } from "../clusters/group-rows.ts";
import { groupTiming, type Timing } from "../clusters/group-timing.ts";
import { isAnswer, ProblemList } from "../clusters/partial-problems.ts";
import type { GroupPicture } from "../clusters/snapshot.ts";
import { readWrittenTimes } from "../clusters/written-times.ts";
import type { KafkaCluster, TopicPartition } from "../kafka/cluster.ts";
import type { KafkaError } from "../kafka/error.ts";
import type { GroupDescription, GroupMember } from "../kafka/groups.ts";

/** GROUP_ID_NOT_FOUND, and INVALID_GROUP_ID for the empty id, under which only commits can be */
const notThere = new Set([69, 24]);
/** A coordinator that is silent must not hold up what was last seen of the group; ms. */
const partMs = 5_000;

/** One group, asked live: members with what they are assigned, and every partition it reads with its lag. */
export async function groupDetail(cluster: Cluster, id: string, signal?: AbortSignal): Promise<GroupDetail> {
  cluster.look();
  const asOf = Date.now();
  const problems = new ProblemList();
  const group = await readGroup(cluster, id, problems, signal);
  const topics = topicsOf(group);
  const ends = await readEnds(cluster.kafka, topics, problems, signal);
  const lag = lagOfGroup(group, (topic) => ends.get(topic));
  const { description } = group;
  const { ring } = cluster;
  const endsAt = Date.now();
  if (!group.remembered) await readWrittenTimes(cluster.kafka, lag, ring.watch, endsAt, { signal });
  const timing = groupTiming(group, lag, ring.watch, endsAt);
  const rebalancingMs = description ? ring.rebalances.lasted(id, description.state, endsAt) : null;
  return {
    ...groupRow(group, lag, timing, ring),
    epoch: description?.epoch ?? null,
    targetEpoch: description?.targetEpoch ?? null,
    members: (description?.members ?? []).map(shownMember),
    idleMemberCount: description ? idleMemberCount(description) : null,
    offsets: [...lag.topics].flatMap(([topic, on]) =>
      on.partitions.map((one) => offsetRow(one, ends.get(topic), timing.partition(on, one))),
    ),
    topology: description?.topology ?? null,
    remarks: description && !group.remembered ? groupRemarks(description, lag, rebalancingMs) : [],
    asOf: group.remembered ? group.seenAt : asOf,
    problems: problems.all(),
  };
}

/** @throws ApiError no-such-group; KafkaError when its coordinator does not answer and it was never seen */
async function readGroup(
  cluster: Cluster,
  id: string,
  problems: ProblemList,
  signal: AbortSignal | undefined,
): Promise<GroupPicture> {
  const seen = cluster.lastSnapshot?.groups.get(id);
  const type = seen?.description?.type ?? seen?.listing.type;
  const ask = [type === undefined ? { id } : { id, type }];
  const call = { signal, timeoutMs: partMs };
  const [[described], [commits]] = await Promise.all([
    cluster.kafka.describeGroups(ask, call),
    cluster.kafka.groupOffsets(ask, call),
  ]);
  const description = described?.ok ? described.value : null;
  const offsets = commits?.ok ? commits.value : null;
  for (const { topic, partition, code } of offsets?.failed ?? []) problems.addFailedOffset(topic, partition, code);
  const isEmpty = description === null || (description.state === "Dead" && description.members.length === 0);
  const hasCommits = (offsets?.offsets.length ?? 0) > 0;
  const missing = described && !described.ok ? described.error : null;
  const unread = commits && !commits.ok ? commits.error : null;
  const isUnknown = [missing, unread].every((error) => error === null || notThere.has(error.kafkaCode));
  if (isEmpty && !hasCommits && isUnknown) throw noSuchGroup(id);
  if (missing && !notThere.has(missing.kafkaCode)) problems.add("members", "members", missing);
  if (unread && !notThere.has(unread.kafkaCode)) problems.add("offsets", "offsets", unread);
  if (description === null && offsets === null) {
    const error = missing ?? unread ?? noSuchGroup(id);
    if (!seen || (missing && isAnswer(missing) && !isCoordinatorMoving(missing))) throw error;
    return { ...seen, remembered: true };
  }
  return {
    listing: seen?.listing ?? listingOf(id, description),
    description,
    offsets,
    remembered: false,
    seenAt: Date.now(),
  };
}

function isCoordinatorMoving({ kafkaCode }: KafkaError): boolean {
  return kafkaCode === 14 || kafkaCode === 15 || kafkaCode === 16;
}

function noSuchGroup(id: string): ApiError {
  return new ApiError("no-such-group", `There is no group ${JSON.stringify(id)}.`, {
    hint: "A group is there as long as it has members or commits; commits go after offsets.retention.minutes.",
  });
}

/** For a group no picture has in it yet. */
function listingOf(id: string, description: GroupDescription | null): GroupPicture["listing"] {
  const { type = "unknown", protocolType = "", state = "Unknown", coordinator = -1 } = description ?? {};
  return { id, type, protocolType, state, coordinator };
}

function topicsOf({ description, offsets }: GroupPicture): Set<string> {
  const topics = new Set<string>();
  for (const { topic } of offsets?.offsets ?? []) topics.add(topic);
  for (const { assignments } of description?.members ?? [])
    for (const { topic } of assignments ?? []) topics.add(topic);
  return topics;
}

type LiveEnds = TopicEnds & { lastStable: readonly (bigint | null)[] };

async function readEnds(
  kafka: KafkaCluster,
  names: ReadonlySet<string>,
  problems: ProblemList,
  signal: AbortSignal | undefined,
): Promise<Map<string, LiveEnds>> {
  const ends = new Map<string, LiveEnds>();
  if (names.size === 0) return ends;
  const columns = new Map<
    string,
    { earliest: (bigint | null)[]; latest: (bigint | null)[]; lastStable: (bigint | null)[] }
  >();
  const partitions: TopicPartition[] = [];
  for (const topic of await topicsNamed(kafka, names, signal)) {
    const empty = () => new Array<bigint | null>(topic.partitions.length).fill(null);
    const column = { earliest: empty(), latest: empty(), lastStable: empty() };
    columns.set(topic.name, column);
    ends.set(topic.name, { ...column, count: topic.partitions.length });
    for (const { partition } of topic.partitions) partitions.push({ topic: topic.name, partition });
  }
  for (const name of names) if (!ends.has(name)) problems.addMissingTopic(name);
  const call = { signal, timeoutMs: partMs };
  const fill = async (what: "earliest" | "latest" | "lastStable") => {
    const at = what === "earliest" ? ("earliest" as const) : ("latest" as const);
    const isolation = what === "lastStable" ? ("read_committed" as const) : ("read_uncommitted" as const);
    const answers = await kafka.listOffsets(
      partitions.map((one) => ({ ...one, at })),
      { ...call, isolation },
    );
    for (const answer of answers) {
      const { topic, partition } = answer.key;
      const column = columns.get(topic)?.[what];
      if (answer.ok && column) column[partition] = answer.value.offset;
      else if (!answer.ok && what === "latest") problems.add("ends", "ends", answer.error, `${topic}-${partition}`);
    }
  };
  await Promise.all([fill("earliest"), fill("lastStable")]);
  await fill("latest");
  return ends;
}

/** From metadata that is at hand; asked anew when a topic is not in it. */
async function topicsNamed(kafka: KafkaCluster, names: ReadonlySet<string>, signal: AbortSignal | undefined) {
  const known = (await kafka.metadata({ signal })).topics.filter(({ name }) => names.has(name));
  if (known.length === names.size) return known;
  return (await kafka.metadata({ signal, fresh: true })).topics.filter(({ name }) => names.has(name));
}

function offsetRow(
  one: GroupPartition,
  ends: LiveEnds | undefined,
  timing: Timing | undefined,
): GroupDetail["offsets"][number] {
  const { topic, partition, commit, earliest, latest, lag, retained, memberId } = one;
  return {
    topic,
    partition,
    committed: commit?.offset ?? null,
    earliest,
    latest,
    lastStable: ends?.lastStable[partition] ?? null,
    lag,
    retained,
    lagMs: timing?.lagMs ?? null,
    lagMsIsLeast: timing?.isLeast ?? false,
    metadata: commit?.metadata ?? null,
    memberId,
    leaderEpoch: commit?.leaderEpoch ?? null,
    status: timing?.status ?? null,
    statusReason: timing?.reason ?? null,
  };
}

function shownMember(member: GroupMember): GroupDetail["members"][number] {
  const { memberId, instanceId, clientId, host, rack, assignments, target, memberEpoch, connect } = member;
  const { subscribedTopics, subscribedTopicRegex, tasks } = member;
  return {
    ...{ memberId, instanceId, clientId, host, rack, assignments, target, memberEpoch, connect },
    ...{ subscribedTopics, subscribedTopicRegex, tasks },
  };
}
