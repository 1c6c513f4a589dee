import { kafkaTool } from "../rig/tools.mjs";
import { openCluster } from "../server/kafka/open.ts";

export const longTopic = { name: "long-topic", partitions: 6, records: 2_000_000, recordBytes: 100 } as const;

/** Random capital letters, written by Kafka's own producer. */
export async function fillLongTopic(bootstrap: string): Promise<void> {
  const { name, partitions, records, recordBytes } = longTopic;
  const kafka = openCluster({ name: "bench", bootstrapServers: bootstrap.split(",") });
  try {
    await kafka.createTopic({ name, partitions, replicationFactor: 1 });
  } finally {
    await kafka.close();
  }
  const size = ["--num-records", String(records), "--record-size", String(recordBytes), "--throughput", "-1"];
  const properties = ["acks=1", `bootstrap.servers=${bootstrap}`, "linger.ms=20", "batch.size=65536"];
  await kafkaTool("producer-perf-test", ["--topic", name, ...size, "--producer-props", ...properties], {
    timeout: 300_000,
  });
}
