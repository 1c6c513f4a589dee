import { performance } from "node:perf_hooks";
import type { RunningCluster } from "../rig/start-cluster.mjs";
import { kafkaTool } from "../rig/tools.mjs";
import { openCluster } from "../server/kafka/open.ts";
import { hasKcat, kcatLines } from "./kcat.ts";
import { longTopic } from "./long-topic.ts";
import type { Figure, Measure } from "./measure.ts";
import { median, spread, timed, timedRuns } from "./timing.ts";
import { clusterPath, get } from "./workbench.ts";

const limit = 50;
const path = clusterPath(`/topics/${longTopic.name}/messages?limit=${limit}`);

/** The newest 50 messages of a topic of six partitions: the page people open most. */
export const newest: Measure = {
  name: "newest",
  title: "Newest 50 of 2,000,000 messages in six partitions, three brokers",
  async run(bench) {
    const cluster = await bench.longTopic();
    const console = await bench.console(cluster);
    try {
      const first = await timed(() => get(console, path));
      const { messages } = JSON.parse(first.result);
      if (messages.length !== limit) throw new Error(`${messages.length} messages came instead of ${limit}.`);
      for (let i = 0; i < 10; i++) await get(console, path);
      const runs = await timedRuns(60, () => get(console, path));
      const value = median(runs);
      const raw = await rawNewest(cluster);
      const aim = { of: "value", most: 15 } as const;
      const what = `newest ${limit}`;
      return [
        {
          what,
          unit: "ms",
          value,
          against: { what: "ListOffsets and one Fetch per broker", value: median(raw) },
          aim,
          note: spread(runs),
        },
        {
          what: `${what}, first of a fresh console`,
          unit: "ms",
          value: first.ms,
          note: "sockets, metadata and code are cold",
        },
        ...(await others(cluster, what, value)),
      ];
    } finally {
      await bench.stop(console);
    }
  },
};

/** The requests the page needs, through the console's own port, in this process. */
async function rawNewest({ bootstrap }: RunningCluster): Promise<number[]> {
  const kafka = openCluster({ name: "bench", bootstrapServers: bootstrap.split(",") });
  const session = kafka.openFetch();
  const each = Math.ceil(limit / longTopic.partitions);
  try {
    const topic = await kafka.topic(longTopic.name);
    const once = async () => {
      const ends = await kafka.listOffsets(
        topic.partitions.map(({ partition }) => ({ topic: topic.name, partition, at: "latest" })),
      );
      const asks = new Map<number, Parameters<typeof session.fetch>[1][number][]>();
      for (const end of ends) {
        if (!end.ok) throw end.error;
        const leader = topic.partitions[end.key.partition]?.leader ?? 0;
        const ask = { ...end.key, topicId: topic.topicId, offset: end.value.offset - BigInt(each), maxBytes: 1 << 20 };
        asks.set(leader, [...(asks.get(leader) ?? []), ask]);
      }
      const limits = { maxBytes: 8 << 20, maxWaitMs: 0, minBytes: 1, isolation: "read_committed" } as const;
      await Promise.all([...asks].map(([node, of]) => session.fetch(node, of, limits)));
    };
    for (let i = 0; i < 10; i++) await once();
    return await timedRuns(60, once);
  } finally {
    session.close();
    await kafka.close();
  }
}

/** Producers fill partitions unevenly. */
async function endOfFirst(bootstrap: string): Promise<bigint> {
  const kafka = openCluster({ name: "bench", bootstrapServers: bootstrap.split(",") });
  try {
    const [end] = await kafka.listOffsets([{ topic: longTopic.name, partition: 0, at: "latest" }]);
    if (!end?.ok) throw end?.error ?? new Error(`Partition 0 of ${longTopic.name} has no end.`);
    return end.value.offset;
  } finally {
    await kafka.close();
  }
}

/** What people would type instead. Both are programs that start for every question. */
async function others({ bootstrap }: RunningCluster, what: string, value: number): Promise<Figure[]> {
  const figures: Figure[] = [];
  if (hasKcat) {
    const each = Math.ceil(limit / longTopic.partitions);
    const runs = await timedRuns(7, () => kcatLines(bootstrap, longTopic.name, ["-o", `-${each}`]));
    figures.push({
      what,
      unit: "ms",
      value,
      against: { what: `kcat -o -${each}`, value: median(runs) },
      note: "kcat starts for each",
    });
  }
  const end = await endOfFirst(bootstrap);
  const runs = await timedRuns(3, async () => {
    const began = performance.now();
    await kafkaTool(
      "console-consumer",
      [
        "--topic",
        longTopic.name,
        "--partition",
        "0",
        "--offset",
        String(end - BigInt(limit)),
        "--max-messages",
        String(limit),
      ],
      { bootstrap },
    );
    return performance.now() - began;
  });
  figures.push({
    what,
    unit: "ms",
    value,
    against: { what: "kafka-console-consumer, 50 of one partition", value: median(runs) },
    note: "a JVM starts for each",
  });
  return figures;
}
