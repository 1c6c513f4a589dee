// node bench/others.ts <bootstrap> <topic> <records> contains|json: a kafkajs consumer that reads a topic of so many records once,
// looking for a word or parsing JSON; prints {ms, cpuMs, found}. A process of its own: what is measured is all it does.
import { spawn } from "node:child_process";
import { performance } from "node:perf_hooks";
import { client } from "../rig/demo/client.mjs";
import { kafkaTool } from "../rig/tools.mjs";

export const needle = "KLARBENCHNOHIT";
export type OtherRun = { ms: number; cpuMs: number; found: number };

/** Reads a topic with a kafkajs consumer in a process of its own. */
export function readWithKafkajs(
  bootstrap: string,
  topic: string,
  records: number,
  how: "contains" | "json",
): Promise<OtherRun> {
  const argv = [import.meta.filename, bootstrap, topic, String(records), how];
  const child = spawn(process.execPath, argv, { stdio: ["ignore", "pipe", "inherit"] });
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (part: string) => {
    text += part;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve(JSON.parse(text));
      else reject(new Error(`the kafkajs consumer ended with ${code}`));
    });
  });
}

/** Kafka's own measure of a Java consumer: the ms that it says it fetched, without the start of a JVM and of a group. */
export async function readWithJava(bootstrap: string, topic: string, records: number): Promise<number> {
  const argv = ["--topic", topic, "--num-records", String(records), "--timeout", "60000", "--hide-header"];
  const { stdout } = await kafkaTool("consumer-perf-test", argv, { bootstrap, timeout: 180_000 });
  const fetchMs = Number(stdout.trim().split(",")[7]);
  if (!(fetchMs > 0)) throw new Error(`ConsumerPerformance said ${stdout}`);
  return fetchMs;
}

async function main(bootstrap: string, topic: string, records: number, how: string): Promise<void> {
  const consumer = client(bootstrap, "bench").consumer({
    groupId: `bench-${process.pid}-${Date.now()}`,
    maxBytesPerPartition: 8 << 20,
    maxBytes: 64 << 20,
  });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  const { promise, resolve } = Promise.withResolvers<void>();
  let read = 0;
  let found = 0;
  let began = 0;
  let cpu = process.cpuUsage();
  await consumer.run({
    eachBatchAutoResolve: true,
    eachBatch: async ({ batch }) => {
      // what a group takes to form is not reading
      if (began === 0) {
        began = performance.now();
        cpu = process.cpuUsage();
      }
      for (const { value } of batch.messages) {
        read++;
        if (value === null) continue;
        if (how === "json" ? JSON.parse(value.toString()).status === "NEVER" : value.includes(needle)) found++;
      }
      if (read >= records) resolve();
    },
  });
  await promise;
  const { user, system } = process.cpuUsage(cpu);
  const run: OtherRun = { ms: performance.now() - began, cpuMs: (user + system) / 1000, found };
  await consumer.disconnect();
  console.log(JSON.stringify(run));
  process.exit(0);
}

if (process.argv[1] === import.meta.filename) {
  const [bootstrap = "", topic = "", records = "0", how = ""] = process.argv.slice(2);
  await main(bootstrap, topic, Number(records), how);
}
