import kafkajs from "kafkajs";
import { afterAll, expect, it } from "vitest";
import { eventually, testBootstrap, uniqueName } from "../../../e2e/support/rig.ts";
import { good, openBench, tableOf } from "./rig.fixtures.ts";

const bench = openBench();
const topic = uniqueName("adm-prod");
const client = new kafkajs.Kafka({ brokers: testBootstrap().split(","), logLevel: kafkajs.logLevel.NOTHING });
const producer = client.producer({ transactionalId: topic, maxInFlightRequests: 1, idempotent: true });
afterAll(async () => {
  await producer.disconnect();
  await bench.deleteTopic(topic);
  await bench.close();
});

it("names the producers of each partition as kafka-transactions does, with the transaction that is open", async () => {
  await bench.createTopic({ name: topic, partitions: 2, replicationFactor: 1 });
  await producer.connect();
  const write = async (values: readonly string[]) => {
    const transaction = await producer.transaction();
    await transaction.send({ topic, messages: values.map((value) => ({ value, partition: 1 })) });
    return transaction;
  };
  await (await write(["a", "b", "c"])).commit();
  const open = await write(["d"]);

  const [none, one] = await bench.producers([0, 1].map((partition) => ({ topic, partition })));
  expect(good(none)).toEqual([]);
  const [told] = good(one);
  const table = await bench.kafka("transactions", "describe-producers", "--topic", topic, "--partition", "1");
  const [row] = tableOf(table, "ProducerId");
  expect(told).toMatchObject({
    producerId: BigInt(row?.ProducerId ?? "-1"),
    producerEpoch: Number(row?.ProducerEpoch),
    lastSequence: Number(row?.LastSequence),
    lastTimestamp: Number(row?.LastTimestamp),
    // three records and the marker of their commit lie before it
    openTransactionStart: 4n,
  });
  expect(row?.CurrentTransactionStartOffset).toBe("4");
  await open.abort();
  // the client hears of the end before the marker is written
  const after = await eventually("the transaction is closed on its leader", async () => {
    const [answer] = await bench.producers([{ topic, partition: 1 }]);
    const [now] = answer ? good(answer) : [];
    return now?.openTransactionStart === null ? now : undefined;
  });
  expect(after.producerId).toBe(told?.producerId);
});

it("says of each partition that is not there that it is not", async () => {
  const [answer] = await bench.producers([{ topic: uniqueName("adm-none"), partition: 0 }]);
  expect(answer).toMatchObject({ ok: false, error: { kafkaCode: 3 } });
});
