import type { KafkaMessage } from "kafkajs";
import { client } from "../../rig/demo/client.mjs";
import { eventually, testBootstrap, uniqueName } from "../support/rig";

export type Written = Pick<KafkaMessage, "key" | "value" | "timestamp"> & {
  headers: NonNullable<KafkaMessage["headers"]>;
  partition: number;
  offset: number;
};

/** What another client reads of a topic, committed records alone, in the order of partitions and offsets: once `count` are there. */
export async function readBack(topic: string, count: number): Promise<Written[]> {
  const consumer = client(testBootstrap(), "read-back").consumer({
    groupId: uniqueName("read-back"),
    maxWaitTimeInMs: 100,
  });
  const seen: Written[] = [];
  await consumer.connect();
  try {
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachMessage: async ({ partition, message }) => {
        const { key, value, headers = {}, timestamp, offset } = message;
        seen.push({ key, value, headers, timestamp, partition, offset: Number(offset) });
      },
    });
    await eventually(`${count} records of ${topic}`, () => (seen.length < count ? undefined : true));
  } finally {
    await consumer.disconnect();
  }
  return seen.sort((a, b) => a.partition - b.partition || a.offset - b.offset);
}

/** Texts of what was read, `null` for null. */
export const texts = ({ key, value }: Written): [string, string] => [String(key), String(value)];
