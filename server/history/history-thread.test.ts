import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, expect, it } from "vitest";
import { eventually } from "../../e2e/support/rig.ts";
import type { History } from "./history.ts";
import { threadedHistory } from "./history-thread.ts";
import { TickBuilder } from "./tick-builder.ts";

const directory = mkdtempSync(join(tmpdir(), "klar-history-"));
const open: History[] = [];
const children: ChildProcess[] = [];
afterAll(async () => {
  for (const child of children) child.kill("SIGKILL");
  await Promise.all(open.map((history) => history.close()));
  rmSync(directory, { recursive: true });
});

function historyAt(path: string | null, onProblem?: (text: string | null) => void): History {
  const history = threadedHistory({ path, mostBytes: 1_000_000_000 }, onProblem);
  open.push(history);
  return history;
}

/** Runs until it has printed so many moments, then is killed with no chance to write anything; the last one it printed. */
async function killedAfter(count: number, path: string, from: number): Promise<number> {
  const script = join(import.meta.dirname, "history-process.fixtures.ts");
  const child = spawn(process.execPath, [script, path, String(from)], { stdio: ["ignore", "pipe", "inherit"] });
  children.push(child);
  const gone = new Promise((resolve) => child.once("exit", resolve));
  let last = 0;
  let printed = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    last = Number(line);
    printed += 1;
    if (printed === count) child.kill("SIGKILL");
  }
  await gone;
  return last;
}

const start = Date.UTC(2026, 2, 1);

it("has everything but the moment that was being taken when the process was killed, and goes on from there", async () => {
  const path = join(directory, "killed.sqlite");
  const first = await killedAfter(40, path, start);
  const second = await killedAfter(40, path, first + 600_000);
  const history = historyAt(path);
  const { times, series } = await history.read("c", { subjects: ["group 7"], from: start, to: second, points: 720 });
  const lags = series[0]?.values ?? [];
  expect(times[0]).toBe(start);
  expect(times.at(-1)).toBe(second);
  const lived = (second - first - 600_000) / 10_000;
  expect(lags.filter((lag) => lag !== null)).toEqual([
    ...Array.from({ length: (first - start) / 10_000 + 1 }, (_, i) => BigInt(i)),
    ...Array.from({ length: lived + 1 }, (_, i) => BigInt(i)),
  ]);
  expect(await history.events("c", { from: start, to: second, most: 10 })).toMatchObject([{ at: first, kind: "gap" }]);
});

it.each([
  ["a directory", (path: string) => mkdirSync(path)],
  ["a file that is no history", (path: string) => writeFileSync(path, "x".repeat(10_000))],
  ["in no directory", (path: string) => rmSync(path, { force: true })],
])("goes on in memory and says why when its file is %s", async (what, make) => {
  const path = what === "in no directory" ? join(directory, "none", "a.sqlite") : join(directory, what);
  make(path);
  const problems: (string | null)[] = [];
  const history = historyAt(path, (problem) => problems.push(problem));
  const tick = new TickBuilder();
  tick.put("group g", "lag", "count", 5n);
  history.take("c", tick.finish(start, 0));
  const { series } = await history.read("c", { subjects: ["group g"], from: start, to: start + 1_000, points: 10 });
  expect(series[0]?.values).toEqual([5n]);
  await eventually("the problem is told", async () => history.problem ?? undefined);
  expect(history.problem).toContain(path);
  expect(problems).toEqual([history.problem]);
});

it("tells clusters apart that have the same name", async () => {
  const history = historyAt(null);
  for (const [cluster, lag] of [
    ["c\u0000first", 1n],
    ["c\u0000second", 2n],
  ] as const) {
    const tick = new TickBuilder();
    tick.put("group g", "lag", "count", lag);
    history.take(cluster, tick.finish(start, 0));
  }
  const ask = { subjects: ["group g"], from: start, to: start + 1_000, points: 10 };
  expect((await history.read("c\u0000first", ask)).series[0]?.values).toEqual([1n]);
  expect((await history.read("c\u0000second", ask)).series[0]?.values).toEqual([2n]);
});
