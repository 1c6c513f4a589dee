// node bench/tail-load.ts <bootstrap> <topic> <records a second> <seconds>: writes small records at an even pace, each with the time
// at which it was handed to the broker; prints how many were acknowledged.
import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { encodeBatch } from "../server/kafka/batch/encode.ts";
import { openCluster } from "../server/kafka/open.ts";

const everyMs = 10;
/** a batch of them stays far below what a topic takes */
const mostOfBatch = 4000;
const [bootstrap = "", name = "", rate = "0", seconds = "0"] = process.argv.slice(2);
const kafka = openCluster({ name: "bench", bootstrapServers: bootstrap.split(",") });
const { partitions } = await kafka.topic(name);
const value = Buffer.from("X".repeat(100));
const began = performance.now();
const until = began + Number(seconds) * 1000;
const under = new Set<Promise<void>>();
let handed = 0;
let acknowledged = 0;

/** One batch to one partition; a failed one is an error of the measure. */
async function append(partition: number, count: number): Promise<void> {
  const timestamp = Date.now();
  const records = Array.from({ length: count }, () => ({ key: null, value, headers: [], timestamp }));
  const [answer] = await kafka.produce([{ topic: name, partition, batch: encodeBatch({ records, codec: "none" }) }], {
    acks: 1,
  });
  if (answer?.ok === false) throw answer.error;
  acknowledged += count;
}

for (let tick = 0; performance.now() < until; tick++) {
  const due = Math.floor(((performance.now() - began) / 1000) * Number(rate)) - handed;
  // two partitions a tick: batches as a producer with some linger makes them
  for (const partition of [tick * 2, tick * 2 + 1].map((at) => at % partitions.length)) {
    const count = Math.min(mostOfBatch, Math.floor(due / 2));
    if (count === 0) continue;
    handed += count;
    const work = append(partition, count).finally(() => under.delete(work));
    under.add(work);
  }
  await sleep(everyMs);
}
await Promise.all(under);
await kafka.close();
console.log(acknowledged);
