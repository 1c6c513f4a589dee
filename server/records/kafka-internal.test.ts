import { Kafka, logLevel } from "kafkajs";
import { afterAll, describe, expect, it } from "vitest";
import { kafkaTool, ToolError, uniqueName } from "../../e2e/support/rig.ts";
import { openBench } from "./rig.fixtures.ts";

const bench = openBench();
afterAll(() => bench.close());
const client = () => new Kafka({ brokers: bench.bootstrap.split(","), logLevel: logLevel.NOTHING });

/** Where Kafka keeps what belongs to a name: others' records do not keep the tool from coming to an end. */
async function homeOf(topic: string, name: string): Promise<string> {
  let hash = 0;
  for (const char of name) hash = (Math.imul(hash, 31) + char.charCodeAt(0)) | 0;
  const { partitions } = await bench.kafka.topic(topic);
  // Utils.abs of the Java client, which takes the absolute value
  return String((hash === -(2 ** 31) ? 0 : Math.abs(hash)) % partitions.length);
}

/** What Kafka's own formatter writes of an internal topic, only the records that speak of `needle`. */
async function formatted(topic: string, formatter: string, needle: string, home = needle): Promise<unknown[]> {
  const at = ["--partition", await homeOf(topic, home), "--offset", "earliest"];
  const argv = ["--topic", topic, ...at, "--formatter", formatter, "--timeout-ms", "4000"];
  const told = await kafkaTool("console-consumer", argv, { bootstrap: bench.bootstrap }).catch((error) => {
    // it ends with an error when nothing more comes
    if (error instanceof ToolError) return error;
    throw error;
  });
  // one follows the other without anything in between
  return told.stdout
    .split(/(?<=\})\s*(?=\{"key":)/)
    .filter((text) => text.includes(needle))
    .map((text) => JSON.parse(text));
}
async function shown(topic: string, needle: string): Promise<{ key: unknown; value: unknown; format: unknown }[]> {
  const { messages } = await bench.read(topic, { order: "oldest", contains: needle, limit: "1000" });
  return messages.map(({ key, value }) => ({
    key: JSON.parse(key?.text ?? "null"),
    value: JSON.parse(value?.text ?? "null"),
    format: [key?.format, value?.format ?? null],
  }));
}

describe("Kafka's own topics", { timeout: 180_000 }, () => {
  it("show commits and groups as the console consumer's formatters do", async () => {
    const topic = await bench.ownTopic(2);
    await bench.append(topic, 0, [[{ value: Buffer.from("x") }]]);
    const group = uniqueName("r2-group");
    const admin = client().admin();
    const consumer = client().consumer({ groupId: group });
    try {
      await consumer.connect();
      await consumer.subscribe({ topic, fromBeginning: true });
      const { promise, resolve } = Promise.withResolvers<void>();
      await consumer.run({ eachMessage: async () => resolve() });
      await promise;
      await consumer.disconnect();
      await admin.connect();
      await admin.setOffsets({ groupId: group, topic, partitions: [{ partition: 1, offset: "9007199254740993" }] });
      const internal = "__consumer_offsets";
      const commits = await formatted(internal, "org.apache.kafka.tools.consumer.OffsetsMessageFormatter", group);
      const groups = await formatted(internal, "org.apache.kafka.tools.consumer.GroupMetadataMessageFormatter", group);
      expect(commits.length).toBeGreaterThan(1);
      expect(groups.length).toBeGreaterThan(0);
      const ours = await shown(internal, group);
      for (const one of [...commits, ...groups]) {
        const { key, value } = one as { key: unknown; value: unknown };
        expect(ours).toContainEqual({ key, value, format: ["kafka", value === null ? null : "kafka"] });
      }
      // what a double cannot hold is found and shown all the same
      const exact = await bench.read(internal, {
        where: `value != null && has(value.data.offset) && value.data.offset == 9007199254740993 && key.data.group == "${group}"`,
      });
      expect(exact.messages[0]?.value?.text).toContain('"offset":9007199254740993,');
      await admin.deleteGroups([group]);
    } finally {
      await consumer.disconnect();
      await admin.disconnect();
    }
  });

  it("show transactions as the console consumer's formatter does", async () => {
    const topic = await bench.ownTopic(2);
    const transactionalId = uniqueName("r2-txn");
    const producer = client().producer({ transactionalId, idempotent: true, maxInFlightRequests: 1 });
    await producer.connect();
    try {
      const transaction = await producer.transaction();
      await transaction.send({
        topic,
        messages: [
          { value: "a", partition: 0 },
          { value: "b", partition: 1 },
        ],
      });
      await transaction.commit();
    } finally {
      await producer.disconnect();
    }
    const formatter = "org.apache.kafka.tools.consumer.TransactionLogMessageFormatter";
    const theirs = await formatted("__transaction_state", formatter, transactionalId);
    expect(theirs.length).toBeGreaterThan(1);
    const ours = await shown("__transaction_state", transactionalId);
    for (const one of theirs) {
      const { key, value } = one as { key: unknown; value: unknown };
      expect(ours).toContainEqual({ key, value, format: ["kafka", "kafka"] });
    }
  });

  it("show what share groups have delivered as the console consumer's formatter does", async () => {
    const topic = await bench.ownTopic(1);
    await bench.append(topic, 0, [[{ value: Buffer.from("x") }, { value: Buffer.from("y") }]]);
    const group = uniqueName("r2-share");
    const admin = ["--alter", "--entity-type", "groups", "--entity-name", group];
    await kafkaTool("configs", [...admin, "--add-config", "share.auto.offset.reset=earliest"], {
      bootstrap: bench.bootstrap,
    });
    const argv = ["--topic", topic, "--group", group, "--max-messages", "2", "--timeout-ms", "20000"];
    const read = await kafkaTool("console-share-consumer", argv, { bootstrap: bench.bootstrap }).catch(
      (error) => error,
    );
    expect(read.stdout).toContain("x\ny");
    const uuid = (await bench.kafka.topic(topic)).topicId;
    const formatter = "org.apache.kafka.tools.consumer.group.share.ShareGroupStateMessageFormatter";
    const theirs = await formatted("__share_group_state", formatter, group, `${group}:${uuid}:0`);
    expect(theirs.length).toBeGreaterThan(0);
    const ours = await shown("__share_group_state", group);
    for (const one of theirs) {
      const { key, value } = one as { key: unknown; value: unknown };
      expect(ours).toContainEqual({ key, value, format: ["kafka", "kafka"] });
    }
    await bench.kafka.deleteGroup(group);
  });
});
