import { kafkaTool, testBootstrap, uniqueName } from "../../../e2e/support/rig.ts";
import { encodeBatch } from "../batch/encode.ts";
import type { Settled } from "../settled.ts";
import type { KafkaWire } from "../wire/kafka-wire.ts";
import { openWire } from "../wire/rig.fixtures.ts";
import { type Admin, createAdmin } from "./admin.ts";

/** Test support: the admin part of the port on the shared brokers, and what it made there. */
export type Bench = Admin & {
  wire: KafkaWire;
  bootstrap: string;
  /** a topic of the test's own, gone after the tests */
  ownTopic(partitions?: number, configs?: Record<string, string>): Promise<string>;
  /** `counts[p]` records in partition p, each in a batch of its own, a millisecond apart from `firstAt` (epoch ms) on */
  fill(topic: string, counts: readonly number[], firstAt?: number): Promise<void>;
  /** stdout of one of Kafka's own command-line tools */
  kafka(...command: [tool: Parameters<typeof kafkaTool>[0], ...argv: string[]]): Promise<string>;
  close(): Promise<void>;
};

export function openBench(bootstrap = testBootstrap()): Bench {
  const wire = openWire({ bootstrap });
  const admin = createAdmin(wire);
  const topics: string[] = [];
  return {
    ...admin,
    wire,
    bootstrap,
    async ownTopic(partitions = 3, configs = {}) {
      const name = uniqueName("adm");
      topics.push(name);
      await admin.createTopic({ name, partitions, configs });
      return name;
    },
    async fill(topic, counts, firstAt = Date.now() - 60_000) {
      const asks = counts.flatMap((count, partition) =>
        Array.from({ length: count }, (_, nth) => ({ topic, partition, batch: oneRecord(nth, firstAt + nth) })),
      );
      for (const item of await wire.produce(asks, { acks: -1 })) good(item);
    },
    async kafka(tool, ...argv) {
      return (await kafkaTool(tool, argv, { bootstrap })).stdout;
    },
    async close() {
      await Promise.allSettled(topics.map((topic) => admin.deleteTopic(topic)));
      await wire.close();
    },
  };
}

function oneRecord(nth: number, timestamp: number): Buffer {
  return encodeBatch({
    records: [{ key: null, value: Buffer.from(`record ${nth}`), headers: [], timestamp }],
    codec: "none",
  });
}

/** The value of an item that must have worked. */
export function good<T, K>(item: Settled<T, K> | undefined): T {
  if (!item) throw new Error("there is no such item");
  if (!item.ok) throw item.error;
  return item.value;
}

/** Rows of a table as Kafka's tools print it: the line that starts with `first` names the columns. */
export function tableOf(text: string, first: string): Record<string, string>[] {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const header = lines.findIndex((line) => new RegExp(`^${first}\\s`).test(line));
  const columns = (lines[header] ?? "").trim().split(/\s{1,}(?![^(]*\))/);
  return lines.slice(header + 1).map((line) => {
    const cells = line.trim().split(/\s+/);
    return Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? ""]));
  });
}
