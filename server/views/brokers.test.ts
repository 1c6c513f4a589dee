import { afterAll, beforeAll, expect, it } from "vitest";
import { kafkaTool } from "../../e2e/support/rig.ts";
import { getBroker, listBrokerConfigs, listBrokers } from "../../lib/api/brokers.ts";
import { getCluster, getOverview, getQuorum, listClusters } from "../../lib/api/clusters.ts";
import { brokerConfigs } from "./broker-configs.ts";
import { brokerDetail } from "./broker-detail.ts";
import { brokerList } from "./broker-list.ts";
import { clusterDetail } from "./cluster-detail.ts";
import { clusterList } from "./cluster-list.ts";
import { overview } from "./overview.ts";
import { quorumView } from "./quorum.ts";
import { type Stand, sent, standOn } from "./rig.fixtures.ts";

let stand: Stand;
let nowhere: Stand;
beforeAll(() => {
  stand = standOn();
  // nobody listens on a port of 1
  nowhere = standOn("127.0.0.1:1");
});
afterAll(async () => {
  await stand.close();
  await nowhere.cluster.close();
});

it("lists brokers with what they hold, as kafka-log-dirs tells it", async () => {
  await stand.ownTopic();
  const { items } = sent(listBrokers, await brokerList(stand.cluster));
  const { stdout } = await kafkaTool("log-dirs", ["--describe"], { bootstrap: stand.bootstrap });
  const told = JSON.parse(stdout.slice(stdout.indexOf("{"))) as {
    brokers: { broker: number; logDirs: { logDir: string }[] }[];
  };
  for (const { broker, logDirs } of told.brokers) {
    const row = items.find(({ id }) => id === broker);
    expect(row).toMatchObject({ isAnswering: true, isFenced: false });
    expect(row?.logDirs?.map(({ path }) => path).sort()).toEqual(logDirs.map(({ logDir }) => logDir).sort());
    expect(row?.leaderCount).toBeGreaterThan(0);
    expect(row?.inSyncReplicaCount).toBeLessThanOrEqual(row?.replicaCount ?? 0);
  }
  expect(items.length).toBe(told.brokers.length);
  expect(items.filter(({ isController }) => isController).length).toBe(1);
});

it("shows one broker and its configs", async () => {
  expect(sent(getBroker, await brokerDetail(stand.cluster, "2"))).toMatchObject({ id: 2, problems: [] });
  const { items } = sent(listBrokerConfigs, await brokerConfigs(stand.cluster, "2"));
  expect(items.find(({ name }) => name === "broker.id")).toMatchObject({ value: "2", readOnly: true });
  expect(items.filter(({ sensitive, value }) => sensitive && value !== null)).toEqual([]);
});

it.each(["99", "-1", "x", "01", "1e0"])("knows no broker %s", async (id) => {
  for (const ask of [brokerDetail, brokerConfigs]) {
    await expect(ask(stand.cluster, id)).rejects.toMatchObject({ code: "no-such-broker", status: 404 });
  }
});

it("shows the quorum as kafka-metadata-quorum does", async () => {
  const quorum = sent(getQuorum, await quorumView(stand.cluster));
  const { stdout } = await kafkaTool("metadata-quorum", ["describe", "--status"], { bootstrap: stand.bootstrap });
  expect(stdout).toMatch(new RegExp(`LeaderId:\\s+${quorum.leaderId}\\b`));
  expect(quorum.voters.find(({ id }) => id === quorum.leaderId)?.lag).toBe("0");
});

it("tells how clusters are, also of one that nobody answers for", async () => {
  const { items } = sent(listClusters, await clusterList([stand.cluster, nowhere.cluster]));
  expect(items[0]).toMatchObject({ status: expect.stringMatching(/ok|degraded/), brokerCount: 3, kafkaVersion: "4.3" });
  expect(items[1]).toMatchObject({
    status: "unreachable",
    error: { code: "unreachable", message: expect.stringContaining("connection refused") },
    brokerCount: null,
    topicCount: null,
  });
});

it("shows a cluster with its controller and counts, or why it cannot", async () => {
  const detail = sent(getCluster, await clusterDetail(stand.cluster));
  const { leaderId } = await quorumView(stand.cluster);
  expect(detail).toMatchObject({ controllerId: leaderId, capabilities: { incrementalAlterConfigs: true } });
  expect(detail.replicaCount).toBeGreaterThan(detail.partitionCount ?? Number.NaN);
  expect(detail.features.map(({ name }) => name)).toContain("metadata.version");
  const lost = sent(getCluster, await clusterDetail(nowhere.cluster));
  expect(lost).toMatchObject({ status: "unreachable", asOf: null, controllerId: null, groupCount: null });
  await expect(brokerList(nowhere.cluster)).rejects.toMatchObject({ code: "unreachable", status: 503 });
});

it("gives an overview", async () => {
  const topic = await stand.ownTopic({ replicationFactor: 1, partitions: 1 });
  await stand.fill(topic, [1]);
  const view = sent(getOverview, await overview(stand.cluster));
  expect(view.checks).toBeGreaterThan(10);
  expect(view.findings.find(({ kind }) => kind === "single-copy")).toMatchObject({ severity: "info" });
  expect(view.series.messagesPerSecond.length).toBeGreaterThan(0);
  expect(view.topTopics.length).toBeGreaterThan(0);
  expect(BigInt(view.sizeBytes ?? -1)).toBeGreaterThan(0n);
});
