import type { ConfigRow } from "@/lib/api/configs";
import { fromBrokerChain } from "@/lib/kafka/config-inherited";

/** Topic config → the broker config of the same unit. */
const brokerName: Readonly<Record<string, string>> = {
  partitions: "num.partitions",
  replicationFactor: "default.replication.factor",
  "cleanup.policy": "log.cleanup.policy",
  "min.insync.replicas": "min.insync.replicas",
  "compression.type": "compression.type",
  "max.message.bytes": "message.max.bytes",
};

/** What a new topic gets where it says nothing; null while or where that is not known. */
export function brokerDefault(name: string, configs: readonly ConfigRow[] | undefined): string | null {
  if (!configs) return null;
  const byName = new Map(configs.map((config) => [config.name, config]));
  const direct = brokerName[name];
  if (direct !== undefined) return byName.get(direct)?.value ?? null;
  return fromBrokerChain(name, byName)?.value ?? null;
}
