import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { RunningCluster } from "../rig/start-cluster.mjs";
import { many } from "./many-topics.ts";
import type { Figure, Measure } from "./measure.ts";
import { median, spread, timed, timedRuns } from "./timing.ts";
import { type Console, clusterPath, get, type Workbench } from "./workbench.ts";

type List = "topics" | "groups";
const starts = 5;
const sorts = {
  topics: ["name", "lag", "sizeBytes", "offsetSpan", "partitionCount"],
  groups: ["id", "lag", "state", "memberCount", "topicCount"],
} as const;

/** Lists of a cluster of this size, from the first request of a fresh console to pages while somebody looks. */
export const lists: Measure = {
  name: "lists",
  title: "Lists of 1,000 topics × 10 partitions and 1,000 groups × 50 partitions, one broker",
  async run(bench) {
    const cluster = await bench.manyTopics();
    // the broker has to be warm for both: its first answers take several times as long
    await raw(cluster, "topics");
    const console = await bench.console(cluster);
    try {
      const figures: Figure[] = [];
      for (const list of ["topics", "groups"] as const) figures.push(...(await coldAndRaw(bench, cluster, list)));
      for (const list of ["topics", "groups"] as const) figures.push(...(await warm(console, list)));
      return figures;
    } finally {
      await bench.stop(console);
    }
  },
};

type RawTimes = { cold: number; warm: number[] };

async function raw({ bootstrap }: RunningCluster, list: List): Promise<RawTimes> {
  const script = join(import.meta.dirname, "raw-requests.ts");
  const { stdout } = await promisify(execFile)(process.execPath, [script, bootstrap, list]);
  return JSON.parse(stdout);
}

/** Consoles and raw requests in turn, each in a process that has just started. */
async function coldAndRaw(bench: Workbench, cluster: RunningCluster, list: List): Promise<Figure[]> {
  const cold: number[] = [];
  const raws: RawTimes[] = [];
  for (let i = 0; i < starts; i++) {
    raws.push(await raw(cluster, list));
    const console = await bench.console(cluster);
    const { ms, result } = await timed(() => get(console, clusterPath(`/${list}`)));
    requireWhole(result, list);
    cold.push(ms);
    await bench.stop(console);
  }
  const rawCold = median(raws.map((times) => times.cold));
  const rawWarm = median(raws.flatMap((times) => times.warm));
  return [
    {
      what: `${list}, first request of a fresh console`,
      unit: "ms",
      value: median(cold),
      against: { what: "the requests it needs, from a fresh process", value: rawCold },
      aim: { of: "ratio", most: 3 },
      note: `median of ${starts} starts each; the same requests repeated in a warm process take ${rawWarm.toFixed(0)} ms`,
    },
  ];
}

async function warm(console: Console, list: List): Promise<Figure[]> {
  await get(console, clusterPath(`/${list}`));
  const sort = sorts[list];
  const page = await timedRuns(60, (run) => {
    const query = `sort=${sort[run % sort.length]}&order=${run % 2 ? "desc" : "asc"}&page=${1 + (run % 20)}`;
    return get(console, clusterPath(`/${list}?${query}`));
  });
  const all = await timedRuns(20, () => get(console, clusterPath(`/${list}?perPage=all`)));
  const fresh: number[] = [];
  for (let i = 0; i < 4; i++) {
    await nextPicture(console, list);
    fresh.push((await timed(() => get(console, clusterPath(`/${list}?perPage=all`)))).ms);
  }
  const requests = "a page of the console itself (health)";
  const health = median(await timedRuns(40, () => get(console, "/api/health")));
  const against = { what: requests, value: health };
  return [
    {
      what: `${list}, page of 50 of 1,000`,
      unit: "ms",
      value: median(page),
      against,
      aim: { of: "value", most: 20 },
      note: `${spread(page)}; sorts and pages in turn`,
    },
    {
      what: `${list}, all 1,000 rows`,
      unit: "ms",
      value: median(all),
      against,
      aim: { of: "value", most: 100 },
      note: spread(all),
    },
    {
      what: `${list}, all 1,000 rows, first of a new picture`,
      unit: "ms",
      value: median(fresh),
      against,
      aim: { of: "value", most: 100 },
      note: spread(fresh),
    },
  ];
}

/** Waits until the console has looked at the cluster again: its rows are made and encoded anew then. */
async function nextPicture(console: Console, list: List): Promise<void> {
  const path = clusterPath(`/${list}?perPage=1`);
  const asOf = async () => JSON.parse(await get(console, path)).asOf;
  const before = await asOf();
  while ((await asOf()) === before) await new Promise((done) => setTimeout(done, 50));
}

function requireWhole(text: string, list: List): void {
  const { total, problems, items } = JSON.parse(text);
  if (total !== many[list] || problems.length > 0)
    throw new Error(`The list of ${list} is not whole: ${total} ${JSON.stringify(problems).slice(0, 500)}`);
  if (items[0]?.lag === null) throw new Error(`The list of ${list} came without lag.`);
}
