import type { RecordToWrite } from "../encode.ts";

/** Random numbers in [0, 1) that are the same in every run (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Records of every odd kind: null, empty and binary keys and values, repeated and null headers, time going back and forth. */
export function randomRecords(random: () => number, count: number): RecordToWrite[] {
  const whole = (below: number) => Math.floor(random() * below);
  const bytes = (most: number) =>
    Buffer.from(Array.from({ length: whole(most) }, () => (random() < 0.6 ? 97 + whole(4) : whole(256))));
  const perhaps = (most: number) => (random() < 0.15 ? null : bytes(most));
  return Array.from({ length: count }, () => ({
    key: perhaps(40),
    value: perhaps(random() < 0.05 ? 20_000 : 300),
    headers: Array.from({ length: whole(4) }, () => ({
      name: random() < 0.5 ? `name-${whole(3)}` : bytes(10),
      value: perhaps(70),
    })),
    timestamp:
      random() < 0.05 ? -1 : 1_700_000_000_000 + whole(random() < 0.1 ? 1e11 : 100) * (random() < 0.3 ? -1 : 1),
  }));
}
