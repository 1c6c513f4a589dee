import { setTimeout as sleep } from "node:timers/promises";
import { bareServer } from "./bare-server.ts";
import { longTopic } from "./long-topic.ts";
import type { Figure, Measure } from "./measure.ts";
import { childrenOf, residentMegabytes } from "./process-memory.ts";
import { type Console, clusterName, clusterPath, get } from "./workbench.ts";

const idleMs = 60_000;

/** Memory of the console's server while nobody asks anything, and of the small process that started it. */
export const memory: Measure = {
  name: "memory",
  title: "Memory when idle",
  async run(bench) {
    const bare = await bareServer();
    const node = residentMegabytes(bare.pid);
    await bare.stop();
    const against = { what: "an empty HTTP server in Node", value: node };
    const figures: Figure[] = [];
    const add = (what: string, console: Console, note: string) => {
      const [server = console.pid] = childrenOf(console.pid);
      const value = residentMegabytes(server);
      const whole = residentMegabytes(console.pid);
      const aim = { of: "value", most: 250 } as const;
      figures.push({ what, unit: "MB", value, against, aim, note: `${note}; ${whole.toFixed(0)} MB with bin/klar` });
    };
    const small = await bench.console(await bench.longTopic());
    await sleep(5_000);
    add("just started", small, "asked for its health only");
    await look(small, [`/topics/${longTopic.name}/messages`, "/topics", "/groups", "/brokers", "/overview"]);
    await sleep(idleMs);
    add("three brokers, one topic, idle after use", small, "every page and list once, then a minute of nothing");
    await bench.stop(small);
    const large = await bench.console(await bench.manyTopics());
    await look(large, ["/topics?perPage=all", "/groups?perPage=all", "/brokers", "/overview"]);
    await sleep(idleMs);
    add("1,000 topics, 1,000 groups, idle after use", large, "every page and list once, then a minute of nothing");
    await bench.stop(large);
    return figures;
  },
};

async function look(console: Console, calls: readonly string[]): Promise<void> {
  for (const call of calls) await get(console, clusterPath(call));
  for (const page of ["overview", "topics", "groups", "brokers"]) await get(console, `/c/${clusterName}/${page}`);
}
