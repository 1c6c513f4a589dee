/** What of a partition decides whether it is well. */
type Replicated = { leader: number | null; replicas: readonly number[]; isr: readonly number[] };

/** No leader: it can be neither written nor read. */
export function isOffline({ leader }: Replicated): boolean {
  return leader === null;
}

/** Fewer replicas in sync than there should be; an offline partition is one as well (as Kafka's own metric counts). */
export function isUnderReplicated({ replicas, isr }: Replicated): boolean {
  return isr.length < replicas.length;
}

/**
 * Fewer in sync than the leader asks for: writes with acks=all are refused. Asked for is min.insync.replicas, but never
 * more than there are replicas (`Partition.effectiveMinIsr`).
 */
export function isUnderMinIsr({ replicas, isr }: Replicated, minInsyncReplicas: number): boolean {
  return isr.length < Math.min(minInsyncReplicas, replicas.length);
}

/** The first replica should lead; another one does. */
export function isAwayFromPreferred({ leader, replicas }: Replicated): boolean {
  return leader !== null && replicas[0] !== leader;
}
