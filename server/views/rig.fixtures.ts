import * as z from "zod/mini";
import { testBootstrap, uniqueName } from "../../e2e/support/rig.ts";
import { type Cluster, createCluster } from "../clusters/cluster.ts";
import { encodeBatch } from "../kafka/batch/encode.ts";
import type { NewTopic } from "../kafka/cluster.ts";
import { openCluster } from "../kafka/open.ts";

/** Test support: a cluster on the shared brokers, and what the test made there. */
export type Stand = {
  cluster: Cluster;
  bootstrap: string;
  /** a topic of the test's own, in the next picture; gone after the tests */
  ownTopic(spec?: Omit<NewTopic, "name">): Promise<string>;
  /** `counts[p]` records in partition p, each in a batch of its own */
  fill(topic: string, counts: readonly number[], timestamp?: number): Promise<void>;
  close(): Promise<void>;
};

export function standOn(bootstrap = testBootstrap()): Stand {
  const bootstrapServers = bootstrap.split(",");
  const config = { name: "rig", bootstrapServers, environment: null, readOnly: false, tls: null, sasl: null };
  const cluster = createCluster(config, openCluster({ name: "rig", bootstrapServers }));
  const { kafka } = cluster;
  const topics: string[] = [];
  return {
    cluster,
    bootstrap,
    async ownTopic(spec = {}) {
      const name = uniqueName("vw");
      topics.push(name);
      await kafka.createTopic({ name, partitions: 3, ...spec });
      cluster.markStale();
      return name;
    },
    async fill(topic, counts, timestamp = Date.now()) {
      const asks = counts.flatMap((count, partition) =>
        Array.from({ length: count }, (_, nth) => {
          const records = [{ key: null, value: Buffer.from(`record ${nth}`), headers: [], timestamp }];
          return { topic, partition, batch: encodeBatch({ records, codec: "none" }) };
        }),
      );
      for (const item of await kafka.produce(asks, { acks: -1 })) if (!item.ok) throw item.error;
      cluster.markStale();
    },
    async close() {
      await Promise.allSettled(topics.map((topic) => kafka.deleteTopic(topic)));
      await cluster.close();
    },
  };
}

/** A reply in wire form, as `serve` would send it; throws where it does not fit its contract. */
export function sent<R extends z.ZodMiniType>(contract: { path: string; reply?: R }, value: z.output<R>): z.input<R> {
  if (!contract.reply) throw new Error(`${contract.path} has no reply`);
  return z.encode(contract.reply, value);
}
