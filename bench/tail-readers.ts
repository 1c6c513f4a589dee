// node bench/tail-readers.ts tail <url> <readers> | kafkajs <bootstrap> <topic>: reads what comes and how late it comes, in a process of
// its own. Prints "ready", then waits for a line with the number of records that were written, and prints what it saw.
import { once } from "node:events";
import { get } from "node:http";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { client } from "../rig/demo/client.mjs";
import { median, quantile } from "./timing.ts";

type Status = { delivered: string; skipped: string; filtered: string; perSecond: number };
/** Milliseconds from a record's append to its arrival here; of each reader what it was shown and what it was told. */
export type TailSeen = {
  p50: number;
  p95: number;
  p99: number;
  shown: number[];
  told: number[];
  mostPerSecond: number;
};

const patienceMs = 15_000;
const lates: number[] = [];
const shown: number[] = [];
const told: number[] = [];
let mostPerSecond = 0;

/** Follows one event stream; resolves with its first status. */
async function follow(url: string, reader: number): Promise<void> {
  const [answer] = await once(get(url, { headers: { accept: "text/event-stream" }, agent: false }), "response");
  const { promise, resolve } = Promise.withResolvers<void>();
  let rest = "";
  const seconds = new Map<number, number>();
  shown[reader] = 0;
  answer.setEncoding("utf8").on("data", (text: string) => {
    const frames = (rest + text).split("\n\n");
    rest = frames.pop() ?? "";
    const now = Date.now();
    for (const frame of frames) {
      const data = frame.slice(frame.indexOf("\ndata: ") + 7);
      if (frame.startsWith("event: messages")) {
        const { items } = JSON.parse(data) as { items: { timestamp: number }[] };
        for (const { timestamp } of items) lates.push(now - timestamp);
        shown[reader] = (shown[reader] ?? 0) + items.length;
        const second = Math.floor(now / 1000);
        seconds.set(second, (seconds.get(second) ?? 0) + items.length);
        mostPerSecond = Math.max(mostPerSecond, seconds.get(second) ?? 0);
      } else if (frame.startsWith("event: status")) {
        const { delivered, skipped, filtered } = JSON.parse(data) as Status;
        told[reader] = Number(delivered) + Number(skipped) + Number(filtered);
        resolve();
      }
    }
  });
  await promise;
}

async function consume(bootstrap: string, topic: string): Promise<void> {
  const consumer = client(bootstrap, "bench-tail").consumer({
    groupId: `bench-tail-${Date.now()}`,
    maxWaitTimeInMs: 100,
  });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: false });
  const { promise, resolve } = Promise.withResolvers<void>();
  consumer.on(consumer.events.GROUP_JOIN, () => resolve());
  shown[0] = 0;
  await consumer.run({
    eachBatch: async ({ batch }) => {
      const now = Date.now();
      for (const { timestamp } of batch.messages) lates.push(now - Number(timestamp));
      shown[0] = (shown[0] ?? 0) + batch.messages.length;
      told[0] = shown[0];
    },
  });
  await promise;
  // it joins before it has looked up where the topic ends
  await sleep(1500);
}

if (process.argv[1] === import.meta.filename) {
  const [how = "", where = "", what = ""] = process.argv.slice(2);
  if (how === "tail") await Promise.all(Array.from({ length: Number(what) }, (_, reader) => follow(where, reader)));
  else await consume(where, what);
  console.log("ready");
  const [line] = await once(createInterface({ input: process.stdin }), "line");
  const written = Number(line);
  const deadline = Date.now() + patienceMs;
  while (told.some((count) => count < written) && Date.now() < deadline) await sleep(50);
  const seen: TailSeen = {
    p50: median(lates),
    p95: quantile(lates, 0.95),
    p99: quantile(lates, 0.99),
    shown,
    told,
    mostPerSecond,
  };
  console.log(JSON.stringify(seen));
  process.exit(0);
}
