/** One broker's copy of one partition. */
export type ReplicaState = "leader" | "in-sync" | "behind" | "offline" | "none";

export type PartitionReplicas = {
  leader: number | null;
  replicas: readonly number[];
  isr: readonly number[];
  offlineReplicas: readonly number[];
};

export function replicaState(at: PartitionReplicas, broker: number): ReplicaState {
  if (!at.replicas.includes(broker)) return "none";
  if (at.offlineReplicas.includes(broker)) return "offline";
  if (at.leader === broker) return "leader";
  return at.isr.includes(broker) ? "in-sync" : "behind";
}
