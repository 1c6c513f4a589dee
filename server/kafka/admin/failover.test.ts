import { expect, it } from "vitest";
import { eventually, withCluster } from "../../../e2e/support/rig.ts";
import { rejected } from "../settled.ts";
import { good, openBench } from "./rig.fixtures.ts";

/** Items that worked and the brokers of those that did not. */
function answeredBy(items: { key: number; ok: boolean }[]): { good: number[]; bad: number[] } {
  const keysOf = (ok: boolean): number[] => items.filter((item) => item.ok === ok).map(({ key }) => key);
  return { good: keysOf(true).sort(), bad: keysOf(false) };
}

it("with one of three brokers killed every answer has what is left and names what is not", async () => {
  await withCluster({ nodes: 3 }, async ({ bootstrap, nodes }) => {
    const bench = openBench(bootstrap);
    try {
      const spread = await bench.ownTopic(6);
      await bench.createTopic({ name: "alone", assignments: { 0: [1], 1: [2], 2: [3] } });
      await bench.fill(spread, [1, 1, 1, 1, 1, 1]);
      const asks = (topic: string, count: number) =>
        Array.from({ length: count }, (_, partition) => ({ topic, partition, at: "latest" as const }));
      await bench.listGroups();
      const groups = Array.from({ length: 12 }, (_, nth) => ({ id: `group ${nth}`, type: "classic" as const }));
      // the topic of the commits is made with the first question; until its leaders stand, coordinators refuse
      const before = await eventually("every group has its coordinator", async () => {
        const answers = (await bench.groupOffsets(groups)).map(({ ok }) => ok);
        return answers.every(Boolean) ? answers : undefined;
      });
      expect(before).toHaveLength(groups.length);

      await nodes[1]?.kill();
      // The picture of the cluster is still the old one: exactly now a page is asked for.
      expect(answeredBy(await bench.logDirs())).toEqual({ good: [1, 3], bad: [2] });
      const listing = await bench.listGroups();
      expect(listing.filter(({ ok }) => ok).map(({ key }) => key)).toEqual(expect.arrayContaining([1, 3]));

      await eventually("new leaders answer for every replicated partition", async () => {
        const items = await bench.listOffsets(asks(spread, 6));
        return items.every((item) => item.ok && item.value.offset === 1n) || undefined;
      });
      const lonely = await bench.listOffsets(asks("alone", 3));
      expect(lonely.map(({ ok }) => ok)).toEqual([true, false, true]);
      expect(rejected(lonely)[0]).toMatchObject({ key: { topic: "alone", partition: 1 } });

      const configs = await bench.describeConfigs([
        { type: "topic", name: spread },
        { type: "broker", name: "2" },
        { type: "broker", name: "3" },
      ]);
      expect(configs.map((item) => (item.ok ? "ok" : item.error.code))).toEqual(["ok", "unreachable", "ok"]);

      await eventually("the other coordinators have taken over every group", async () => {
        const offsets = await bench.groupOffsets(groups);
        return offsets.every(({ ok }) => ok) || undefined;
      });
      expect((await bench.describe()).brokers.find(({ id }) => id === 2)?.isFenced ?? true).toBe(true);

      // A change is made and seen although one broker is away.
      await bench.createTopic({ name: "made-meanwhile", partitions: 2, replicationFactor: 2 });
      expect(good((await bench.listOffsets(asks("made-meanwhile", 1)))[0]).offset).toBe(0n);
      await bench.deleteTopic("made-meanwhile");
    } finally {
      await bench.close();
    }
  });
}, 180_000);
