import { afterAll, expect, it } from "vitest";
import { openBench } from "./rig.fixtures.ts";

const bench = openBench();
afterAll(() => bench.close());

const record = (nth: number) => ({ value: Buffer.from(`${nth}`), timestamp: 1_700_000_000_000 + nth });
const write = async (topic: string, partition: number, from: number, count: number) =>
  void (await bench.append(topic, partition, [Array.from({ length: count }, (_, i) => record(from + i))]));
const newest = async (topic: string, query: Record<string, string> = {}) => {
  const { messages, scan } = await bench.read(topic, { limit: "5", ...query });
  return { texts: messages.map(({ value }) => value?.text), plan: scan.plan };
};

/** The first reading of a topic learns what the later ones begin with: each change comes after one. */
it("shows the newest as they are now, whatever changed since the topic was looked at last", async () => {
  const topic = await bench.ownTopic(2);
  expect(await newest(topic)).toMatchObject({ texts: [], plan: { span: 0n } });
  await write(topic, 0, 0, 3);
  expect((await newest(topic)).texts).toEqual(["2", "1", "0"]);
  await write(topic, 1, 3, 4);
  expect((await newest(topic)).texts).toEqual(["6", "5", "4", "3", "2"]);
  expect((await newest(topic)).texts).toEqual(["6", "5", "4", "3", "2"]);

  // more than what a look ahead brings
  for (let i = 0; i < 10; i++) await write(topic, 0, 10 + i * 3000, 3000);
  expect((await newest(topic)).texts).toEqual(["30009", "30008", "30007", "30006", "30005"]);
  expect((await newest(topic, { partitions: "1" })).texts).toEqual(["6", "5", "4", "3"]);
  expect((await newest(topic, { limit: "3", isolation: "read_uncommitted" })).texts).toEqual([
    "30009",
    "30008",
    "30007",
  ]);

  await bench.kafka.deleteRecords([{ topic, partition: 0, before: 30_001n }]);
  const cut = await newest(topic);
  expect(cut.texts).toEqual(["30009", "30008", "6", "5", "4"]);
  expect(cut.plan.partitions).toContainEqual({ partition: 0, from: 30_001n, to: 30_003n });
  await bench.kafka.deleteRecords([{ topic, partition: 0, before: -1n }]);
  expect(await newest(topic)).toMatchObject({
    texts: ["6", "5", "4", "3"],
    plan: { skipped: [{ partition: 0, reason: "it is empty" }] },
  });

  await bench.kafka.createPartitions(topic, 3);
  await expect.poll(() => write(topic, 2, 40_000, 1).then(() => "written", String)).toBe("written");
  await expect.poll(async () => (await newest(topic)).texts[0]).toBe("40000");
});

it("never takes what it knew of a topic for one of the same name that was made later", async () => {
  const topic = await bench.ownTopic(1);
  await write(topic, 0, 0, 8);
  for (let turn = 0; turn < 2; turn++) expect((await newest(topic)).texts).toHaveLength(5);
  await bench.kafka.deleteTopic(topic);
  const made = () =>
    bench.kafka
      .createTopic({ name: topic, partitions: 1, configs: { "retention.ms": "-1" } })
      .then(() => "made", String);
  await expect.poll(made, { timeout: 20_000 }).toBe("made");
  await write(topic, 0, 100, 2);
  expect((await newest(topic)).texts).toEqual(["101", "100"]);
  await bench.kafka.deleteTopic(topic);
  await expect(newest(topic)).rejects.toMatchObject({ code: "no-such-topic" });
});
