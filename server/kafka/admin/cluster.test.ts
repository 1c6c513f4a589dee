import { afterAll, describe, expect, it } from "vitest";
import { openBench, tableOf } from "./rig.fixtures.ts";

const bench = openBench();
afterAll(() => bench.close());

describe("describe", () => {
  it("agrees with kafka-cluster, kafka-metadata-quorum and kafka-features", async () => {
    const [description, status, features] = await Promise.all([
      bench.describe(),
      bench.kafka("metadata-quorum", "describe", "--status"),
      bench.kafka("features", "describe"),
    ]);
    const told = new Map(status.split("\n").map((line) => line.split(/:\s+/) as [string, string]));
    expect(description.clusterId).toBe(told.get("ClusterId"));
    expect(String(description.controllerId)).toBe(told.get("LeaderId"));
    expect(description.kafkaVersion).toBe("4.3");
    expect(description.brokers.map(({ id, isFenced }) => [id, isFenced])).toEqual([
      [1, false],
      [2, false],
      [3, false],
    ]);
    for (const line of features.trim().split("\n")) {
      const [, name, finalized] = /^Feature: (\S+)\s.*FinalizedVersionLevel: (\S+)/.exec(line) ?? [];
      const feature = description.features.find((each) => each.name === name);
      expect(feature, line).toBeDefined();
      // kafka-features prints metadata.version by its name and a feature that is off as 0.
      if (name !== "metadata.version") expect(String(feature?.finalized ?? 0), line).toBe(finalized);
    }
    expect(description.capabilities).toMatchObject({
      incrementalAlterConfigs: true,
      consumerGroupDescribe: true,
      shareGroupDescribe: true,
      describeQuorum: true,
    });
  });
});

describe("quorum", () => {
  it("agrees with kafka-metadata-quorum", async () => {
    const [quorum, replication] = await Promise.all([
      bench.quorum(),
      bench.kafka("metadata-quorum", "describe", "--replication"),
    ]);
    const rows = tableOf(replication, "NodeId");
    const leader = rows.find((row) => row.Status === "Leader");
    expect(quorum?.leaderId).toBe(Number(leader?.NodeId));
    expect(quorum?.voters.map(({ id }) => String(id)).sort()).toEqual(rows.map(({ NodeId }) => NodeId).sort());
    expect(quorum?.observers).toEqual([]);
    for (const voter of quorum?.voters ?? []) {
      expect(voter.logEndOffset).toBeGreaterThan(0n);
      expect(voter.lastCaughtUp).toBeGreaterThan(Date.now() - 3_600_000);
    }
  });
});

describe("logDirs", () => {
  it("agrees with kafka-log-dirs, replica by replica", async () => {
    const topic = await bench.ownTopic(4);
    await bench.fill(topic, [5, 0, 2, 1]);
    const [items, text] = await Promise.all([
      bench.logDirs(),
      bench.kafka("log-dirs", "--describe", "--topic-list", topic),
    ]);
    type Told = { brokers: { broker: number; logDirs: ToldDir[] }[] };
    type ToldDir = { logDir: string; error: string | null; partitions: ToldReplica[] };
    type ToldReplica = { partition: string; size: number; offsetLag: number; isFuture: boolean };
    const told: Told = JSON.parse(text.slice(text.indexOf("{")));
    expect(items.map(({ key }) => key).sort()).toEqual([1, 2, 3]);
    for (const item of items) {
      if (!item.ok) throw item.error;
      const broker = told.brokers.find((each) => each.broker === item.key);
      expect(item.value.map(({ path }) => path).sort()).toEqual(broker?.logDirs.map(({ logDir }) => logDir).sort());
      for (const dir of item.value) {
        const same = broker?.logDirs.find(({ logDir }) => logDir === dir.path);
        const ours = dir.replicas.filter((replica) => replica.topic === topic);
        expect(
          ours.map(({ partition, sizeBytes, isFuture }) => [`${topic}-${partition}`, `${sizeBytes}`, isFuture]).sort(),
        ).toEqual(same?.partitions.map(({ partition, size, isFuture }) => [partition, `${size}`, isFuture]).sort());
        expect(dir.error).toBeNull();
        expect(dir.totalBytes).toBeGreaterThan(dir.usableBytes ?? 0n);
      }
    }
  });
});
