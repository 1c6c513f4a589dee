import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { type RunningCluster, startCluster } from "../rig/start-cluster.mjs";
import { many } from "./many-topics.ts";
import type { Figure, Measure } from "./measure.ts";
import { cpuMs, residentMegabytes } from "./process-memory.ts";
import { median, spread, timedRuns } from "./timing.ts";
import { clusterPath, get, serverPid, type Workbench } from "./workbench.ts";

const watchedMs = 90_000;
const sorts = ["lagMs", "lag", "id", "state", "memberCount"] as const;

/** What groups cost: requests, pictures beside the bare requests, the list, history in the background and on disk. */
export const groups: Measure = {
  name: "groups",
  title: "1,000 topics × 10 partitions, 1,000 groups × 50 partitions, one broker: groups, lag and history",
  run: async (bench) => [...(await measured(bench, await bench.manyTopics(), many.groups)), ...(await onDisk())],
};

/** The same with five times the groups; minutes of preparation, so only where it is named. */
export const moreGroups: Measure = {
  name: "groups-5000",
  title: "1,000 topics × 10 partitions, 5,000 groups × 50 partitions, one broker: groups, lag and history",
  run: async (bench) => measured(bench, await bench.manyGroups(5_000), 5_000),
};

async function measured(bench: Workbench, cluster: RunningCluster, count: number): Promise<Figure[]> {
  return [...(await pictures(cluster, count)), ...(await inConsole(bench, cluster, count))];
}

type Pictures = { times: number[]; requests: number; groups: number; problems: number };

async function ask<T>(script: string, ...argv: string[]): Promise<T> {
  const path = join(import.meta.dirname, script);
  const { stdout } = await promisify(execFile)(process.execPath, [path, ...argv], { maxBuffer: 64 * 1024 * 1024 });
  return JSON.parse(stdout);
}

async function pictures({ bootstrap }: RunningCluster, count: number): Promise<Figure[]> {
  // the broker has to be warm for both
  await ask("raw-requests.ts", bootstrap, "topics");
  const taken = await ask<Pictures>("group-requests.ts", bootstrap);
  const bare = await ask<{ warm: number[] }>("raw-requests.ts", bootstrap, "topics");
  if (taken.groups < count || taken.problems > 0)
    throw new Error(`A picture has ${taken.groups} groups and ${taken.problems} problems.`);
  const empty = await startCluster({ nodes: 1 });
  const few = await ask<Pictures>("group-requests.ts", empty.bootstrap).finally(() => empty.stop());
  const { length } = taken.times;
  return [
    {
      what: `requests of a picture of one broker with ${count.toLocaleString("en")} groups`,
      unit: "requests",
      value: taken.requests,
      against: { what: "of a broker with neither topics nor groups", value: few.requests },
      aim: { of: "value", most: 25 },
      note: "counted; the dearest of sixteen, with configs of topics",
    },
    {
      what: "a full lag refresh: every end, commit and member",
      unit: "ms",
      value: median(taken.times),
      against: { what: "the bare requests it needs", value: median(bare.warm) },
      aim: { of: "ratio", most: 2 },
      note: `${spread(taken.times)} of ${length}, in a process of its own`,
    },
  ];
}

/** A console that keeps history while nobody looks, and then answers lists. */
async function inConsole(bench: Workbench, cluster: RunningCluster, count: number): Promise<Figure[]> {
  const directory = mkdtempSync(join(tmpdir(), "klar-bench-"));
  const path = join(directory, "history.sqlite");
  const console = await bench.console(cluster, { KLAR_HISTORY_PATH: path });
  try {
    const pid = serverPid(console);
    // started up, first pictures taken
    await sleep(30_000);
    const before = cpuMs(pid);
    await sleep(watchedMs);
    const sampling = ((cpuMs(pid) - before) * 100) / watchedMs;
    const written = statSync(path).size / 1e6;
    const list = await timedRuns(60, (run) => {
      const query = `sort=${sorts[run % sorts.length]}&order=${run % 2 ? "desc" : "asc"}&page=${1 + (run % 20)}`;
      return get(console, clusterPath(`/groups?${query}`));
    });
    const chart = await timedRuns(20, (run) =>
      get(console, clusterPath(`/groups/billing.service.00${10 + run}/history`)),
    );
    await get(console, clusterPath("/groups?perPage=all"));
    const health = median(await timedRuns(40, () => get(console, "/api/health")));
    const against = { what: "a page of the console itself (health)", value: health };
    return [
      {
        ...{ what: "history every ten seconds, nobody looking", unit: "% of a core", value: sampling },
        aim: { of: "value", most: 5 },
        note: `processor time over ${watchedMs / 1000} s, all threads; ${written.toFixed(1)} MB on disk then`,
      },
      {
        ...{ what: `groups, page of 50 of ${count.toLocaleString("en")}`, unit: "ms", value: median(list), against },
        aim: { of: "value", most: 50 },
        note: `${spread(list)}; sorts and pages in turn`,
      },
      {
        ...{ what: "the chart of a group with its partitions", unit: "ms", value: median(chart), against },
        note: spread(chart),
      },
      {
        ...{ what: "memory, with history and after use", unit: "MB", value: residentMegabytes(pid) },
        aim: { of: "value", most: 400 },
        note: "two minutes after its start; samples of two hours add at most 96 MB",
      },
    ];
  } finally {
    await bench.stop(console);
    rmSync(directory, { recursive: true });
  }
}

type Disk = { megabytes: number; takeMs: number; readMs: number };

async function onDisk(): Promise<Figure[]> {
  const disk = await ask<Disk>("history-disk.ts", "3000");
  return [
    {
      ...{ what: "30 days of history of 3,000 series", unit: "MB", value: disk.megabytes },
      aim: { of: "value", most: 1_000 },
      note: "a third at rest, a third lags that wander, a third rates never the same twice; by a clock that is made to hurry",
    },
    { what: "taking in a moment of 3,000 series", unit: "ms", value: disk.takeMs, note: "every ten seconds" },
    { what: "reading a month of one series in 300 points", unit: "ms", value: disk.readMs },
  ];
}
