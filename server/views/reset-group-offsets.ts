import type { BodyOf, ReplyOf } from "../../lib/api/endpoint.ts";
import { ApiError } from "../../lib/api/error.ts";
import type { OffsetChange, OffsetTarget, resetGroupOffsets } from "../../lib/api/group-changes.ts";
import type { Cluster } from "../clusters/cluster.ts";
import { groupActive, groupActiveAsked } from "../clusters/group-active.ts";
import { type LiveGroup, liveGroup, noSuchGroup } from "../clusters/live-group.ts";
import { chosenPartitions } from "../clusters/named-topics.ts";
import { keyOf, plannedChanges, type Wish } from "../clusters/offset-changes.ts";
import type { TopicPartition } from "../kafka/cluster.ts";
import { KafkaError } from "../kafka/error.ts";
import type { Settled } from "../kafka/settled.ts";

type Body = BodyOf<typeof resetGroupOffsets>;
type Reply = ReplyOf<typeof resetGroupOffsets>;
type Asked = { cluster: Cluster; group: LiveGroup; body: Body; signal: AbortSignal | undefined };

const nonEmptyGroup = 68;
const unknownMember = 25;

/**
 * Sets where a group stands; with `dryRun` tells what would be set, also while it has members. Partitions are independent: what
 * one refuses is told with it. @throws ApiError group-active, no-such-group, no-such-topic, no-such-partition
 */
export async function resetGroupOffsetsView(
  cluster: Cluster,
  id: string,
  body: Body,
  signal?: AbortSignal,
): Promise<Reply> {
  const group = await liveGroup(cluster, id, { signal });
  if (!body.dryRun && group.members.length > 0) throw groupActive(id, group.members);
  const wishes = await wishesOf({ cluster, group, body, signal });
  const changes = await plannedChanges(cluster.kafka, wishes, group.commits, { signal });
  return { changes: body.dryRun ? changes : await applied(cluster, group, changes, signal) };
}

async function applied(
  cluster: Cluster,
  { id, type }: LiveGroup,
  changes: readonly OffsetChange[],
  signal: AbortSignal | undefined,
): Promise<OffsetChange[]> {
  const commits = changes.flatMap(({ topic, partition, after }) =>
    after === null ? [] : [{ topic, partition, offset: after }],
  );
  const { kafka } = cluster;
  let results: Settled<void, TopicPartition>[];
  try {
    results = await (type === "share"
      ? kafka.alterShareOffsets(id, commits, { signal })
      : kafka.commitOffsets(id, commits, { signal }));
  } catch (error) {
    if (error instanceof KafkaError && error.kafkaCode === nonEmptyGroup) {
      throw await groupActiveAsked(cluster, id, error, signal);
    }
    throw error;
  }
  // a member came in between the look and the change
  const refused = results.find((result) => !result.ok && result.error.kafkaCode === unknownMember);
  if (refused && !refused.ok && results.every(({ ok }) => !ok)) {
    throw await groupActiveAsked(cluster, id, refused.error, signal);
  }
  const failures = new Map(results.flatMap((one) => (one.ok ? [] : [[keyOf(one.key), one.error.message] as const])));
  return changes.map((change) => {
    const error = failures.get(keyOf(change));
    return error === undefined ? change : { ...change, after: null, lagAfter: null, clamped: false, error };
  });
}

async function wishesOf(asked: Asked): Promise<Wish[]> {
  const { to, topics } = asked.body;
  const chosen = topics && (await chosenPartitions(asked.cluster.kafka, topics, { signal: asked.signal }));
  if (typeof to === "object" && "offsets" in to) return explicit(to.offsets, chosen);
  if (typeof to === "object" && "group" in to) return asAnother(asked, to.group, chosen);
  const wish = wishFor(to);
  return (chosen ?? (await meant(asked))).map(({ topic, partition }) => ({ topic, partition, to: wish }));
}

type Uniform = Exclude<OffsetTarget, { offsets: unknown } | { group: unknown }>;

function wishFor(to: Uniform): NonNullable<Wish["to"]> {
  if (typeof to === "string") return { kind: to };
  if ("offset" in to) return { kind: "offset", offset: to.offset };
  if ("shift" in to) return { kind: "shift", by: to.shift };
  // before the epoch there are only the magic numbers of ListOffsets
  if ("ago" in to) return { kind: "time", time: Math.max(0, Date.now() - to.ago) };
  return { kind: "time", time: to.time };
}

/** Those it has a commit on, as `--all-topics` means it; share groups begin on partitions late and are moved by whole topics. */
async function meant({ cluster, group, signal }: Asked): Promise<readonly TopicPartition[]> {
  const { id, type, exists, commits } = group;
  if (commits.length > 0) {
    if (type !== "share") return commits;
    const topics = new Set(commits.map(({ topic }) => topic));
    return chosenPartitions(
      cluster.kafka,
      [...topics].map((topic) => ({ topic })),
      { signal },
    );
  }
  if (!exists) throw noSuchGroup(id);
  const message = "must be given: the group has no commits that would say which are meant";
  throw new ApiError("invalid-request", `The group ${JSON.stringify(id)} has no commits: name the topics.`, {
    errors: [{ path: "body.topics", message }],
  });
}

type Explicit = readonly (TopicPartition & { offset: bigint })[];

function explicit(offsets: Explicit, chosen: readonly TopicPartition[] | undefined): Wish[] {
  const among = chosen && new Set(chosen.map(keyOf));
  const wishes = new Map<string, Wish>();
  offsets.forEach(({ topic, partition, offset }, place) => {
    const key = keyOf({ topic, partition });
    if (wishes.has(key)) {
      const message = "names a partition that has an offset already";
      throw new ApiError("invalid-request", `${topic}-${partition} is named twice.`, {
        errors: [{ path: `body.to.offsets[${place}]`, message }],
      });
    }
    wishes.set(key, { topic, partition, to: { kind: "offset", offset } });
  });
  return [...wishes].flatMap(([key, wish]) => (among && !among.has(key) ? [] : [wish]));
}

/** Where another group stands; the chosen partitions it has no commit on are told. */
async function asAnother(
  { cluster, signal }: Asked,
  id: string,
  chosen: readonly TopicPartition[] | undefined,
): Promise<Wish[]> {
  const other = await liveGroup(cluster, id, { signal });
  if (other.commits.length === 0) throw noSuchGroup(id);
  const offsets = new Map(other.commits.map((commit) => [keyOf(commit), commit.offset]));
  return (chosen ?? other.commits).map(({ topic, partition }): Wish => {
    const offset = offsets.get(keyOf({ topic, partition }));
    return offset === undefined
      ? { topic, partition, to: null, why: `The group ${JSON.stringify(id)} has no commit here.` }
      : { topic, partition, to: { kind: "offset", offset } };
  });
}
