import kafkajs, { type Consumer } from "kafkajs";
import { eventually, testBootstrap } from "../support/rig";

/** A member of a group that an ordinary client holds: it reads from the start, commits what it read, can stop and come back. */
export async function joinGroup(group: string, topic: string) {
  const kafka = new kafkajs.Kafka({
    clientId: "journey",
    brokers: testBootstrap().split(","),
    logLevel: kafkajs.logLevel.NOTHING,
  });
  const seen = new Set<string>();
  let consumer: Consumer | null = null;
  const start = async () => {
    consumer = kafka.consumer({ groupId: group, maxWaitTimeInMs: 200 });
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({
      autoCommitInterval: 200,
      eachMessage: async ({ partition, message }) => {
        seen.add(`${partition}:${message.offset}`);
      },
    });
  };
  await start();
  return {
    start,
    stop: async () => {
      await consumer?.disconnect();
      consumer = null;
    },
    reads: (count: number) =>
      eventually(`${group} reads ${count} records`, () => (seen.size < count ? undefined : seen.size)),
  };
}
