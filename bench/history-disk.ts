// node bench/history-disk.ts <series>: a month of history on disk, by a clock that goes as fast as the store takes it.
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { HistoryFile } from "../server/history/history-file.ts";
import { HistoryStore } from "../server/history/history-store.ts";
import { TickBuilder } from "../server/history/tick-builder.ts";

const [given = "3000"] = process.argv.slice(2);
const count = Number(given);
const minute = 60_000;
const day = 1_440 * minute;
const start = Date.UTC(2026, 0, 1);

/** A third of the series rests, a third is a lag that wanders, a third a rate that is never the same twice. */
function fill(tick: TickBuilder, lags: Float64Array): void {
  for (let i = 0; i < count; i++) {
    if (i % 3 === 0) tick.put(`group ${i}`, "lag", "count", 0n);
    else if (i % 3 === 2) tick.put(`topic ${i}`, "rate", "rate", 200 + Math.random() * 20);
    else {
      lags[i] = Math.max(0, (lags[i] ?? 0) + Math.floor((Math.random() - 0.5) * 2_000));
      tick.put(`group ${i}`, "lag", "count", BigInt(lags[i] ?? 0));
    }
  }
}

const directory = mkdtempSync(join(tmpdir(), "klar-bench-"));
const path = join(directory, "history.sqlite");
try {
  const file = new HistoryFile(path);
  const store = new HistoryStore("bench", { file, nextId: counter() });
  const tick = new TickBuilder();
  const lags = new Float64Array(count);
  let takes = 0;
  let cost = 0;
  // what a moment adds to the minutes and five minutes is the same however many there are in them: far back every fifth minute is
  // enough, over two days every minute, and the last two hours go by tens of seconds as they do
  for (const [from, until, step] of [
    [0, 28 * day, 5 * minute],
    [28 * day, 30 * day - 120 * minute, minute],
    [30 * day - 120 * minute, 30 * day, 10_000],
  ] as const) {
    for (let at = from; at < until; at += step) {
      fill(tick, lags);
      const moment = tick.finish(start + at, at);
      const began = performance.now();
      store.take(moment);
      if (step === 10_000) {
        takes += 1;
        cost += performance.now() - began;
      }
    }
  }
  if (store.problem !== null) throw new Error(store.problem);
  const reads: number[] = [];
  for (let i = 0; i < 50; i++) {
    const subject = `group ${i * 3 + 1}`;
    const began = performance.now();
    const { times } = store.read({ subjects: [subject], from: start, to: start + 30 * day, points: 300 });
    reads.push(performance.now() - began);
    if (times.length < 250) throw new Error(`${subject} has ${times.length} points of a month`);
  }
  reads.sort((a, b) => a - b);
  const bytes = file.usedBytes;
  file.close();
  const megabytes = Math.max(bytes, statSync(path).size) / 1e6;
  const memory = process.memoryUsage().rss / 1e6;
  process.stdout.write(JSON.stringify({ megabytes, takeMs: cost / takes, readMs: reads[25], memory }));
} finally {
  rmSync(directory, { recursive: true });
}

function counter(): () => number {
  let id = 0;
  return () => ++id;
}
