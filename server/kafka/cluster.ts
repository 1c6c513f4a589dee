/**
 * The port: what the rest of the server may ask of a Kafka cluster, in Kafka's own words and without any library type.
 * Offsets, byte sizes, record counts and producer ids are bigint; partitions, epochs, broker ids, ports are numbers;
 * times are epoch milliseconds. Every many-item or many-broker call answers with `Settled`, never all-or-nothing.
 * Every call takes an optional signal and deadline; failures are `KafkaError`.
 */
import type { KafkaError } from "./error.ts";
import type { GroupDescription, GroupListing, GroupOffsets, GroupType, MemberName, OffsetCommit } from "./groups.ts";
import type { Settled } from "./settled.ts";
import type {
  ActiveProducer,
  FetchSession,
  Isolation,
  ProduceAck,
  ProduceAsk,
  ProducerIdentity,
  TransactionalProducer,
} from "./transfer.ts";

export type Call = { signal?: AbortSignal | undefined; timeoutMs?: number | undefined };
export type TopicPartition = { topic: string; partition: number };

export type Broker = { id: number; host: string; port: number; rack: string | null; isFenced: boolean };

/** One partition as Metadata tells it. `errorCode` 0 unless the broker says otherwise (5 = leader not available). */
export type Partition = {
  partition: number;
  /** null when there is none (offline) */
  leader: number | null;
  leaderEpoch: number;
  replicas: number[];
  isr: number[];
  offlineReplicas: number[];
  errorCode: number;
};
export type Topic = { name: string; topicId: string; internal: boolean; partitions: Partition[] };

/** Metadata of the whole cluster from one broker. `controllerId` of KRaft metadata is random: see `quorum`. */
export type ClusterMetadata = { clusterId: string | null; brokers: Broker[]; topics: Topic[]; asOf: number };

export type Feature = { name: string; finalized: number | null; supportedMin: number; supportedMax: number };
export type ClusterDescription = {
  clusterId: string | null;
  brokers: Broker[];
  /** DescribeQuorum's leader on KRaft; Metadata's controller on ZooKeeper clusters; null when neither answered */
  controllerId: number | null;
  /** told from the API version ranges, e.g. "4.3"; null when nothing fits */
  kafkaVersion: string | null;
  features: Feature[];
  /** e.g. incrementalAlterConfigs, consumerGroupDescribe, shareGroupDescribe, streamsGroupDescribe, describeTopicPartitions, describeQuorum, describeProducers, deleteRecords, electLeaders */
  capabilities: Record<string, boolean>;
};
export type QuorumReplica = {
  id: number;
  logEndOffset: bigint;
  lastFetchTimestamp: number | null;
  lastCaughtUp: number | null;
};
export type Quorum = {
  leaderId: number;
  leaderEpoch: number;
  highWatermark: bigint;
  voters: QuorumReplica[];
  observers: QuorumReplica[];
};

export type LogDir = {
  path: string;
  error: string | null;
  /** null where the broker is too old to tell (DescribeLogDirs v4) */
  totalBytes: bigint | null;
  usableBytes: bigint | null;
  replicas: { topic: string; partition: number; sizeBytes: bigint; offsetLag: bigint; isFuture: boolean }[];
};

/** Eligible leader replicas (KIP-966); null where the cluster does not have them. */
export type ElrPartition = TopicPartition & { eligibleLeaderReplicas: number[] | null; lastKnownElr: number[] | null };

export type NewTopic = {
  name: string;
  /** absent = broker default */
  partitions?: number | undefined;
  replicationFactor?: number | undefined;
  /** partition → broker ids, first is the preferred leader */
  assignments?: Record<number, number[]> | undefined;
  configs?: Record<string, string> | undefined;
};
export type CreatedTopic = {
  name: string;
  topicId: string | null;
  partitionCount: number;
  replicationFactor: number;
  configs: { name: string; value: string | null; source: ConfigSource }[];
};

export type ConfigSource =
  | "DYNAMIC_TOPIC_CONFIG"
  | "DYNAMIC_BROKER_CONFIG"
  | "DYNAMIC_DEFAULT_BROKER_CONFIG"
  | "STATIC_BROKER_CONFIG"
  | "DEFAULT_CONFIG"
  | "DYNAMIC_BROKER_LOGGER_CONFIG"
  | "CLIENT_METRICS_CONFIG"
  | "GROUP_CONFIG"
  | "UNKNOWN";
export type ConfigType =
  | "BOOLEAN"
  | "STRING"
  | "INT"
  | "SHORT"
  | "LONG"
  | "DOUBLE"
  | "LIST"
  | "CLASS"
  | "PASSWORD"
  | "UNKNOWN";
export type ConfigEntry = {
  name: string;
  value: string | null;
  source: ConfigSource;
  type: ConfigType;
  readOnly: boolean;
  sensitive: boolean;
  documentation: string | null;
  synonyms: { name: string; value: string | null; source: ConfigSource }[];
};
export type ConfigResource = { type: "topic" | "broker" | "group" | "broker-logger" | "client-metrics"; name: string };
export type ConfigDelta = {
  resource: ConfigResource;
  set?: Record<string, string> | undefined;
  reset?: string[] | undefined;
};

/** Where in a partition: earliest = log start, latest = high watermark (read_uncommitted) or last stable offset (read_committed). */
export type OffsetAt = "earliest" | "latest" | "max-timestamp" | { time: number };
export type EndAt = "earliest" | "latest";
/** Offsets by topic and partition number, null where one could not be had: `failed` says why, with the leader that metadata named. */
export type TopicEnds = {
  offsets: ReadonlyMap<string, readonly (bigint | null)[]>;
  failed: (TopicPartition & { leader: number | null; error: KafkaError })[];
};
export type ListedOffset = TopicPartition & { offset: bigint; timestamp: number | null; leaderEpoch: number };

export interface KafkaCluster {
  readonly name: string;
  /** One listener is told each time a broker ends a connection: mostly it is going away. Absent where that cannot be told. */
  onConnectionLost?(listener: () => void): void;
  /** ids of the brokers last seen alive or dead, from cached metadata; asks when nothing is cached */
  metadata(options?: Call & { fresh?: boolean | undefined }): Promise<ClusterMetadata>;
  describe(call?: Call): Promise<ClusterDescription>;
  /** null where the cluster has no KRaft quorum or is too old to tell */
  quorum(call?: Call): Promise<Quorum | null>;
  /** one topic from fresh metadata; KafkaError 3 UNKNOWN_TOPIC_OR_PARTITION when there is none */
  topic(name: string, call?: Call): Promise<Topic>;
  elr(topic: string, call?: Call): Promise<ElrPartition[]>;
  createTopic(topic: NewTopic, options?: Call & { validateOnly?: boolean | undefined }): Promise<CreatedTopic>;
  deleteTopic(name: string, call?: Call): Promise<void>;
  createPartitions(
    topic: string,
    count: number,
    options?: Call & { validateOnly?: boolean | undefined },
  ): Promise<void>;
  /** DeleteRecords; resolves per partition with the new log start offset. -1n = high watermark */
  deleteRecords(
    asks: readonly (TopicPartition & { before: bigint })[],
    call?: Call,
  ): Promise<Settled<bigint, TopicPartition>[]>;
  describeConfigs(
    resources: readonly ConfigResource[],
    options?: Call & { keys?: readonly string[] | undefined; documentation?: boolean | undefined },
  ): Promise<Settled<ConfigEntry[], ConfigResource>[]>;
  /** incremental (KIP-339): what is not named keeps its value */
  alterConfigs(
    deltas: readonly ConfigDelta[],
    options?: Call & { validateOnly?: boolean | undefined },
  ): Promise<Settled<void, ConfigResource>[]>;
  /** multi-topic ListOffsets, one request per leader; needs topic metadata (fetched when absent) */
  listOffsets(
    asks: readonly (TopicPartition & { at: OffsetAt })[],
    options?: Call & { isolation?: Isolation | undefined },
  ): Promise<Settled<ListedOffset, TopicPartition>[]>;
  /**
   * One end (read_uncommitted) of every partition of these topics, as metadata told of them: one request per leader. What did not
   * change since it was last asked is the same object.
   */
  topicEnds(topics: readonly Topic[], at: EndAt, call?: Call): Promise<TopicEnds>;
  /** DescribeProducers (KIP-664), one request per leader */
  producers(asks: readonly TopicPartition[], call?: Call): Promise<Settled<ActiveProducer[], TopicPartition>[]>;
  /** per broker id */
  logDirs(call?: Call): Promise<Settled<LogDir[], number>[]>;
  /** groups by answering broker; a broker that did not answer is an item that failed */
  listGroups(call?: Call): Promise<Settled<GroupListing[], number>[]>;
  describeGroups(
    groups: readonly { id: string; type?: GroupType | undefined }[],
    call?: Call,
  ): Promise<Settled<GroupDescription>[]>;
  /**
   * OffsetFetch: many groups in one request per coordinator where the broker can (v8+), share groups by DescribeShareGroupOffsets.
   * Where a group's offsets are still those that are `known`, the same object is given.
   */
  groupOffsets(
    groups: readonly { id: string; type?: GroupType | undefined; known?: GroupOffsets | null | undefined }[],
    call?: Call,
  ): Promise<Settled<GroupOffsets>[]>;
  deleteGroup(id: string, call?: Call): Promise<void>;
  /** OffsetCommit from outside (generation -1): per partition; error 25 while the group has members. Creates the group where there is none */
  commitOffsets(group: string, commits: readonly OffsetCommit[], call?: Call): Promise<Settled<void, TopicPartition>[]>;
  /** OffsetDelete: per partition; error 86 where a member still subscribes to the topic; rejects with 69 without such a group */
  deleteOffsets(
    group: string,
    partitions: readonly TopicPartition[],
    call?: Call,
  ): Promise<Settled<void, TopicPartition>[]>;
  /** LeaveGroup in the members' names; `reason` stands in the coordinator's log */
  removeMembers(
    group: string,
    members: readonly MemberName[],
    options?: Call & { reason?: string | undefined },
  ): Promise<Settled<void, MemberName>[]>;
  /** AlterShareGroupOffsets: per partition; rejects with 68 while the group has members */
  alterShareOffsets(
    group: string,
    starts: readonly (TopicPartition & { offset: bigint })[],
    call?: Call,
  ): Promise<Settled<void, TopicPartition>[]>;
  /** DeleteShareGroupOffsets: per topic, whole topics only; rejects with 68 while the group has members */
  deleteShareOffsets(group: string, topics: readonly string[], call?: Call): Promise<Settled<void>[]>;
  openFetch(): FetchSession;
  /** one Produce per leader; acks 0 resolves with null offsets. `timeoutMs` is also the broker's own. */
  produce(
    asks: readonly ProduceAsk[],
    options: Call & { acks: -1 | 0 | 1; transactionalId?: string | undefined },
  ): Promise<Settled<ProduceAck, TopicPartition>[]>;
  initProducerId(call?: Call): Promise<ProducerIdentity>;
  /** Nothing is asked before `init`. `timeoutMs`: after so long the brokers abort a transaction that was left open, 60 s unless said */
  openTransactions(transactionalId: string, timeoutMs?: number): TransactionalProducer;
  close(): Promise<void>;
}
