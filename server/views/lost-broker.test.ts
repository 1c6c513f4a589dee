import kafkajs from "kafkajs";
import { expect, it } from "vitest";
import { eventually, withCluster } from "../../e2e/support/rig.ts";
import { groupPartition } from "../../lib/kafka/group-coordinator.ts";
import { createCluster } from "../clusters/cluster.ts";
import { openCluster } from "../kafka/open.ts";
import { brokerList } from "./broker-list.ts";
import { clusterDetail } from "./cluster-detail.ts";
import { groupDetail } from "./group-detail.ts";
import { groupTable } from "./group-table.ts";
import { overview } from "./overview.ts";
import { topicDetail } from "./topic-detail.ts";
import { topicTable } from "./topic-table.ts";

const firstPage = { page: 1, perPage: 50 };

/** Commits are kept once only, so that a group is lost with its coordinator. */
const configOverrides = { "offsets.topic.replication.factor": "1" };

it("with a broker killed shows what is left and names what is not, notices its return, and outlives the loss of all", async () => {
  await withCluster({ configOverrides }, async ({ bootstrap, nodes }) => {
    const bootstrapServers = bootstrap.split(",");
    const config = { name: "c", bootstrapServers, environment: null, readOnly: false, tls: null, sasl: null };
    const cluster = createCluster(config, openCluster({ name: "c", bootstrapServers }));
    const fresh = () => {
      cluster.markStale();
      return cluster.snapshot();
    };
    try {
      await cluster.kafka.createTopic({ name: "kept", partitions: 3, replicationFactor: 3 });
      await cluster.kafka.createTopic({ name: "single", partitions: 3, replicationFactor: 1 });
      await commit(bootstrapServers, "g", "kept");
      const whole = await fresh();
      expect(whole.problems).toEqual([]);
      const coordinator = whole.groups.get("g")?.listing.coordinator ?? Number.NaN;
      const offsets = whole.topics.get("__consumer_offsets")?.topic.partitions ?? [];
      expect(offsets[groupPartition("g", offsets.length)]?.leader).toBe(coordinator);

      await nodes.find(({ id }) => id === coordinator)?.kill();
      await eventually("the loss is seen", async () => {
        const { brokers, topics } = await fresh();
        const isOffline = topics.get("single")?.topic.partitions.some(({ leader }) => leader === null);
        return isOffline && brokers.get(coordinator)?.isAnswering === false ? true : undefined;
      });
      const topics = await topicTable(cluster, { ...firstPage, internal: false });
      expect(topics.items).toMatchObject([
        { name: "kept", offlinePartitions: 0, underReplicatedPartitions: 3, offsetSpan: 0n },
        { name: "single", offlinePartitions: 1 },
      ]);
      expect(topics.problems.map(({ message }) => message)).toContainEqual(expect.stringContaining("single-"));
      const brokers = await brokerList(cluster);
      expect(brokers.items.map(({ id, isAnswering }) => [id, isAnswering])).toEqual(
        [1, 2, 3].map((id) => [id, id !== coordinator]),
      );
      const groups = await groupTable(cluster, firstPage);
      expect(groups.items).toMatchObject([{ id: "g", remembered: true, coordinator, memberCount: 0 }]);
      expect(groups.problems).toContainEqual(expect.objectContaining({ target: `broker ${coordinator}` }));
      expect(await groupDetail(cluster, "g")).toMatchObject({
        remembered: true,
        offsets: [{ partition: 0, committed: 0n, latest: 0n }, {}, {}],
      });
      const single = await topicDetail(cluster, "single");
      expect(single.partitions.filter(({ leader, latest }) => leader === null && latest === null)).toHaveLength(1);
      expect(single.problems).toContainEqual(
        expect.objectContaining({ target: expect.stringMatching(/^partition \d$/) }),
      );
      const kinds = (await overview(cluster)).findings.map(({ kind }) => kind);
      expect(kinds).toEqual(expect.arrayContaining(["broker-gone", "offline-partitions", "coordinator-lost"]));
      expect(await clusterDetail(cluster)).toMatchObject({
        status: "degraded",
        brokerCount: 3,
        offlinePartitions: expect.any(Number),
      });

      await nodes.find(({ id }) => id === coordinator)?.start();
      await eventually("the return is noticed", async () => {
        const { groups: now } = await fresh();
        const { status } = await clusterDetail(cluster);
        return status === "ok" && now.get("g")?.remembered === false ? true : undefined;
      });

      await Promise.all(nodes.map((node) => node.kill()));
      const killedAt = Date.now();
      const old = await fresh();
      expect(old.asOf).toBeLessThanOrEqual(killedAt);
      expect(old.problems).toContainEqual(expect.objectContaining({ target: "cluster", code: "unreachable" }));
      expect(await clusterDetail(cluster)).toMatchObject({ status: "unreachable", error: { code: "unreachable" } });
      await Promise.all(nodes.map((node) => node.start()));
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
