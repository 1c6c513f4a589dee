import { hasKcat, kcatLines } from "./kcat.ts";
import { longTopic } from "./long-topic.ts";
import type { Figure, Measure } from "./measure.ts";
import { median, spread, timed } from "./timing.ts";
import { clusterPath, get } from "./workbench.ts";

// Its letters all occur and it does not: a needle with a letter that never occurs is found missing ten times faster.
const needle = "KLARBENCHNOHIT";
const path = clusterPath(`/topics/${longTopic.name}/messages?contains=${needle}&limit=50&maxSeconds=60`);
const tuned = ["-X", "queued.min.messages=10000000", "-X", "queued.max.messages.kbytes=1000000", "-o", "beginning"];

/** A word looked for in the whole topic, found nowhere. */
export const search: Measure = {
  name: "search",
  title: "A word that occurs nowhere in 2,000,000 messages of 100 bytes",
  async run(bench) {
    const { bootstrap, ...cluster } = await bench.longTopic();
    const console = await bench.console({ bootstrap, ...cluster });
    try {
      const runs: number[] = [];
      const kcat: number[] = [];
      // in turn, so that neither has the calmer machine
      for (let i = 0; i < 7; i++) {
        const { ms, result } = await timed(() => get(console, path));
        requireWhole(result);
        runs.push(ms);
        if (hasKcat) kcat.push((await timed(() => kcatLines(bootstrap, longTopic.name, tuned, needle))).ms);
      }
      const figure: Figure = { what: "whole topic, contains", unit: "ms", value: median(runs), note: spread(runs) };
      if (kcat.length > 0) figure.against = { what: "kcat (tuned) | grep -c", value: median(kcat) };
      return [figure];
    } finally {
      await bench.stop(console);
    }
  },
};

function requireWhole(text: string): void {
  const { scan } = JSON.parse(text);
  if (scan.reason !== "end" || scan.scanned !== String(longTopic.records) || scan.matched !== 0)
    throw new Error(`The search ended with ${scan.reason} after ${scan.scanned} records, ${scan.matched} found.`);
}
