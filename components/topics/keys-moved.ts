/**
 * The share of keys (0 to 1) that Java's default partitioner puts elsewhere after the number of partitions changes:
 * hash mod `from` and hash mod `to` agree for `from` of every lcm(from, to) hashes.
 */
export function shareOfKeysMoved(from: number, to: number): number {
  if (from < 1 || to <= from) return 0;
  return 1 - gcd(from, to) / to;
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}
