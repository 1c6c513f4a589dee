import type { Broker, Call, ClusterMetadata, Feature, KafkaCluster, TopicPartition } from "../cluster.ts";
import type { KafkaError } from "../error.ts";
import type { ApiCall } from "../protocol/api-call.ts";
import type { FetchSession } from "../transfer.ts";

/** Whom a request is for. The wire finds the broker, and finds it anew when the answer says it has moved. */
export type Target =
  /** any broker that can be reached, the last good one first */
  | { kind: "any" }
  | { kind: "node"; id: number }
  | { kind: "leader"; topic: string; partition: number }
  | { kind: "coordinator"; of: CoordinatorKind; key: string }
  /** whom Metadata names: the controller of a ZooKeeper cluster; on KRaft any broker, which forwards to the controller */
  | { kind: "controller" };

/** share coordinators are asked by group id through the group coordinator for everything but share-state internals */
export type CoordinatorKind = "group" | "transaction" | "share";

/**
 * Which sockets carry a request: `admin` reads (several in flight), `mutate` changes (one in flight), `produce`.
 * Fetch sessions own theirs.
 */
export type Purpose = "admin" | "mutate" | "produce";

export type CallOptions = Call & {
  /** may be sent again when nobody knows whether it was carried out. Default: true for `admin`, false otherwise */
  idempotent?: boolean | undefined;
  /** default `admin` */
  purpose?: Purpose | undefined;
  /**
   * The very same `args` are asked again and again, and nobody changes what is answered: they are written once for a connection, and
   * an answer that is byte for byte the one before is given as the same object instead of being read again.
   */
  isRepeated?: boolean | undefined;
};

export type VersionRange = { min: number; max: number };

/** Items by the broker to ask about them, and those for which no broker could be found. */
export type Routed<T> = { byNode: Map<number, T[]>; failed: { key: T; error: KafkaError }[] };

/**
 * Topic ids are in Kafka's own base64url text everywhere above the wire (protocol/topic-id.ts converts).
 *
 * Requests to a cluster. Answers come back as data: an error the library's parser would throw for an item is unwrapped
 * into the complete answer with its item codes. Only what leaves no answer at all (transport, deadline, unsupported)
 * rejects, always with a KafkaError (an aborted signal rejects with its reason). A change that may or may not have
 * happened rejects with `outcome: "unknown"`. The default deadline of a call is 15 s, retries included.
 */
export interface Wire {
  /** of the cluster, as configured */
  readonly name: string;
  call<Args extends unknown[], R>(target: Target, api: ApiCall<Args, R>, args: Args, options?: CallOptions): Promise<R>;
  /** from the cache (internal topics included) unless `fresh`; single flight */
  metadata(options?: Call & { fresh?: boolean | undefined }): Promise<ClusterMetadata>;
  /** alive brokers of the cached metadata */
  nodes(call?: Call): Promise<Broker[]>;
  /** partitions by their leader from cached metadata, which is refreshed when one is not in it; failed: codes 3 and 5 */
  leadersOf<T extends TopicPartition>(asks: readonly T[], call?: Call): Promise<Routed<T>>;
  /** group or transactional ids by their coordinator: cached, else one batched FindCoordinator */
  coordinatorsOf(of: CoordinatorKind, keys: readonly string[], call?: Call): Promise<Routed<string>>;
  /** a broker has told of these keys as its own */
  learnCoordinators(of: CoordinatorKind, node: number, keys: Iterable<string>): void;
  /** what the broker said it knows of an API; null when it does not have it. Connects when it must */
  apiRange(node: number | "any", key: number, call?: Call): Promise<VersionRange | null>;
  /** the version `call` would send to that broker; null when there is none in common */
  versionOf<Args extends unknown[], R>(
    node: number | "any",
    api: ApiCall<Args, R>,
    call?: Call,
  ): Promise<number | null>;
  /** leaders, topics or brokers are known to have changed: the next look at metadata asks */
  staleMetadata(): void;
  /** codes 14, 15, 16 were seen for these keys */
  staleCoordinators(of: CoordinatorKind, keys: readonly string[]): void;
  /** whom Metadata names as controller: true on ZooKeeper clusters, a random broker on KRaft (ask DescribeQuorum) */
  controllerId(call?: Call): Promise<number | null>;
  /** features as one broker tells them; for KafkaCluster.describe */
  features(call?: Call): Promise<Feature[]>;
  openFetch(): FetchSession;
  topic: KafkaCluster["topic"];
  produce: KafkaCluster["produce"];
  initProducerId: KafkaCluster["initProducerId"];
  openTransactions: KafkaCluster["openTransactions"];
  close(): Promise<void>;
}
