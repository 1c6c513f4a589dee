import type { Call, ClusterDescription, Feature, KafkaCluster } from "../cluster.ts";
import { KafkaError } from "../error.ts";
import { describeCluster as describeClusterApi } from "../protocol/60-describe-cluster.ts";
import type { Wire } from "./wire.ts";

/** What a cluster can do, by the API that does it. */
const capabilityKeys = {
  deleteRecords: 21,
  describeAcls: 29,
  describeConfigs: 32,
  describeLogDirs: 35,
  createPartitions: 37,
  deleteGroups: 42,
  electLeaders: 43,
  incrementalAlterConfigs: 44,
  alterPartitionReassignments: 45,
  offsetDelete: 47,
  describeClientQuotas: 48,
  describeUserScramCredentials: 50,
  describeQuorum: 55,
  describeCluster: 60,
  describeProducers: 61,
  describeTransactions: 65,
  listTransactions: 66,
  consumerGroupDescribe: 69,
  listConfigResources: 74,
  describeTopicPartitions: 75,
  shareGroupDescribe: 77,
  streamsGroupDescribe: 89,
  describeShareGroupOffsets: 90,
} as const;

/**
 * Kafka's release by the highest metadata.version (KIP-778) a broker can run: `MetadataVersion` of Kafka 4.3. A level
 * that is not in the list lies inside of the release before it.
 */
const releases: readonly (readonly [level: number, release: string])[] = [
  [31, "4.4"],
  [30, "4.3"],
  [28, "4.2"],
  [26, "4.1"],
  [22, "4.0"],
  [21, "3.9"],
  [20, "3.8"],
  [15, "3.7"],
  [12, "3.6"],
  [9, "3.5"],
  [8, "3.4"],
  [4, "3.3"],
  [3, "3.2"],
  [2, "3.1"],
  [1, "3.0"],
];

/** ZooKeeper clusters have no metadata.version: what an API's highest version came with, the newest first. */
const arrivals: readonly (readonly [key: number, version: number, release: string])[] = [
  [1, 15, "3.5"],
  [1, 13, "3.1"],
  [9, 8, "3.0"],
  [60, 0, "2.8"],
  [1, 12, "2.7"],
  [3, 9, "2.4"],
  [44, 0, "2.3"],
];

/** `quorum` comes from whoever can ask DescribeQuorum: on KRaft, Metadata names a random broker as controller. */
export async function describeCluster(
  wire: Wire,
  quorum: KafkaCluster["quorum"],
  call: Call = {},
): Promise<ClusterDescription> {
  const [features, told, capabilities] = await Promise.all([
    wire.features(call),
    brokersOf(wire, call),
    capabilitiesOf(wire, call),
  ]);
  const [controllerId, kafkaVersion] = await Promise.all([
    controllerOf(wire, quorum, capabilities.describeQuorum === true, call),
    releaseOf(wire, features, call),
  ]);
  return { ...told, controllerId, kafkaVersion, features, capabilities };
}

/** DescribeCluster also lists fenced brokers; where it is missing or forbidden, Metadata's living ones. */
async function brokersOf(wire: Wire, call: Call): Promise<Pick<ClusterDescription, "clusterId" | "brokers">> {
  try {
    const { errorCode, clusterId, brokers } = await wire.call({ kind: "any" }, describeClusterApi, [], call);
    if (errorCode === 0) return { clusterId, brokers: brokers.sort((a, b) => a.id - b.id) };
  } catch (error) {
    if (!(error instanceof KafkaError) || error.kafkaCode !== -107) throw error;
  }
  const { clusterId, brokers } = await wire.metadata({ ...call, fresh: true });
  return { clusterId, brokers };
}

async function controllerOf(
  wire: Wire,
  quorum: KafkaCluster["quorum"],
  isKRaft: boolean,
  call: Call,
): Promise<number | null> {
  if (!isKRaft) return wire.controllerId(call);
  // Not allowed or not answered: unknown, not a reason to show nothing of the cluster.
  const seen = await quorum(call).catch(() => null);
  return seen?.leaderId ?? null;
}

async function capabilitiesOf(wire: Wire, call: Call): Promise<Record<string, boolean>> {
  const entries = Object.entries(capabilityKeys).map(
    async ([name, key]) => [name, (await wire.apiRange("any", key, call)) !== null] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
}

async function releaseOf(wire: Wire, features: readonly Feature[], call: Call): Promise<string | null> {
  const level = features.find(({ name }) => name === "metadata.version")?.supportedMax;
  if (level !== undefined) return releases.find(([from]) => level >= from)?.[1] ?? null;
  for (const [key, version, release] of arrivals) {
    const range = await wire.apiRange("any", key, call);
    if (range && range.max >= version) return release;
  }
  return null;
}
