/** The lower of two offsets; `Math.min` knows no bigint. */
export function lower(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

export function higher(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}
