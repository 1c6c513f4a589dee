/** A log directory and the disk it lies on, bytes. */
type LogDir = { totalBytes: bigint | null; usableBytes: bigint | null };

/** Used share (0 to 1) of one directory's disk; null where the broker does not tell (before Kafka 3.3, or offline). */
export function dirShare({ totalBytes, usableBytes }: LogDir): number | null {
  if (totalBytes === null || usableBytes === null || totalBytes <= 0n) return null;
  return Number(((totalBytes - usableBytes) * 10_000n) / totalBytes) / 10_000;
}

/** Of a broker: its fullest disk, because that is the one that stops it. */
export function diskShare(dirs: readonly LogDir[] | null): number | null {
  const shares = (dirs ?? []).map(dirShare).filter((share) => share !== null);
  return shares.length === 0 ? null : Math.max(...shares);
}
