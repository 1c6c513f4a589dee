import type { PartialProblem } from "../../lib/api/error.ts";
import type { Broker, ClusterDescription, LogDir, Topic } from "../kafka/cluster.ts";
import type { GroupDescription, GroupListing, GroupOffsets } from "../kafka/groups.ts";

/** The configs of a topic that lists need; null where it is not known. `retentionMs` in ms, -1 is for ever. */
export type TopicSettings = {
  cleanupPolicy: string | null;
  retentionMs: bigint | null;
  minInsyncReplicas: number | null;
};

/** One topic. The arrays stand by partition number, like `topic.partitions`. */
export type TopicPicture = {
  topic: Topic;
  /** log start offset; null where it could not be had */
  earliest: readonly (bigint | null)[];
  /** high watermark; null where it could not be had */
  latest: readonly (bigint | null)[];
  /** bytes of the leader's copy (the largest copy where there is no leader); null where no broker told */
  sizeBytes: readonly (bigint | null)[];
  settings: TopicSettings | null;
};

export type BrokerPicture = {
  broker: Broker;
  /** whether any of its own calls was answered when the picture was taken; an authorization error is an answer */
  isAnswering: boolean;
  logDirs: readonly LogDir[] | null;
};

export type GroupPicture = {
  listing: GroupListing;
  description: GroupDescription | null;
  offsets: GroupOffsets | null;
  /** the coordinator did not answer: this is what was last seen of the group */
  remembered: boolean;
  /** epoch ms when its coordinator last told of it */
  seenAt: number;
};

/** One immutable picture of a cluster. */
export type Snapshot = {
  /** epoch ms when the reading began: nothing in it is older */
  asOf: number;
  /** epoch ms when the latest offsets had been read; rates are differences between these */
  offsetsAt: number;
  /** how long the reading took, ms */
  costMs: number;
  /** null where no broker could describe the cluster */
  description: ClusterDescription | null;
  brokers: ReadonlyMap<number, BrokerPicture>;
  /** by name */
  topics: ReadonlyMap<string, TopicPicture>;
  /** by id */
  groups: ReadonlyMap<string, GroupPicture>;
  /** whether groups could be listed at all: if not, their number is not known */
  groupsListed: boolean;
  problems: readonly PartialProblem[];
};
