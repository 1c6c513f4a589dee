/**
 * The 32-bit MurmurHash2 of Kafka's Java client (org.apache.kafka.common.utils.Utils.murmur2, seed 0x9747b28c), signed.
 */
export function murmur2(bytes: Uint8Array): number {
  const mix = 0x5bd1e995;
  const length = bytes.length;
  const byte = (at: number) => bytes[at] ?? 0;
  let hash = 0x9747b28c ^ length;
  const tail = length & ~3;
  for (let at = 0; at < tail; at += 4) {
    let word = byte(at) | (byte(at + 1) << 8) | (byte(at + 2) << 16) | (byte(at + 3) << 24);
    word = Math.imul(word, mix);
    word ^= word >>> 24;
    word = Math.imul(word, mix);
    hash = Math.imul(hash, mix) ^ word;
  }
  const rest = length & 3;
  if (rest > 2) hash ^= byte(tail + 2) << 16;
  if (rest > 1) hash ^= byte(tail + 1) << 8;
  if (rest > 0) hash = Math.imul(hash ^ byte(tail), mix);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, mix);
  return hash ^ (hash >>> 15);
}

/**
 * The partition Java's default partitioner puts a keyed record in. An empty key is a key; a record without one (null)
 * has no such partition.
 *
 * @throws RangeError when `partitionCount` is not a positive integer
 */
export function partitionForKey(key: Uint8Array, partitionCount: number): number {
  if (!Number.isInteger(partitionCount) || partitionCount < 1) throw new RangeError(`${partitionCount} partitions`);
  // Utils.toPositive clears the sign bit; it does not take the absolute value.
  return (murmur2(key) & 0x7fffffff) % partitionCount;
}
