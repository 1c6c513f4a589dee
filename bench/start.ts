import { performance } from "node:perf_hooks";
import { bareServer } from "./bare-server.ts";
import type { Measure } from "./measure.ts";
import { median } from "./timing.ts";
import { clusterName, clusterPath, get } from "./workbench.ts";

const starts = 5;

/** From `bin/klar` to the first answer, as a person at a terminal waits for it. */
export const start: Measure = {
  name: "start",
  title: "From the command to the first answer",
  async run(bench) {
    const cluster = await bench.longTopic();
    const bare: number[] = [];
    const answer: number[] = [];
    const page: number[] = [];
    const list: number[] = [];
    for (let i = 0; i < starts; i++) {
      const server = await bareServer();
      bare.push(server.readyMs);
      await server.stop();
      const began = performance.now();
      const console = await bench.console(cluster);
      answer.push(performance.now() - began);
      await get(console, `/c/${clusterName}/topics`);
      page.push(performance.now() - began);
      await get(console, clusterPath("/topics"));
      list.push(performance.now() - began);
      await bench.stop(console);
    }
    const against = { what: "an empty HTTP server in Node", value: median(bare) };
    const aim = { of: "value", most: 2_000 } as const;
    const note = `median of ${starts}`;
    return [
      { what: "first answer (health)", unit: "ms", value: median(answer), against, aim, note },
      { what: "first page", unit: "ms", value: median(page), against, note },
      { what: "first list of topics", unit: "ms", value: median(list), against, note },
    ];
  },
};
