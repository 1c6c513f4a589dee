import kafkajs from "kafkajs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually, startKafkaTool, uniqueName, withConnect } from "../../../e2e/support/rig.ts";
import { partitionLag } from "../../../lib/kafka/lag.ts";
import type { GroupDescription, GroupType } from "../groups.ts";
import { good, openBench, tableOf } from "./rig.fixtures.ts";

/** Three live groups of Java's own consumers read one topic, and kafkajs is a fourth. */
const bench = openBench();
const ids = {
  java: uniqueName("adm-java"),
  kafkajs: uniqueName("adm-kafkajs"),
  modern: uniqueName("adm-848"),
  share: uniqueName("adm-share"),
};
const types: Record<string, GroupType> = {
  [ids.java]: "classic",
  [ids.kafkajs]: "classic",
  [ids.modern]: "consumer",
  [ids.share]: "share",
};
const all = Object.entries(types).map(([id, type]) => ({ id, type }));
const stops: (() => Promise<unknown>)[] = [];
let topic = "";

beforeAll(async () => {
  topic = await bench.ownTopic(4);
  await bench.fill(topic, [3, 1, 4, 2]);
  await bench.alterConfigs([
    { resource: { type: "group", name: ids.share }, set: { "share.auto.offset.reset": "earliest" } },
  ]);
  consume("console-consumer", ids.java, "--from-beginning", "--command-property", "auto.commit.interval.ms=200");
  const modern = ["auto.commit.interval.ms=200", "group.protocol=consumer", "client.rack=rack-2"];
  consume("console-consumer", ids.modern, "--from-beginning", ...modern.flatMap((set) => ["--command-property", set]));
  consume("console-share-consumer", ids.share);
  await consumeByKafkajs(ids.kafkajs);
  await eventually("every group has read everything", async () => {
    const groups = (await bench.describeGroups(all)).map(good);
    const offsets = (await bench.groupOffsets(all)).map(good);
    const isSettled = groups.every(({ state, members }) => state === "Stable" && members.length === 1);
    return isSettled && offsets.every((group) => group.offsets.length === 4) ? true : undefined;
  });
});

afterAll(async () => {
  await Promise.all(stops.map((stop) => stop()));
  await Promise.allSettled(all.map(({ id }) => bench.deleteGroup(id)));
  await bench.close();
});

function consume(tool: "console-consumer" | "console-share-consumer", group: string, ...more: string[]): void {
  const argv = ["--topic", topic, "--group", group, ...more];
  stops.push(startKafkaTool(tool, argv, { bootstrap: bench.bootstrap }).stop);
}

async function consumeByKafkajs(groupId: string): Promise<void> {
  const client = new kafkajs.Kafka({
    clientId: "adm-kafkajs",
    brokers: bench.bootstrap.split(","),
    logLevel: kafkajs.logLevel.NOTHING,
  });
  const consumer = client.consumer({ groupId });
  await consumer.connect();
  stops.push(() => consumer.disconnect());
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({ autoCommitInterval: 200, eachMessage: async () => {} });
}

/** topic:0,1,2,3 as Kafka's tools print an assignment */
function assignmentText(group: GroupDescription, of: "assignments" | "target"): string {
  const sorted = [...(group.members[0]?.[of] ?? [])].map(({ topic: name, partitions }) => {
    return `${name}:${[...partitions].sort((a, b) => a - b).join(",")}`;
  });
  return sorted.join(" ");
}

describe("listGroups", () => {
  it("lists every type at its coordinator, as kafka-groups does", async () => {
    const [items, text] = await Promise.all([bench.listGroups(), bench.kafka("groups", "--list")]);
    expect(items.map(({ key }) => key).sort()).toEqual([1, 2, 3]);
    const ours = items.flatMap(good);
    const told = tableOf(text, "GROUP");
    for (const { id, type } of all) {
      const listed = ours.find((group) => group.id === id);
      const row = told.find((each) => each.GROUP === id);
      expect(listed, id).toMatchObject({ type, state: "Stable" });
      expect([row?.TYPE?.toLowerCase(), row?.PROTOCOL]).toEqual([type, listed?.protocolType]);
    }
  });
});

describe("describeGroups", () => {
  it.each([ids.java, ids.kafkajs, ids.modern])("agrees with kafka-consumer-groups about %s", async (id) => {
    const [[item], members, states] = await Promise.all([
      bench.describeGroups([{ id, type: types[id] }]),
      bench.kafka("consumer-groups", "--describe", "--group", id, "--members", "--verbose"),
      bench.kafka("consumer-groups", "--describe", "--group", id, "--state", "--verbose"),
    ]);
    const group = good(item);
    const [row] = tableOf(members, "GROUP");
    const isModern = id === ids.modern;
    const [member] = group.members;
    expect(member).toMatchObject({
      memberId: row?.["CONSUMER-ID"],
      clientId: row?.["CLIENT-ID"],
      host: row?.HOST?.replace("/", ""),
      subscribedTopics: [topic],
      instanceId: null,
      rack: isModern ? "rack-2" : null,
      connect: null,
    });
    expect(assignmentText(group, "assignments")).toBe(row?.["CURRENT-ASSIGNMENT"]);
    if (isModern) {
      expect(String(member?.memberEpoch)).toBe(row?.["CURRENT-EPOCH"]);
      expect(assignmentText(group, "target")).toBe(row?.["TARGET-ASSIGNMENT"]);
    }
    // GROUP, then "host:port  (id)" as one more cell than the header has columns.
    const cells = states.trim().split("\n").at(-1)?.trim().split(/\s+/) ?? [];
    expect(cells.slice(2)).toEqual([
      `(${group.coordinator})`,
      group.assignor,
      group.state,
      group.epoch === null ? "-" : String(group.epoch),
      group.targetEpoch === null ? "-" : String(group.targetEpoch),
      "1",
    ]);
    expect(group).toMatchObject({ type: types[id], protocolType: "consumer" });
  });

  it("agrees with kafka-share-groups about a share group", async () => {
    const { share: id } = ids;
    const [[item], members, states] = await Promise.all([
      bench.describeGroups([{ id, type: "share" }]),
      bench.kafka("share-groups", "--describe", "--group", id, "--members", "--verbose"),
      bench.kafka("share-groups", "--describe", "--group", id, "--state", "--verbose"),
    ]);
    const group = good(item);
    const [row] = tableOf(members, "GROUP");
    expect(group.members[0]).toMatchObject({ memberId: row?.["CONSUMER-ID"], clientId: row?.["CLIENT-ID"] });
    expect(String(group.members[0]?.memberEpoch)).toBe(row?.["MEMBER-EPOCH"]);
    expect(assignmentText(group, "assignments")).toBe(row?.ASSIGNMENT);
    const cells = states.trim().split("\n").at(-1)?.trim().split(/\s+/) ?? [];
    expect(cells.slice(2)).toEqual([
      `(${group.coordinator})`,
      group.state,
      String(group.epoch),
      String(group.targetEpoch),
      "1",
    ]);
  });

  it("finds groups whose type is not known or no longer true, and says which do not exist", async () => {
    const wrong = { id: ids.java, type: "streams" } as const;
    const asks = [{ id: ids.share }, { id: ids.modern }, wrong, { id: "adm no such/grüppe" }, { id: ids.kafkajs }];
    const items = await bench.describeGroups(asks);
    expect(items.map(({ key }) => key)).toEqual(asks.map(({ id }) => id));
    expect(items.map((item) => (item.ok ? item.value.type : item.error.code))).toEqual([
      "share",
      "consumer",
      "classic",
      "no-such-group",
      "classic",
    ]);
  });

  it("reads what a Connect worker is given, which has the plugins connectors are tested with", async () => {
    const source = await bench.ownTopic(1);
    await withConnect(bench.bootstrap, async ({ url, group }) => {
      const config = { "connector.class": "FileStreamSource", "tasks.max": "1", file: "/dev/null", topic: source };
      const headers = { "content-type": "application/json" };
      const body = JSON.stringify({ name: "adm source", config });
      expect((await fetch(`${url}/connectors`, { method: "POST", headers, body })).status).toBe(201);
      const plugins = (await (await fetch(`${url}/connector-plugins`)).json()) as { class: string }[];
      const classes = plugins.map((plugin) => plugin.class);
      expect(classes).toContain("org.apache.kafka.connect.file.FileStreamSourceConnector");
      expect(classes).toContain("org.apache.kafka.connect.tools.MockSinkConnector");
      expect(classes).toContain("org.apache.kafka.connect.mirror.MirrorSourceConnector");
      const described = await eventually("the worker has its connector and task", async () => {
        const [item] = await bench.describeGroups([{ id: group }]);
        const now = good(item);
        const runs = now.members[0]?.connect;
        return runs?.tasks.length && runs.connectors.length ? now : undefined;
      });
      expect(described).toMatchObject({ type: "classic", protocolType: "connect", assignor: "sessioned" });
      expect(described.members[0]).toMatchObject({
        assignments: null,
        connect: { connectors: ["adm source"], tasks: [{ connector: "adm source", task: 0 }] },
      });
      expect(described.members[0]?.connect?.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
      expect(described.members[0]?.connect?.leaderUrl).toBe(described.members[0]?.connect?.url);
    });
  });
});

describe("groupOffsets", () => {
  it("agrees with Kafka's tools on committed offsets and lag, while records are unread", async () => {
    // kafkajs stands still, so that its lag stays where it is; the others catch up.
    await stops.pop()?.();
    await bench.fill(topic, [2, 0, 1, 0]);
    const latest = await bench.listOffsets([0, 1, 2, 3].map((partition) => ({ topic, partition, at: "latest" })));
    const [item] = await bench.groupOffsets([{ id: ids.kafkajs, type: "classic" }]);
    const rows = tableOf(await bench.kafka("consumer-groups", "--describe", "--group", ids.kafkajs), "GROUP");
    const offsets = good(item).offsets;
    expect(offsets).toHaveLength(4);
    for (const { partition, offset: committed } of offsets) {
      const end = good(latest[partition]).offset;
      const row = rows.find((each) => each.PARTITION === String(partition));
      const { lag } = partitionLag({ committed, earliest: 0n, end });
      expect([`${committed}`, `${end}`, `${lag}`]).toEqual([
        row?.["CURRENT-OFFSET"],
        row?.["LOG-END-OFFSET"],
        row?.LAG,
      ]);
    }
    expect(offsets.map(({ partition, offset }) => [partition, offset]).sort()).toEqual([
      [0, 3n],
      [1, 1n],
      [2, 4n],
      [3, 2n],
    ]);
  });

  it("agrees with kafka-share-groups on start offsets and the coordinator's own lag", async () => {
    const rows = tableOf(await bench.kafka("share-groups", "--describe", "--group", ids.share), "GROUP");
    for (const type of ["share", undefined] as const) {
      const [item] = await bench.groupOffsets([{ id: ids.share, type }]);
      const offsets = good(item).offsets.filter((each) => each.topic === topic);
      expect(offsets).toHaveLength(4);
      for (const { partition, offset } of offsets)
        expect(`${offset}`).toBe(rows.find((row) => row.PARTITION === String(partition))?.["START-OFFSET"]);
    }
    const lags = await eventually("the share consumer has read everything", async () => {
      const [item] = await bench.groupOffsets([{ id: ids.share, type: "share" }]);
      const found = good(item).offsets.map(({ lag }) => lag);
      return found.every((lag) => lag === 0n) ? found : undefined;
    });
    expect(lags).toEqual([0n, 0n, 0n, 0n]);
  });

  it("answers many groups at once, in order, also those nobody knows", async () => {
    const asks = [...all, { id: "adm-nobody", type: "classic" as const }, { id: "адм %2F ." }];
    const items = await bench.groupOffsets(asks);
    expect(items.map(({ key }) => key)).toEqual(asks.map(({ id }) => id));
    expect(items.map((item) => good(item).offsets.length)).toEqual([4, 4, 4, 4, 0, 0]);
  });
});

describe("deleteGroup", () => {
  it("deletes a group without members and no other", async () => {
    await expect(bench.deleteGroup(ids.modern)).rejects.toMatchObject({
      kafkaName: "NON_EMPTY_GROUP",
      code: "group-active",
    });
    await expect(bench.deleteGroup("adm-nobody")).rejects.toMatchObject({ code: "no-such-group" });
    await bench.deleteGroup(ids.kafkajs);
    const listed = (await bench.listGroups()).flatMap(good).map(({ id }) => id);
    expect(listed).not.toContain(ids.kafkajs);
    expect(listed).toContain(ids.modern);
  });
});
