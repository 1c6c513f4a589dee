import { performance } from "node:perf_hooks";
import type { RunningCluster } from "../rig/start-cluster.mjs";
import { openCluster } from "../server/kafka/open.ts";
import type { Figure } from "./measure.ts";
import { needle } from "./others.ts";
import { sizes, topics } from "./record-topics.ts";
import { median, quantile, spread, timedRuns } from "./timing.ts";
import { type Console, clusterPath, get } from "./workbench.ts";

const limit = 50;
const runs = 60;
const newestPath = (topic: string) => clusterPath(`/topics/${topic}/messages?limit=${limit}`);

/** Pages: the newest of several topics, alone and beside a search, and how soon the first row of any reading comes. */
export async function browseFigures(console: Console, { bootstrap }: RunningCluster): Promise<Figure[]> {
  const figures: Figure[] = [];
  const pages = [
    [topics.text("zstd"), "six partitions", 10],
    [topics.hundred, "one hundred partitions", 50],
    [topics.gapped, "six compacted partitions with wide gaps", undefined],
  ] as const;
  for (const [topic, words, most] of pages) {
    await timedRuns(10, () => newest(console, topic));
    const own = await timedRuns(runs, () => newest(console, topic));
    const raw = await rawNewest(bootstrap, topic);
    figures.push({
      what: `newest ${limit} of ${words}`,
      unit: "ms",
      value: median(own),
      against: { what: "ListOffsets and one Fetch per broker", value: median(raw) },
      ...(most === undefined ? {} : { aim: { of: "value", most } as const }),
      note: spread(own),
    });
  }
  figures.push(await besideSearch(console));
  figures.push(...(await firstRows(console)));
  return figures;
}

async function newest(console: Console, topic: string): Promise<void> {
  const { messages } = JSON.parse(await get(console, newestPath(topic)));
  if (messages.length !== limit) throw new Error(`${messages.length} messages came of ${topic} instead of ${limit}.`);
}

async function besideSearch(console: Console): Promise<Figure> {
  const topic = topics.text("zstd");
  const ending = new AbortController();
  let searches = 0;
  const searching = (async () => {
    const path = clusterPath(`/topics/${topic}/messages?contains=${needle}&maxSeconds=60`);
    while (!ending.signal.aborted) {
      await get(console, path);
      searches++;
    }
  })();
  const own = await timedRuns(runs, () => newest(console, topic));
  ending.abort();
  await searching;
  return {
    what: `newest ${limit} of six partitions while a search runs`,
    unit: "ms",
    value: median(own),
    aim: { of: "value", most: 15 },
    note: `${spread(own)}; beside ${searches} searches of ${sizes.textRecords} records, zstd`,
  };
}

/** The requests the page needs, through the console's own port, in this process. */
async function rawNewest(bootstrap: string, name: string): Promise<number[]> {
  const kafka = openCluster({ name: "bench", bootstrapServers: bootstrap.split(",") });
  const session = kafka.openFetch();
  try {
    const topic = await kafka.topic(name);
    const each = Math.ceil(limit / topic.partitions.length);
    const once = async () => {
      const ends = await kafka.listOffsets(
        topic.partitions.map(({ partition }) => ({ topic: name, partition, at: "latest" })),
      );
      const asks = new Map<number, Parameters<typeof session.fetch>[1][number][]>();
      for (const end of ends) {
        if (!end.ok) throw end.error;
        const leader = topic.partitions[end.key.partition]?.leader ?? 0;
        const offset = end.value.offset > each ? end.value.offset - BigInt(each) : 0n;
        asks.set(leader, [
          ...(asks.get(leader) ?? []),
          { ...end.key, topicId: topic.topicId, offset, maxBytes: 1 << 20 },
        ]);
      }
      const limits = { maxBytes: 8 << 20, maxWaitMs: 0, minBytes: 1, isolation: "read_committed" } as const;
      await Promise.all([...asks].map(([node, of]) => session.fetch(node, of, limits)));
    };
    await timedRuns(10, once);
    return await timedRuns(runs, once);
  } finally {
    session.close();
    await kafka.close();
  }
}

/** From the request to the first event with messages in it. */
async function firstRows(console: Console): Promise<Figure[]> {
  const middle = Math.floor(sizes.jsonRecords / 12);
  const readings: [string, string, Record<string, string>][] = [
    ["newest, 1,000 rows", topics.json, { limit: "1000" }],
    ["oldest", topics.json, { order: "oldest" }],
    ["from an offset in the middle", topics.json, { from: `offset:${middle}`, order: "oldest" }],
    ["from a time", topics.json, { from: "time:-6h", order: "oldest" }],
    ["a search that finds soon", topics.json, { contains: "PAID", limit: "1000" }],
    ["a condition that finds soon", topics.json, { where: 'value.status == "PAID"', limit: "1000" }],
    ["oldest of a compacted topic", topics.gapped, { order: "oldest" }],
  ];
  const figures: Figure[] = [];
  for (const [words, topic, query] of readings) {
    const path = clusterPath(`/topics/${topic}/messages?${new URLSearchParams(query)}`);
    const each: number[] = [];
    for (let run = 0; run < 15; run++) each.push(await firstRowMs(console.url + path));
    figures.push({
      what: `first row: ${words}`,
      unit: "ms",
      value: median(each),
      aim: { of: "value", most: 100 },
      note: `median of ${each.length}; the slowest ${quantile(each, 1).toFixed(0)} ms`,
    });
  }
  return figures;
}

async function firstRowMs(url: string): Promise<number> {
  const began = performance.now();
  const answer = await fetch(url, { headers: { accept: "application/x-ndjson" } });
  if (!answer.ok || !answer.body) throw new Error(`${url} answered ${answer.status}`);
  const decoder = new TextDecoder();
  let text = "";
  for await (const part of answer.body) {
    text += decoder.decode(part, { stream: true });
    // leaving the loop ends the stream
    if (text.includes('{"event":"messages"')) return performance.now() - began;
  }
  throw new Error(`${url} ended without a row: ${text.slice(-300)}`);
}
