import { expect, it } from "vitest";
import { testBootstrap, uniqueName } from "../../e2e/support/rig.ts";
import { openCluster } from "./open.ts";

it("opens a cluster that can be looked at, changed, written and read", async () => {
  const cluster = openCluster({ name: "local", bootstrapServers: testBootstrap().split(",") });
  try {
    const { controllerId, kafkaVersion } = await cluster.describe();
    expect(controllerId).toBe((await cluster.quorum())?.leaderId);
    expect(kafkaVersion).toMatch(/^\d\.\d$/);
    const name = uniqueName("open");
    const created = await cluster.createTopic({ name, partitions: 2 });
    expect(created.topicId).toBe((await cluster.topic(name)).topicId);
    await cluster.deleteTopic(name);
  } finally {
    await cluster.close();
  }
});

it("says which bootstrap server is not an address", () => {
  expect(() => openCluster({ name: "x", bootstrapServers: ["kafka:9092", "kafka"] })).toThrow(
    '"kafka" is not host:port',
  );
  expect(() => openCluster({ name: "x", bootstrapServers: [] })).toThrow("at least one");
});

it("dials nobody before it is asked", async () => {
  const cluster = openCluster({ name: "x", bootstrapServers: ["127.0.0.1:1", "[::1]:1"] });
  await cluster.close();
  await expect(cluster.metadata()).rejects.toMatchObject({ code: "unreachable" });
});
