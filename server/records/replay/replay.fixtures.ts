import * as z from "zod/mini";
import { eventually, uniqueName } from "../../../e2e/support/rig.ts";
import type { Job } from "../../../lib/api/jobs.ts";
import { ReplayBody, type ReplayPreview } from "../../../lib/api/replay.ts";
import { client } from "../../../rig/demo/client.mjs";
import { createJobs, type Jobs } from "../../jobs/jobs.ts";
import type { KafkaCluster } from "../../kafka/cluster.ts";
import { replayRecords } from "./replay.ts";

export type Asked = z.input<typeof ReplayBody>;
const patience = () => AbortSignal.timeout(120_000);

/** Test support: replays on a cluster, waited for. */
export function replaying(kafka: KafkaCluster, jobs: Jobs = createJobs()) {
  const start = async (topic: string, body: Asked): Promise<string> => {
    const answer = await replayRecords(kafka, topic, z.parse(ReplayBody, body), { jobs }, patience());
    if (!("id" in answer)) throw new Error("That was a dry run");
    return answer.id;
  };
  const ended = async (id: string): Promise<Job> => {
    let last = jobs.get(id);
    for await (const job of jobs.watch(id, patience())) last = job;
    return last;
  };
  return {
    jobs,
    start,
    ended,
    run: async (topic: string, body: Asked) => ended(await start(topic, body)),
    async preview(topic: string, body: Asked): Promise<z.output<typeof ReplayPreview>> {
      const answer = await replayRecords(
        kafka,
        topic,
        z.parse(ReplayBody, { ...body, dryRun: true }),
        { jobs },
        patience(),
      );
      if ("id" in answer) throw new Error("That was no dry run");
      return answer;
    },
  };
}

export type Witnessed = {
  partition: number;
  offset: string;
  key: string | null;
  value: string | null;
  headers: string;
  time: string;
};

/** All that an ordinary read_committed consumer (kafkajs) is given of a topic, up to its end. */
export async function witness(bootstrap: string, topic: string): Promise<Witnessed[]> {
  const kafka = client(bootstrap, "witness");
  const admin = kafka.admin();
  await admin.connect();
  const group = uniqueName("witness");
  const consumer = kafka.consumer({ groupId: group, readUncommitted: false, maxWaitTimeInMs: 50 });
  const seen: Witnessed[] = [];
  // where a partition ends in a marker, no record is delivered at its end: what was looked at is told by the batches
  const reached = new Map<number, bigint>();
  try {
    const ends = (await admin.fetchTopicOffsets(topic)).filter(({ low, high }) => low !== high);
    if (ends.length === 0) return [];
    await consumer.connect();
    await consumer.subscribe({ topics: [topic], fromBeginning: true });
    consumer.on(consumer.events.END_BATCH_PROCESS, ({ payload }) =>
      reached.set(payload.partition, BigInt(payload.lastOffset) + 1n),
    );
    await consumer.run({
      eachBatchAutoResolve: true,
      eachBatch: async ({ batch }) => {
        for (const { offset, key, value, headers, timestamp } of batch.messages)
          seen.push({
            ...{ partition: batch.partition, offset, time: timestamp },
            key: key?.toString("latin1") ?? null,
            value: value?.toString("latin1") ?? null,
            headers: JSON.stringify(Object.entries(headers ?? {}).map(([name, of]) => [name, [of].flat().map(String)])),
          });
      },
    });
    await eventually("the end of the topic", () =>
      ends.every(({ partition, high }) => (reached.get(partition) ?? 0n) >= BigInt(high)) ? true : undefined,
    );
    return seen;
  } finally {
    await consumer.disconnect();
    await admin.deleteGroups([group]).catch(() => {});
    await admin.disconnect();
  }
}
