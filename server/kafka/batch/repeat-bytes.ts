/** Repeats `length` bytes from `distance` before `at`, overlapping as LZ77 means it; returns the position after them. */
export function repeatBytes(out: Buffer, at: number, distance: number, length: number): number {
  const end = at + length;
  if (distance >= length) {
    out.copyWithin(at, at - distance, at - distance + length);
    return end;
  }
  for (let to = at, from = at - distance; to < end; to++, from++) out[to] = out[from] ?? 0;
  return end;
}
