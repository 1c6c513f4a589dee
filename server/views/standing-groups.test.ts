import { afterAll, beforeAll, expect, it } from "vitest";
import { eventually, uniqueName } from "../../e2e/support/rig.ts";
import { encodeBatch } from "../kafka/batch/encode.ts";
import { groupDetail } from "./group-detail.ts";
import { groupTable } from "./group-table.ts";
import { type Stand, standOn } from "./rig.fixtures.ts";
import { topicGroups } from "./topic-groups.ts";

const hour = 3_600_000;
const sizes = [1, 10_000, 400_000, 1, 10_000, 400_000];
const id = uniqueName("standing");
/** stands elsewhere in the same partitions */
const other = uniqueName("standing-other");
let stand: Stand;
let topic: string;

beforeAll(async () => {
  stand = standOn();
  topic = await stand.ownTopic({ partitions: sizes.length });
  const timestamp = Date.now() - 2 * hour;
  const asks = sizes.map((size, partition) => {
    const records = [0, 1].map(() => ({ key: null, value: Buffer.alloc(size, "x"), headers: [], timestamp }));
    return { topic, partition, batch: encodeBatch({ records: records, codec: "none" }) };
  });
  for (const item of await stand.cluster.kafka.produce(asks, { acks: -1 })) if (!item.ok) throw item.error;
  for (const [group, offset] of [
    [id, 1n],
    [other, 0n],
  ] as const) {
    const offsets = sizes.map((_, partition) => ({ topic, partition, offset }));
    for (const item of await stand.cluster.kafka.commitOffsets(group, offsets)) if (!item.ok) throw item.error;
  }
});

afterAll(async () => {
  for (const group of [id, other]) await stand.cluster.kafka.deleteGroup(group);
  await stand.close();
});

it("groups that stood still before sampling began are as far behind as the log says, in lists too", async () => {
  const rows = await eventually("every partition's time was read", async () => {
    stand.cluster.markStale();
    await stand.cluster.snapshot();
    const { items } = await topicGroups(stand.cluster, topic);
    const partitions = items.flatMap((group) => group.partitions);
    return items.length === 2 && partitions.every(({ lagMs }) => (lagMs ?? 0) > hour) ? items : undefined;
  });
  for (const { partitions } of rows) {
    expect(partitions).toHaveLength(sizes.length);
    for (const { lagMs } of partitions) expect((lagMs ?? 0) / (2 * hour)).toBeCloseTo(1, 1);
  }
  const { items } = await groupTable(stand.cluster, { page: 1, perPage: 50, topic });
  expect(items).toHaveLength(2);
  for (const { lagMs, lagMsIsLeast } of items) {
    expect((lagMs ?? 0) / (2 * hour)).toBeCloseTo(1, 1);
    expect(lagMsIsLeast).toBe(false);
  }
});

it("its page says so at once, whatever the size of the batches", async () => {
  const fresh = standOn();
  const { offsets } = await groupDetail(fresh.cluster, id);
  await fresh.close();
  expect(offsets).toHaveLength(sizes.length);
  for (const { lagMs } of offsets) expect((lagMs ?? 0) / (2 * hour)).toBeCloseTo(1, 1);
});
