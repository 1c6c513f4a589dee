import { expect, it } from "vitest";
import { eventually, kafkaTool, withCluster } from "../../../e2e/support/rig.ts";
import { describeCluster } from "../protocol/60-describe-cluster.ts";
import { fulfilled } from "../settled.ts";
import { batchOf, newTopic, openWire } from "./rig.fixtures.ts";

it("goes on with two of three brokers, says which one is gone, and notices its return", async () => {
  await withCluster({ nodes: 3 }, async ({ bootstrap, nodes }) => {
    const wire = openWire({ bootstrap, limits: { callMs: 6_000 } });
    try {
      const topic = await newTopic(wire, 6);
      const asks = [0, 1, 2, 3, 4, 5].map((partition) => ({ topic, partition, batch: batchOf("before") }));
      expect(fulfilled(await wire.produce(asks, { acks: -1 }))).toHaveLength(6);
      // a socket to the broker that is about to die
      await wire.call({ kind: "node", id: 1 }, describeCluster, []);

      await nodes[0]?.kill();
      expect(nodes[0]?.pid()).toBeNull();
      await expect(wire.call({ kind: "node", id: 1 }, describeCluster, [])).rejects.toMatchObject({
        code: "unreachable",
      });
      expect((await wire.call({ kind: "any" }, describeCluster, [])).errorCode).toBe(0);
      await eventually("every partition takes records again", async () => {
        const results = await wire.produce(asks, { acks: -1 });
        return fulfilled(results).length === 6 || undefined;
      });
      expect((await wire.metadata({ fresh: true })).brokers.map(({ id }) => id)).toEqual([2, 3]);

      await nodes[0]?.start();
      await eventually("the broker is asked again", () => wire.call({ kind: "node", id: 1 }, describeCluster, []));
      expect((await wire.metadata({ fresh: true })).brokers.map(({ id }) => id)).toEqual([1, 2, 3]);
      const { stdout } = await kafkaTool("metadata-quorum", ["describe", "--replication"], { bootstrap });
      expect(stdout.match(/Follower|Leader/g)).toHaveLength(3);

      // a broker that keeps its sockets open and says nothing
      for (const node of nodes) await wire.call({ kind: "node", id: node.id }, describeCluster, []);
      await nodes[1]?.kill("SIGSTOP");
      for (let i = 0; i < 5; i++) expect((await wire.call({ kind: "any" }, describeCluster, [])).errorCode).toBe(0);
      const frozen = wire.call({ kind: "node", id: 2 }, describeCluster, [], { timeoutMs: 500 });
      await expect(frozen).rejects.toMatchObject({ code: "deadline" });
      await nodes[1]?.kill("SIGCONT");
      await eventually("the frozen broker answers again", () =>
        wire.call({ kind: "node", id: 2 }, describeCluster, []),
      );

      for (const node of nodes) await node.kill();
      await expect(wire.metadata({ fresh: true, timeoutMs: 3_000 })).rejects.toMatchObject({ code: "unreachable" });
      await Promise.all(nodes.map((node) => node.start()));
      await eventually("the cluster is back", () => wire.metadata({ fresh: true }));
    } finally {
      await wire.close();
    }
  });
}, 180_000);
