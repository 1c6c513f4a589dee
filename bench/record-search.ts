import type { RunningCluster } from "../rig/start-cluster.mjs";
import { hasKcat, kcatLines } from "./kcat.ts";
import type { Figure } from "./measure.ts";
import { needle, readWithJava, readWithKafkajs } from "./others.ts";
import { cpuMs, peakMegabytes } from "./process-memory.ts";
import { sizes, textCodecs, topics } from "./record-topics.ts";
import { median, spread, timed } from "./timing.ts";
import { type Console, clusterPath, get, serverPid } from "./workbench.ts";

const runs = 5;
const tuned = ["-X", "queued.min.messages=10000000", "-X", "queued.max.messages.kbytes=1000000", "-o", "beginning"];
const searchPath = (topic: string, filter: Record<string, string>) =>
  clusterPath(`/topics/${topic}/messages?${new URLSearchParams({ ...filter, order: "oldest", maxSeconds: "600" })}`);

/** Each text topic searched for a word that occurs nowhere, and the JSON topic by conditions. */
export async function searchFigures(console: Console, { bootstrap }: RunningCluster): Promise<Figure[]> {
  const figures: Figure[] = [];
  const server = serverPid(console);
  let peak = 0;
  for (const codec of textCodecs) {
    const topic = topics.text(codec);
    const own: number[] = [];
    const kcat: number[] = [];
    const path = searchPath(topic, { contains: needle });
    requireWhole(await get(console, path), sizes.textRecords);
    // in turn, so that neither has the calmer machine
    for (let run = 0; run < runs; run++) {
      const watched = await peakMegabytes(server, () => timed(() => get(console, path)));
      requireWhole(watched.result.result, sizes.textRecords);
      own.push(watched.result.ms);
      peak = Math.max(peak, watched.peak);
      if (hasKcat) kcat.push((await timed(() => kcatLines(bootstrap, topic, tuned, needle))).ms);
    }
    const what = `${sizes.textRecords} × 100 B, ${codec}: a word that is nowhere`;
    const value = median(own);
    const figure: Figure = { what, unit: "ms", value, note: spread(own) };
    if (kcat.length > 0) {
      figure.against = { what: "kcat (tuned) | grep -c", value: median(kcat) };
      figure.aim = { of: "ratio", most: 0.334 };
    }
    const java = await readWithJava(bootstrap, topic, sizes.textRecords);
    const kafkajs = await readWithKafkajs(bootstrap, topic, sizes.textRecords, "contains");
    figures.push(
      figure,
      { what, unit: "ms", value, against: { what: "ConsumerPerformance, fetching alone", value: java } },
      { what, unit: "ms", value, against: { what: "kafkajs and value.includes", value: kafkajs.ms } },
    );
  }
  figures.push(...(await conditionFigures(console, bootstrap)));
  figures.push({
    what: "memory while text topics are searched",
    unit: "MB",
    value: peak,
    aim: { of: "value", most: 400 },
    note: `the most that was seen of the server in ${runs * textCodecs.length} searches, one after the other`,
  });
  return figures;
}

async function conditionFigures(console: Console, bootstrap: string): Promise<Figure[]> {
  const server = serverPid(console);
  const kafkajs = await readWithKafkajs(bootstrap, topics.json, sizes.jsonRecords, "json");
  const other = (kafkajs.cpuMs * 1000) / sizes.jsonRecords;
  const figures: Figure[] = [];
  /** Microseconds of the server's processors for a record. */
  const costOf = async (filter: Record<string, string>): Promise<{ cost: number; ms: number }> => {
    const path = searchPath(topics.json, filter);
    await get(console, path);
    const walls: number[] = [];
    const costs: number[] = [];
    for (let run = 0; run < runs; run++) {
      const before = cpuMs(server);
      const { ms, result } = await timed(() => get(console, path));
      requireWhole(result, sizes.jsonRecords);
      walls.push(ms);
      costs.push(((cpuMs(server) - before) * 1000) / sizes.jsonRecords);
    }
    return { cost: median(costs), ms: median(walls) };
  };
  const word = await costOf({ contains: needle });
  const perCore = (cost: number) => `${Math.round(1e6 / cost)} records a second and core`;
  for (const where of ['value.status == "NEVER"', "value.total > 20000.0 && value.items.exists(i, i.count == 3)"]) {
    const { cost, ms } = await costOf({ where });
    figures.push(
      {
        what: `CPU of a 1 KB JSON record under ${where}`,
        unit: "µs",
        value: cost,
        against: { what: "kafkajs and JSON.parse", value: other },
        aim: { of: "value", most: 4 },
        note: `${perCore(cost)}, zstd and fetching included; ${Math.round(ms)} ms for ${sizes.jsonRecords}`,
      },
      {
        what: `of it, beyond the same search for a word: ${where}`,
        unit: "µs",
        value: cost - word.cost,
        aim: { of: "value", most: 4 },
        note: `${perCore(cost - word.cost)}; fetching, zstd and looking for a word take ${word.cost.toFixed(1)} µs`,
      },
    );
  }
  return figures;
}

function requireWhole(text: string, records: number): void {
  const { scan } = JSON.parse(text);
  if (scan.reason !== "end" || scan.scanned !== String(records) || scan.matched !== 0 || scan.filterErrors !== 0)
    throw new Error(`The search ended with ${scan.reason} after ${scan.scanned} records, ${scan.matched} found.`);
}
