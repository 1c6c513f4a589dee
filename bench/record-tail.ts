import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { RunningCluster } from "../rig/start-cluster.mjs";
import type { Figure } from "./measure.ts";
import { cpuMs, peakMegabytes } from "./process-memory.ts";
import { sizes, topics } from "./record-topics.ts";
import type { TailSeen } from "./tail-readers.ts";
import { type Console, clusterPath, serverPid } from "./workbench.ts";

const readers = 10;

/** A topic that takes many records a second, followed by ten readers at once. */
export async function tailFigures(console: Console, { bootstrap }: RunningCluster): Promise<Figure[]> {
  const server = serverPid(console);
  const url = `${console.url}${clusterPath(`/topics/${topics.tail}/tail?maxPerSecond=1000`)}`;
  const before = cpuMs(server);
  const { result, peak } = await peakMegabytes(server, () => measure(bootstrap, ["tail", url, String(readers)]));
  const { seen, written } = result;
  const cores = (cpuMs(server) - before) / 1000 / sizes.tailSeconds;
  // a record that is neither shown nor counted would be a lie
  for (const [reader, count] of seen.told.entries())
    if (count !== written) throw new Error(`Reader ${reader} was told of ${count} of ${written} records.`);
  const other = await measure(bootstrap, ["kafkajs", bootstrap, topics.tail]);
  const shown = Math.round(seen.shown.reduce((sum, count) => sum + count, 0) / readers);
  const rate = Math.round(written / sizes.tailSeconds);
  return [
    {
      what: `tail of ${rate} records a second, ${readers} readers: append to event, p95`,
      unit: "ms",
      value: seen.p95,
      against: { what: "one kafkajs consumer, p95", value: other.seen.p95 },
      aim: { of: "value", most: 100 },
      note: `p50 ${seen.p50} ms, p99 ${seen.p99} ms; each was shown ${shown} of ${written}, at most ${seen.mostPerSecond} in a second, and told of every other one; ${cores.toFixed(2)} cores`,
    },
    { what: "memory during the tail", unit: "MB", value: peak, aim: { of: "value", most: 400 } },
  ];
}

/** Readers in one process, the writer in another. */
async function measure(bootstrap: string, argv: readonly string[]): Promise<{ seen: TailSeen; written: number }> {
  const here = (file: string) => join(import.meta.dirname, file);
  const reading = spawn(process.execPath, [here("tail-readers.ts"), ...argv], { stdio: ["pipe", "pipe", "inherit"] });
  const kill = () => reading.kill("SIGKILL");
  process.on("exit", kill);
  try {
    const lines = createInterface({ input: reading.stdout })[Symbol.asyncIterator]();
    const line = async () => {
      const { value, done } = await lines.next();
      if (done) throw new Error("the readers of the tail ended early");
      return value;
    };
    if ((await line()) !== "ready") throw new Error("the readers of the tail did not begin");
    const load = [bootstrap, topics.tail, String(sizes.tailPerSecond), String(sizes.tailSeconds)];
    const writing = spawn(process.execPath, [here("tail-load.ts"), ...load], { stdio: ["ignore", "pipe", "inherit"] });
    let told = "";
    writing.stdout.setEncoding("utf8").on("data", (part: string) => {
      told += part;
    });
    await once(writing, "close");
    const written = Number(told.trim());
    if (!(written > 0)) throw new Error(`the writer of the tail wrote ${told}`);
    reading.stdin.end(`${written}\n`);
    return { seen: JSON.parse(await line()), written };
  } finally {
    process.off("exit", kill);
    kill();
  }
}
