import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { listBrokers } from "../../lib/api/brokers.ts";
import type { getCluster, getQuorum } from "../../lib/api/clusters.ts";
import type { getGroup, listGroups, listTopicGroups } from "../../lib/api/groups.ts";
import type { getTopic, listTopicConfigs, listTopics } from "../../lib/api/topics.ts";
import { type Api, openApi } from "../support/api.ts";
import { joinGroup } from "../support/consume.ts";
import { eventually, kafkaTool, testBootstrap, uniqueName } from "../support/rig.ts";

/** What the API says of a topic and a group, against what Kafka's own tools say of them on the same brokers. */
let api: Api;
const topic = uniqueName("e2e-agree");
const group = `${topic}-group`;
const at = "/api/clusters/local";
const bootstrap = testBootstrap();
const tool: typeof kafkaTool = (name, argv, options) => kafkaTool(name, argv, { bootstrap, ...options });
let member: Awaited<ReturnType<typeof joinGroup>>;

beforeAll(async () => {
  api = await openApi();
  await tool("topics", [
    ...["--create", "--topic", topic, "--partitions", "4", "--replication-factor", "3"],
    ...["--config", "retention.ms=7200000", "--config", "max.message.bytes=2000000"],
  ]);
  const input = Array.from({ length: 200 }, (_, n) => `key-${n}\tvalue-${n}\n`).join("");
  await tool("console-producer", ["--topic", topic, "--reader-property", "parse.key=true"], { input });
  member = await joinGroup(bootstrap, { group, topics: [topic], clientId: "agreeing" });
  await member.commit([0, 1, 2].map((partition) => ({ topic, partition, offset: String(partition * 7) })));
});
afterAll(async () => {
  await member?.stop();
  await tool("topics", ["--delete", "--topic", topic]);
  await api.close();
});

const detail = () => api.get<typeof getTopic>(`${at}/topics/${topic}`);
/** `Key: value` pairs of one tab-separated line of `topics --describe`. */
const fields = (line: string) =>
  new Map([...line.matchAll(/(\w+): *([^\t]*)/g)].map(([, name, value]) => [name, value?.trim()]));
const numbers = (text = "") => text.split(",").filter(Boolean).map(Number);

describe("the topic", () => {
  it("is described as kafka-topics does", async () => {
    const { stdout } = await tool("topics", ["--describe", "--topic", topic]);
    const [head = "", ...lines] = stdout
      .trim()
      .split("\n")
      .filter((line) => line.includes("Topic:"));
    const told = fields(head);
    const ours = await detail();
    expect({ id: ours.topicId, count: String(ours.partitions.length), factor: String(ours.replicationFactor) }).toEqual(
      {
        id: told.get("TopicId"),
        count: told.get("PartitionCount"),
        factor: told.get("ReplicationFactor"),
      },
    );
    expect(
      ours.partitions.map(({ partition, leader, replicas, isr, eligibleLeaderReplicas }) => ({
        partition,
        leader,
        replicas,
        isr: [...isr].sort(),
        elr: eligibleLeaderReplicas ?? [],
      })),
    ).toEqual(
      lines.map(fields).map((line) => ({
        partition: Number(line.get("Partition")),
        leader: Number(line.get("Leader")),
        replicas: numbers(line.get("Replicas")),
        isr: numbers(line.get("Isr")).sort(),
        elr: numbers(line.get("Elr")),
      })),
    );
  });

  it("has the offsets of kafka-get-offsets", async () => {
    const { partitions, offsetSpan } = await detail();
    for (const [time, side] of [
      ["-1", "latest"],
      ["-2", "earliest"],
    ] as const) {
      const { stdout } = await tool("get-offsets", ["--topic", topic, "--time", time]);
      const told = stdout
        .trim()
        .split("\n")
        .map((line) => line.split(":"));
      expect(partitions.map((row) => [topic, String(row.partition), row[side]])).toEqual(told);
    }
    expect(offsetSpan).toBe("200");
  });

  it("has the configs of kafka-configs, values, sources and synonyms", async () => {
    const { stdout } = await tool("configs", [
      "--describe",
      "--all",
      "--entity-type",
      "topics",
      "--entity-name",
      topic,
    ]);
    const told = [...stdout.matchAll(/^ {2}([\w.]+)=(.*?) sensitive=(true|false) synonyms=\{(.*)\}$/gm)];
    const { items } = await api.get<typeof listTopicConfigs>(`${at}/topics/${topic}/configs`);
    const shown = items.map(({ name, value, sensitive, synonyms }) => ({
      name,
      value,
      sensitive,
      synonyms: synonyms.map((one) => `${one.source}:${one.name}=${one.value}`).join(", "),
    }));
    const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);
    expect(told.length).toBeGreaterThan(20);
    expect(shown.sort(byName)).toEqual(
      told
        .map(([, name = "", value, sensitive, synonyms]) => ({
          name,
          value,
          sensitive: sensitive === "true",
          synonyms,
        }))
        .sort(byName),
    );
    expect(items.find(({ name }) => name === "retention.ms")).toMatchObject({ source: "DYNAMIC_TOPIC_CONFIG" });
  });

  it("has the sizes of kafka-log-dirs", async () => {
    const { stdout } = await tool("log-dirs", ["--describe", "--topic-list", topic]);
    type Told = { brokers: { broker: number; logDirs: { partitions: { partition: string; size: number }[] }[] }[] };
    const told = JSON.parse(stdout.slice(stdout.indexOf("{"))) as Told;
    const replicas = told.brokers.flatMap(({ broker, logDirs }) =>
      logDirs.flatMap(({ partitions }) => partitions.map((one) => ({ broker, ...one }))),
    );
    const { partitions, sizeBytes } = await detail();
    const ofLeader = partitions.map(
      ({ partition, leader }) =>
        replicas.find((one) => one.broker === leader && one.partition === `${topic}-${partition}`)?.size,
    );
    expect(partitions.map((row) => Number(row.sizeBytes))).toEqual(ofLeader);
    const sums = [
      replicas.reduce((sum, { size }) => sum + size, 0),
      ofLeader.reduce((sum = 0, size = 0) => sum + size, 0),
    ];
    expect(sums).toContain(Number(sizeBytes));
    const listed = await api.get<typeof listTopics>(`${at}/topics?search=${topic}`);
    expect(listed.items[0]?.sizeBytes).toBe(sizeBytes);
  });
});

describe("the group", () => {
  it("has the members, offsets and lag of kafka-consumer-groups", async () => {
    const { stdout } = await tool("consumer-groups", ["--describe", "--group", group]);
    const rows = stdout
      .split("\n")
      .map((line) => line.trim().split(/\s+/))
      .filter(([first]) => first === group);
    const told = rows.map(([, name, partition, current, end, lag, memberId]) => ({
      topic: name,
      partition: Number(partition),
      committed: current === "-" ? null : current,
      latest: end,
      lag: lag === "-" ? null : lag,
      memberId,
    }));
    const ours = await api.get<typeof getGroup>(`${at}/groups/${group}`);
    const shown = ours.offsets.map(({ topic: name, partition, committed, latest, lag, memberId }) => ({
      topic: name,
      partition,
      committed,
      latest,
      lag,
      memberId,
    }));
    const byPartition = (a: { partition: number }, b: { partition: number }) => a.partition - b.partition;
    expect(told).toHaveLength(4);
    expect(shown.sort(byPartition)).toEqual(told.sort(byPartition));
    const sum = told.reduce((all, { lag }) => all + BigInt(lag ?? 0), 0n);
    expect(ours).toMatchObject({ lag: sum.toString(), uncommittedPartitions: 1, state: "Stable", type: "classic" });

    const listed = await eventually("the list has it", async () => {
      const { items } = await api.get<typeof listGroups>(`${at}/groups?search=${group}`);
      return items.find((row) => row.memberCount === 1 && row.lag === sum.toString());
    });
    expect(listed).toMatchObject({ id: group, topicCount: 1, uncommittedPartitions: 1, coordinator: ours.coordinator });
    const ofTopic = await api.get<typeof listTopicGroups>(`${at}/topics/${topic}/groups`);
    expect(ofTopic.items).toMatchObject([{ id: group, lag: sum.toString(), assignedMemberCount: 1 }]);
  });

  it("has the member kafka-consumer-groups names, and its assignment", async () => {
    const { stdout } = await tool("consumer-groups", ["--describe", "--group", group, "--members", "--verbose"]);
    const [, memberId, host, clientId] =
      stdout
        .split("\n")
        .map((line) => line.trim().split(/\s+/))
        .find(([first]) => first === group) ?? [];
    // Java prints an address without a name as /127.0.0.1
    const address = host?.replace(/^\//, "");
    const { members } = await api.get<typeof getGroup>(`${at}/groups/${group}`);
    expect(members).toMatchObject([
      { memberId, host: address, clientId, assignments: [{ topic, partitions: [0, 1, 2, 3] }] },
    ]);
    const state = await tool("consumer-groups", ["--describe", "--group", group, "--state"]);
    const { coordinator } = await api.get<typeof getGroup>(`${at}/groups/${group}`);
    expect(state.stdout).toMatch(new RegExp(`\\(${coordinator}\\)`));
  });
});

describe("the cluster", () => {
  it("has the id, leader and voters of the cluster and quorum tools", async () => {
    const [id, status] = await Promise.all([
      kafkaTool("cluster", ["cluster-id", "--bootstrap-server", bootstrap]),
      tool("metadata-quorum", ["describe", "--status"]),
    ]);
    const cluster = await api.get<typeof getCluster>(at);
    const quorum = await api.get<typeof getQuorum>(`${at}/quorum`);
    expect(id.stdout).toContain(`Cluster ID: ${cluster.clusterId}`);
    const leader = Number(/LeaderId:\s+(\d+)/.exec(status.stdout)?.[1]);
    expect([cluster.controllerId, quorum.leaderId]).toEqual([leader, leader]);
    expect(String(quorum.leaderEpoch)).toBe(/LeaderEpoch:\s+(\d+)/.exec(status.stdout)?.[1]);
    const voters = [...(/CurrentVoters:\s+(.*)/.exec(status.stdout)?.[1]?.matchAll(/"id": (\d+)/g) ?? [])].map(
      ([, voter]) => Number(voter),
    );
    expect(quorum.voters.map((voter) => voter.id).sort()).toEqual(voters.sort());
  });

  it("has brokers with the log directories of kafka-log-dirs", async () => {
    const { stdout } = await tool("log-dirs", ["--describe"]);
    const told = JSON.parse(stdout.slice(stdout.indexOf("{"))) as {
      brokers: { broker: number; logDirs: { logDir: string; partitions: unknown[] }[] }[];
    };
    const { items } = await api.get<typeof listBrokers>(`${at}/brokers`);
    expect(items.map(({ id, logDirs }) => [id, logDirs?.map(({ path }) => path).sort()])).toEqual(
      told.brokers
        .sort((a, b) => a.broker - b.broker)
        .map(({ broker, logDirs }) => [broker, logDirs.map(({ logDir }) => logDir).sort()]),
    );
  });
});
