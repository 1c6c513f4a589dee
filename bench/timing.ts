import { performance } from "node:perf_hooks";

/** Milliseconds the work took, and what it gave. */
export async function timed<T>(work: () => Promise<T>): Promise<{ ms: number; result: T }> {
  const began = performance.now();
  const result = await work();
  return { ms: performance.now() - began, result };
}

/** Milliseconds of each of `times` runs, one after the other. */
export async function timedRuns(times: number, work: (run: number) => Promise<unknown>): Promise<number[]> {
  const runs: number[] = [];
  for (let run = 0; run < times; run++) runs.push((await timed(() => work(run))).ms);
  return runs;
}

/** @param part 0.5 is the median */
export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = Math.min(sorted.length - 1, Math.ceil(part * sorted.length) - 1);
  const value = sorted[Math.max(0, at)];
  if (value === undefined) throw new RangeError("there is no quantile of nothing");
  return value;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** "p95 12.3 ms of 40" */
export function spread(values: readonly number[]): string {
  return `median of ${values.length}; p95 ${quantile(values, 0.95).toFixed(1)} ms`;
}
