import { afterAll, describe, expect, it } from "vitest";
import { eventually, uniqueName } from "../../../e2e/support/rig.ts";
import { groupOffsetReader } from "../admin/group-offsets.ts";
import { groupDeleter } from "../admin/groups.ts";
import { offsetLister } from "../admin/offsets.ts";
import { encodeBatch } from "../batch/encode.ts";
import { scanBatches } from "../batch/scan.ts";
import { transactionState, transactionView } from "../batch/visibility.ts";
import type { ProducerIdentity } from "../transfer.ts";
import { newTopic, openWire } from "./rig.fixtures.ts";

const wire = openWire();
const groups: string[] = [];
afterAll(async () => {
  await Promise.allSettled(groups.map((group) => groupDeleter(wire)(group)));
  await wire.close();
});

function batch(value: string, identity: ProducerIdentity, baseSequence = 0): Buffer {
  const records = [{ key: null, value: Buffer.from(value), headers: [], timestamp: Date.now() }];
  return encodeBatch({ records, codec: "none", ...identity, baseSequence, transactional: true });
}

/** Each batch of partition 0 with what became of its transaction. */
async function statesOf(topic: string): Promise<(string | null)[]> {
  const { topicId, partitions } = await wire.topic(topic);
  const session = wire.openFetch();
  try {
    const [answer] = await session.fetch(
      partitions[0]?.leader ?? -1,
      [{ topic, topicId, partition: 0, offset: 0n, maxBytes: 1_048_576 }],
      { maxBytes: 1_048_576, maxWaitMs: 500, minBytes: 1, isolation: "read_committed" },
    );
    if (!answer?.ok) throw new Error("no answer");
    const view = transactionView(answer.value);
    return [...scanBatches(answer.value.batches)]
      .map((one) => ({ isControl: one.control, state: transactionState(view, one) }))
      .flatMap(({ isControl, state }) => (isControl ? [] : [state]));
  } finally {
    session.close();
  }
}

/** EndTxn is answered when the outcome stands, a moment before every partition has it. */
const committedOf = async (group: string) => {
  const [answer] = await groupOffsetReader(wire)([{ id: group }]);
  return answer?.ok ? answer.value.offsets.map(({ offset, metadata }) => ({ offset, metadata })) : [];
};

describe("a transaction", () => {
  it("shows its records and its offsets together, or neither", async () => {
    const topic = await newTopic(wire, 1);
    const group = uniqueName("txn");
    groups.push(group);
    const producer = wire.openTransactions(group);
    const place = { topic, partition: 0 };
    const identity = await producer.init();
    const write = async (value: string, sequence: number, offset: bigint, outcome: "commit" | "abort") => {
      await producer.addPartitions([place]);
      const [ack] = await producer.produce([{ ...place, batch: batch(value, identity, sequence) }]);
      expect(ack?.ok).toBe(true);
      await producer.commitOffsets(group, [{ ...place, offset, metadata: value }]);
      await producer.end(outcome);
    };
    await write("kept", 0, 5n, "commit");
    await eventually("the first commit", async () => ((await committedOf(group))[0]?.offset === 5n ? true : undefined));
    await write("given up", 1, 6n, "abort");
    expect(await committedOf(group)).toEqual([{ offset: 5n, metadata: "kept" }]);
    await write("kept too", 2, 7n, "commit");
    // the next epoch is given once all of the transaction before is in place
    await producer.init();
    expect(await statesOf(topic)).toEqual(["committed", "aborted", "committed"]);
    expect(await committedOf(group)).toEqual([{ offset: 7n, metadata: "kept too" }]);
  });

  it("that was left open is given up by the next of its id, and the one before is told that it was replaced", async () => {
    const topic = await newTopic(wire, 1);
    const id = uniqueName("txn");
    const place = { topic, partition: 0 };
    const first = wire.openTransactions(id);
    const identity = await first.init();
    await first.addPartitions([place]);
    await first.produce([{ ...place, batch: batch("left open", identity) }]);
    const list = async () => {
      const [stable] = await offsetLister(wire)([{ ...place, at: "latest" }], { isolation: "read_committed" });
      return stable?.ok ? stable.value.offset : null;
    };
    expect(await list()).toBe(0n);
    const second = wire.openTransactions(id);
    const next = await second.init();
    expect(next.producerEpoch).toBeGreaterThan(identity.producerEpoch);
    expect(await list()).toBe(2n);
    await expect(first.end("commit")).rejects.toMatchObject({
      kafkaCode: expect.toSatisfy((code) => [47, 90].includes(code)),
    });
    await expect(first.init()).rejects.toMatchObject({
      kafkaCode: expect.toSatisfy((code) => [47, 90].includes(code)),
    });
    expect(await statesOf(topic)).toEqual(["aborted"]);
  });

  it("goes on with the next epoch after a failure of its own", async () => {
    const topic = await newTopic(wire, 1);
    const place = { topic, partition: 0 };
    const producer = wire.openTransactions(uniqueName("txn"));
    const identity = await producer.init();
    await producer.addPartitions([place]);
    await producer.produce([{ ...place, batch: batch("first", identity) }]);
    const [refused] = await producer.produce([{ ...place, batch: batch("out of order", identity, 40) }]);
    expect(refused?.ok || refused?.error.kafkaCode).toBe(45);
    const again = await producer.init();
    await producer.addPartitions([place]);
    const [taken] = await producer.produce([{ ...place, batch: batch("in order", again) }]);
    expect(taken?.ok).toBe(true);
    await producer.end("commit");
    await producer.init();
    expect(await statesOf(topic)).toEqual(["aborted", "committed"]);
  });
});
