/**
 * The partition of `__consumer_offsets` a group lives in, whose leader is its coordinator
 * (`GroupMetadataManager.partitionFor`: Java's `String.hashCode`, made positive, modulo the number of partitions).
 */
export function groupPartition(groupId: string, partitionCount: number): number {
  let hash = 0;
  for (let index = 0; index < groupId.length; index++) hash = (Math.imul(31, hash) + groupId.charCodeAt(index)) | 0;
  // Utils.abs: the least int has no positive counterpart and becomes 0
  const positive = hash === -2_147_483_648 ? 0 : Math.abs(hash);
  return positive % partitionCount;
}
