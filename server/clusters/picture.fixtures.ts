import type { Partition } from "../kafka/cluster.ts";
import type { CommittedOffset, GroupMember } from "../kafka/groups.ts";
import type { BrokerPicture, GroupPicture, Snapshot, TopicPicture } from "./snapshot.ts";

/** Test support: pictures out of a few words. */
export function picture(
  parts: Partial<Omit<Snapshot, "topics" | "groups" | "brokers">> & {
    topics?: TopicPicture[];
    groups?: GroupPicture[];
    brokers?: BrokerPicture[];
  } = {},
): Snapshot {
  const { topics = [], groups = [], brokers = [1, 2, 3].map((id) => broker(id)), ...rest } = parts;
  return {
    asOf: 1_000,
    offsetsAt: 1_000,
    costMs: 10,
    description: null,
    groupsListed: true,
    problems: [],
    ...rest,
    topics: new Map(topics.map((one) => [one.topic.name, one])),
    groups: new Map(groups.map((one) => [one.listing.id, one])),
    brokers: new Map(brokers.map((one) => [one.broker.id, one])),
  };
}

export function broker(id: number, parts: Partial<BrokerPicture> = {}): BrokerPicture {
  return {
    broker: { id, host: `host-${id}`, port: 9092, rack: null, isFenced: false },
    isAnswering: true,
    logDirs: [],
    ...parts,
  };
}

/** A topic whose partitions are given by their ends, each on brokers 1, 2, 3 unless `partitions` says otherwise. */
export function topic(
  name: string,
  latest: readonly (bigint | null)[],
  parts: { topicId?: string; partitions?: Partial<Partition>[]; minIsr?: number; internal?: boolean } = {},
): TopicPicture {
  const { topicId = `id-of-${name}`, internal = false, minIsr } = parts;
  const partitions = latest.map((_, partition): Partition => {
    const replicas = [1, 2, 3];
    const usual = { leader: 1, leaderEpoch: 0, replicas, isr: replicas, offlineReplicas: [], errorCode: 0 };
    return { partition, ...usual, ...parts.partitions?.[partition] };
  });
  return {
    topic: { name, topicId, internal, partitions },
    earliest: latest.map((end) => (end === null ? null : 0n)),
    latest,
    sizeBytes: latest.map(() => 1n),
    settings: { cleanupPolicy: "delete", retentionMs: 1n, minInsyncReplicas: minIsr ?? null },
  };
}

type GroupParts = {
  commits?: [topic: string, partition: number, offset: bigint][];
  members?: { id: string; assignments: Record<string, number[]> }[];
  state?: string;
  coordinator?: number;
  remembered?: boolean;
  seenAt?: number;
};

export function group(id: string, parts: GroupParts = {}): GroupPicture {
  const { commits = [], members = [], coordinator = 1, remembered = false, seenAt = 1_000 } = parts;
  const state = parts.state ?? (members.length > 0 ? "Stable" : "Empty");
  const listing = { id, type: "classic", protocolType: "consumer", state, coordinator } as const;
  const offsets = commits.map(
    ([name, partition, offset]): CommittedOffset => ({
      topic: name,
      partition,
      offset,
      leaderEpoch: null,
      metadata: null,
    }),
  );
  return {
    listing,
    description: {
      ...listing,
      assignor: null,
      epoch: null,
      targetEpoch: null,
      topology: null,
      members: members.map(member),
    },
    offsets: { id, offsets, failed: [] },
    remembered,
    seenAt,
  };
}

function member({ id, assignments }: { id: string; assignments: Record<string, number[]> }): GroupMember {
  return {
    memberId: id,
    instanceId: null,
    clientId: id,
    host: "/127.0.0.1",
    rack: null,
    assignments: Object.entries(assignments).map(([name, partitions]) => ({ topic: name, partitions })),
    target: null,
    memberEpoch: null,
    subscribedTopics: null,
    subscribedTopicRegex: null,
    tasks: null,
    connect: null,
  };
}
