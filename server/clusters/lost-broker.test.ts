import kafkajs from "kafkajs";
import { expect, it } from "vitest";
import { eventually, withCluster } from "../../e2e/support/rig.ts";
import { groupPartition } from "../../lib/kafka/group-coordinator.ts";
import { openCluster } from "../kafka/open.ts";
import { brokerRows } from "./broker-rows.ts";
import { createCluster } from "./cluster.ts";

it("with a broker killed a picture shows what is left, names what is not, and notices its return; with all killed the last stays", async () => {
  await withCluster({}, async (rig) => {
    const bootstrapServers = rig.bootstrap.split(",");
    const config = { name: "c", bootstrapServers, environment: null, readOnly: false, tls: null, sasl: null };
    const cluster = createCluster(config, openCluster({ name: "c", bootstrapServers }));
    const fresh = () => {
      cluster.markStale();
      return cluster.snapshot();
    };
    try {
      await cluster.kafka.createTopic({ name: "t", partitions: 3 });
      await commit(bootstrapServers, "g", "t");
      const whole = await fresh();
      expect(whole.problems).toEqual([]);
      expect(whole.groups.get("g")).toMatchObject({ remembered: false });
      const coordinator = whole.groups.get("g")?.listing.coordinator ?? Number.NaN;
      const offsets = whole.topics.get("__consumer_offsets")?.topic.partitions ?? [];
      expect(offsets[groupPartition("g", offsets.length)]?.leader).toBe(coordinator);

      await rig.nodes.find(({ id }) => id === coordinator)?.kill();
      const lost = await eventually("the loss is seen", async () => {
        const snapshot = await fresh();
        return snapshot.brokers.get(coordinator)?.isAnswering === false ? snapshot : undefined;
      });
      expect(lost.topics.get("t")?.latest.filter((end) => end !== null).length).toBeGreaterThan(0);
      // remembered until another broker has taken the group over
      expect(lost.groups.has("g")).toBe(true);
      expect(brokerRows(lost).map(({ id }) => id)).toEqual([1, 2, 3]);
      expect(cluster.findings.map(({ kind }) => kind)).toContain("broker-gone");
      expect(await cluster.health()).toMatchObject({ status: "degraded", brokerCount: 3 });

      await rig.nodes.find(({ id }) => id === coordinator)?.start();
      await eventually("the return is noticed", async () => {
        const { status } = await cluster.health();
        const snapshot = await fresh();
        const isBack = snapshot.brokers.get(coordinator)?.isAnswering && snapshot.groups.get("g")?.remembered === false;
        return isBack && status === "ok" ? true : undefined;
      });

      await fresh();
      await Promise.all(rig.nodes.map((node) => node.kill()));
      const killedAt = Date.now();
      const old = await fresh();
      expect(old.asOf).toBeLessThanOrEqual(killedAt);
      expect(old.problems).toContainEqual(expect.objectContaining({ target: "cluster", code: "unreachable" }));
      expect(await cluster.health()).toMatchObject({ status: "unreachable", error: { code: "unreachable" } });
      await Promise.all(rig.nodes.map((node) => node.start()));
      await eventually(
        "it comes back by itself",
        async () => {
          const { problems, asOf } = await fresh();
          return problems.length === 0 && asOf > killedAt ? true : undefined;
        },
        { within: 60_000 },
      );
    } finally {
      await cluster.close();
    }
  });
}, 240_000);

async function commit(brokers: string[], groupId: string, topic: string): Promise<void> {
  const client = new kafkajs.Kafka({ clientId: "vw", brokers, logLevel: kafkajs.logLevel.NOTHING });
  const admin = client.admin();
  await admin.connect();
  await admin.setOffsets({ groupId, topic, partitions: [{ partition: 0, offset: "0" }] });
  await admin.disconnect();
}
