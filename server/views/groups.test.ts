import kafkajs from "kafkajs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually, kafkaTool, uniqueName } from "../../e2e/support/rig.ts";
import { getGroup, listGroups, listTopicGroups } from "../../lib/api/groups.ts";
import { deleteGroupView } from "./delete-group.ts";
import { groupDetail } from "./group-detail.ts";
import { groupTable, groupTableText } from "./group-table.ts";
import { type Stand, sent, standOn } from "./rig.fixtures.ts";
import { topicGroups } from "./topic-groups.ts";
import { topicTable } from "./topic-table.ts";

/** One topic of three partitions with 4, 2 and 0 records, and two groups that know it. */
let stand: Stand;
let topic: string;
let kafka: kafkajs.Kafka;
const live = uniqueName("vw-live");
const idle = uniqueName("vw-idle");
const consumers: kafkajs.Consumer[] = [];

beforeAll(async () => {
  stand = standOn();
  topic = await stand.ownTopic({ partitions: 3 });
  await stand.fill(topic, [4, 2, 0]);
  kafka = new kafkajs.Kafka({
    clientId: "vw-test",
    brokers: stand.bootstrap.split(","),
    logLevel: kafkajs.logLevel.NOTHING,
  });
  // more members than partitions
  await Promise.all(Array.from({ length: 4 }, () => consume(live)));
  await commit(idle, 1);
  await eventually("the live group has read everything", async () => {
    const { state, lag, members } = await groupDetail(stand.cluster, live);
    return state === "Stable" && lag === 0n && members.length === 4 ? true : undefined;
  });
  stand.cluster.markStale();
});

afterAll(async () => {
  await Promise.all(consumers.map((consumer) => consumer.disconnect()));
  await Promise.allSettled([live, idle].map((id) => stand.cluster.kafka.deleteGroup(id)));
  await stand.close();
});

async function consume(groupId: string): Promise<void> {
  const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 100 });
  consumers.push(consumer);
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({ autoCommitInterval: 100, eachMessage: async () => {} });
}

/** Commits an offset of partition 0 for a group without members. */
async function commit(group: string, offset: number): Promise<void> {
  const argv = ["--reset-offsets", "--execute", "--group", group, "--topic", `${topic}:0`, "--to-offset", `${offset}`];
  await kafkaTool("consumer-groups", argv, { bootstrap: stand.bootstrap });
}

const firstPage = { page: 1, perPage: 50 };
const thrown = async (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

describe("the list of groups", () => {
  it("finds them by topic, type, state and name", async () => {
    const ids = async (query: Partial<Parameters<typeof groupTable>[1]>) =>
      (await groupTable(stand.cluster, { ...firstPage, ...query })).items.map(({ id }) => id);
    expect(await ids({ topic })).toEqual([idle, live].sort());
    expect(await ids({ topic, state: "stable" })).toEqual([live]);
    expect(await ids({ topic, type: "consumer" })).toEqual([]);
    expect(await ids({ search: live.toUpperCase() })).toEqual([live]);
    expect(await ids({ topic, search: "/^vw-idle-/" })).toEqual([idle]);
  });

  it("counts lag, and the partitions without a commit apart from it", async () => {
    const page = await groupTable(stand.cluster, { ...firstPage, topic, sort: "lag", order: "desc" });
    const { items, problems } = sent(listGroups, page);
    expect(problems).toEqual([]);
    expect(items).toMatchObject([
      { id: idle, type: "classic", state: "Empty", memberCount: 0, topicCount: 1, lag: "3", uncommittedPartitions: 2 },
      { id: live, state: "Stable", memberCount: 4, lag: "0", remembered: false, lagMs: 0, status: "ok" },
    ]);
    expect(JSON.parse(await groupTableText(stand.cluster, { ...firstPage, topic })).total).toBe(2);
  });

  it("refuses a search that is no expression", async () => {
    expect(await thrown(groupTable(stand.cluster, { ...firstPage, search: "/(/" }))).toMatchObject({
      code: "invalid-request",
      errors: [{ path: "query.search" }],
    });
  });

  it("gives topics their readers and the one furthest behind", async () => {
    const { items } = await topicTable(stand.cluster, { ...firstPage, search: topic, internal: false });
    expect(items).toMatchObject([{ groupCount: 2, lag: 3n, slowestGroup: idle }]);
    const groups = sent(listTopicGroups, await topicGroups(stand.cluster, topic));
    expect(groups.items).toMatchObject([
      { id: idle, lag: "3", uncommittedPartitions: 2, memberCount: 0, assignedMemberCount: 0 },
      { id: live, lag: "0", memberCount: 4, assignedMemberCount: 3 },
    ]);
    expect(groups.items[0]?.partitions).toMatchObject([
      { partition: 0, committed: "1", latest: "4", lag: "3", memberId: null },
      { partition: 1, committed: null, latest: "2", lag: null },
      { partition: 2, committed: null, latest: "0", lag: null },
    ]);
    expect(await thrown(topicGroups(stand.cluster, "vw-no-such"))).toMatchObject({ code: "no-such-topic" });
  });
});

describe("one group", () => {
  it("is told as kafka-consumer-groups tells it", async () => {
    const group = sent(getGroup, await groupDetail(stand.cluster, live));
    const { stdout } = await kafkaTool("consumer-groups", ["--describe", "--group", live], {
      bootstrap: stand.bootstrap,
    });
    const told = stdout
      .split("\n")
      .map((line) => line.trim().split(/\s+/))
      .filter(([id, name]) => id === live && name === topic)
      .map(([, , partition, committed, end, lag, member]) => ({
        partition: Number(partition),
        committed,
        end,
        lag,
        member,
      }));
    expect(told.length).toBe(3);
    for (const { partition, committed, end, lag, member } of told) {
      const row = group.offsets.find((one) => one.partition === partition);
      expect(row?.latest).toBe(end);
      expect(row?.memberId).toBe(member);
      expect([row?.committed ?? "-", row?.lag ?? "-"]).toEqual([committed, lag]);
    }
    expect(group).toMatchObject({ type: "classic", protocolType: "consumer", idleMemberCount: 1, problems: [] });
    expect(group.members.filter(({ assignments }) => assignments?.length === 0).length).toBe(1);
  });

  it("without members shows what is there to read where it has no commit", async () => {
    const { offsets, lag, uncommittedPartitions } = await groupDetail(stand.cluster, idle);
    expect({ lag, uncommittedPartitions }).toEqual({ lag: 3n, uncommittedPartitions: 2 });
    expect(offsets).toMatchObject([
      { partition: 0, committed: 1n, earliest: 0n, latest: 4n, lastStable: 4n, lag: 3n, retained: 4n, memberId: null },
      { partition: 1, committed: null, lag: null, retained: 2n },
      { partition: 2, committed: null, lag: null, retained: 0n },
    ]);
  });

  it("marks a commit beyond the end", async () => {
    const id = uniqueName("vw-beyond");
    const admin = kafka.admin();
    await admin.connect();
    await admin.setOffsets({ groupId: id, topic, partitions: [{ partition: 0, offset: "99" }] });
    await admin.disconnect();
    const { offsets } = await groupDetail(stand.cluster, id);
    expect(offsets[0]).toMatchObject({ committed: 99n, lag: 0n, status: "beyond-end" });
    await deleteGroupView(stand.cluster, id);
  });

  it.each(["vw-no-such-group", "vw no/such grüppe"])("that is not there is a 404: %s", async (id) => {
    for (const ask of [groupDetail, deleteGroupView]) {
      expect(await thrown(ask(stand.cluster, id))).toMatchObject({ code: "no-such-group", status: 404 });
    }
  });
});

describe("deleting a group", () => {
  it("is refused while it has members, and names them", async () => {
    const error = await thrown(deleteGroupView(stand.cluster, live));
    expect(error).toMatchObject({ code: "group-active", status: 409, kafka: { name: "NON_EMPTY_GROUP" } });
    const { members } = (error as { extra: { members: { clientId: string }[] } }).extra;
    expect(members.map(({ clientId }) => clientId)).toEqual(Array(4).fill("vw-test"));
  });

  it("takes it out of the next list", async () => {
    const id = uniqueName("vw-doomed");
    await commit(id, 0);
    stand.cluster.markStale();
    const find = async () => (await groupTable(stand.cluster, { ...firstPage, search: id })).total;
    expect(await find()).toBe(1);
    await deleteGroupView(stand.cluster, id);
    stand.cluster.markStale();
    expect(await find()).toBe(0);
  });
});
