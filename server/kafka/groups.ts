import type { TopicPartition } from "./cluster.ts";

export type GroupType = "classic" | "consumer" | "share" | "streams" | "unknown";

export type GroupListing = { id: string; type: GroupType; protocolType: string; state: string; coordinator: number };

export type MemberAssignment = { topic: string; partitions: number[] };

export type StreamsTasks = { subtopology: string; partitions: number[] };

export type GroupMember = {
  memberId: string;
  instanceId: string | null;
  clientId: string;
  host: string;
  rack: string | null;
  /** null where the protocol is not one we can read (the bytes are kept out, the member stays) */
  assignments: MemberAssignment[] | null;
  /** target assignment of KIP-848 groups; null elsewhere */
  target: MemberAssignment[] | null;
  memberEpoch: number | null;
  subscribedTopics: string[] | null;
  subscribedTopicRegex: string | null;
  /** streams groups: the tasks it runs, keeps as standby and warms up; null elsewhere */
  tasks: { processId: string; active: StreamsTasks[]; standby: StreamsTasks[]; warmup: StreamsTasks[] } | null;
  /** Connect workers: url and the connectors and tasks assigned */
  connect: {
    url: string | null;
    leaderUrl: string | null;
    connectors: string[];
    tasks: { connector: string; task: number }[];
  } | null;
};

export type GroupDescription = {
  id: string;
  type: GroupType;
  protocolType: string;
  state: string;
  coordinator: number;
  assignor: string | null;
  epoch: number | null;
  targetEpoch: number | null;
  /** streams groups: what the application does with its topics; null elsewhere and before a member told it */
  topology: {
    epoch: number;
    subtopologies: {
      id: string;
      sources: string[];
      repartitionSinks: string[];
      repartitionSources: string[];
      changelogs: string[];
    }[];
  } | null;
  members: GroupMember[];
};

export type CommittedOffset = TopicPartition & {
  offset: bigint;
  leaderEpoch: number | null;
  metadata: string | null;
  /** the coordinator's own count: share groups of Kafka 4.2 and newer. Absent elsewhere: latest − offset */
  lag?: bigint | undefined;
};

/** all topics with a commit; an item error (e.g. topic authorization) stays with its partition */
export type GroupOffsets = {
  id: string;
  offsets: CommittedOffset[];
  failed: { topic: string; partition: number; code: number }[];
};

/** Where a group is to stand. `leaderEpoch` and `metadata` null or absent: none. */
export type OffsetCommit = TopicPartition & {
  offset: bigint;
  leaderEpoch?: number | null | undefined;
  metadata?: string | null | undefined;
};

/** A member as it is removed: static ones by their instance id, others by their member id. */
export type MemberName = { memberId: string; instanceId: string | null };
