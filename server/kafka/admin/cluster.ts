import type { ClusterDescription, Feature, KafkaCluster } from "../cluster.ts";
import { describeCluster } from "../wire/describe-cluster.ts";
import type { Wire } from "../wire/wire.ts";

/** Messages a broker has in any case, but only answers once the cluster has switched the feature on (KIP-584). */
const switchedOnBy: Readonly<Record<string, string>> = {
  consumerGroupDescribe: "group.version",
  shareGroupDescribe: "share.version",
  describeShareGroupOffsets: "share.version",
  streamsGroupDescribe: "streams.version",
};

export function clusterDescriber(wire: Wire, quorum: KafkaCluster["quorum"]): KafkaCluster["describe"] {
  return async (call = {}) => {
    const description = await describeCluster(wire, quorum, call);
    return { ...description, capabilities: withoutSwitchedOff(description) };
  };
}

function withoutSwitchedOff({ capabilities, features }: ClusterDescription): Record<string, boolean> {
  const byName = new Map(features.map((feature) => [feature.name, feature]));
  const entries = Object.entries(capabilities).map(([name, has]) => {
    const feature = byName.get(switchedOnBy[name] ?? "");
    return [name, has && (feature === undefined || isOn(feature))] as const;
  });
  return Object.fromEntries(entries);
}

function isOn({ finalized }: Feature): boolean {
  return (finalized ?? 0) >= 1;
}
