import { afterAll, describe, expect, it } from "vitest";
import { eventually, kafkaTool, testBootstrap, uniqueName } from "../../e2e/support/rig.ts";
import { client, compressionOf } from "../../rig/demo/client.mjs";
import type { MemberEvent } from "./member-log.ts";
import { createWorkloads, type StartMember } from "./workloads.ts";

const bootstrap = testBootstrap();
const workloads = createWorkloads((name) =>
  name === "local" ? { brokers: bootstrap.split(","), ssl: false, sasl: null } : null,
);
const kafka = client(bootstrap, "workload-tests");
const admin = kafka.admin();
const producer = kafka.producer();
const ready = Promise.all([admin.connect(), producer.connect()]);
const topics: string[] = [];
const groups: string[] = [];

afterAll(async () => {
  await workloads.close();
  await admin.deleteGroups(groups).catch(() => {});
  await admin.deleteTopics({ topics });
  await Promise.all([admin.disconnect(), producer.disconnect()]);
});

async function ownTopic(count: number, partitions = 2): Promise<string> {
  await ready;
  const topic = uniqueName("wl");
  topics.push(topic);
  await admin.createTopics({ topics: [{ topic, numPartitions: partitions }], waitForLeaders: true });
  const messages = Array.from({ length: count }, (_, i) => ({ value: `v${i}`, partition: i % partitions }));
  if (count > 0) await eventually("a leader", () => producer.send({ topic, messages }).then(() => true));
  return topic;
}

function ownGroup(): string {
  const group = uniqueName("wl");
  groups.push(group);
  return group;
}

/** A member that is watched, as a page does. */
function watched(asked: Partial<StartMember> & { group: string; topics: string[] }) {
  const member = workloads.startMember({ cluster: "local", from: "earliest", commit: "manual", ...asked });
  const left = new AbortController();
  const events: MemberEvent[] = [];
  const reading = (async () => {
    for await (const event of workloads.watchMember(member.id, left.signal)) events.push(event);
  })();
  const texts = () =>
    events.flatMap((one) => (one.event === "records" ? one.data.items.map(({ value }) => value) : []));
  return {
    id: member.id,
    events,
    texts,
    kinds: () => events.flatMap((one) => (one.event === "happened" ? [one.data.kind] : [])),
    now: () => workloads.getMember(member.id),
    look: () => left.abort(),
    ended: () => reading,
  };
}

const partitionsOf = ({ now }: ReturnType<typeof watched>) => now().assignments.flatMap(({ partitions }) => partitions);

describe("a member of a group", () => {
  it("joins, takes records, commits when told to, and leaves", async () => {
    const topic = await ownTopic(6);
    const group = ownGroup();
    const member = watched({ group, topics: [topic] });
    await eventually("all records", () => (member.texts().length === 6 ? true : undefined));
    expect(member.now()).toMatchObject({ state: "stable", consumed: 6n, isLeader: true, commit: "manual" });
    expect(partitionsOf(member)).toEqual([0, 1]);
    expect(await admin.fetchOffsets({ groupId: group, topics: [topic] })).toMatchObject([
      { partitions: [{ offset: "-1" }, { offset: "-1" }] },
    ]);
    const committed = await workloads.commitMember(member.id);
    expect(committed.map(({ partition, offset }) => `${partition}:${offset}`).sort()).toEqual(["0:3", "1:3"]);
    expect(await admin.fetchOffsets({ groupId: group, topics: [topic] })).toMatchObject([
      { partitions: [{ offset: "3" }, { offset: "3" }] },
    ]);
    await eventually("nothing uncommitted", () => (member.now().uncommitted === 0n ? true : undefined));
    await workloads.stopMember(member.id);
    await member.ended();
    expect(member.kinds()).toEqual(expect.arrayContaining(["started", "joined", "committed", "leaving", "left"]));
    expect(member.events.at(-1)).toEqual({ event: "done", data: { reason: "end" } });
    expect(workloads.getMember(member.id)).toMatchObject({ state: "left", isLeader: false, assignments: [] });
    const { groups: described } = await admin.describeGroups([group]);
    expect(described).toMatchObject([{ state: "Empty", members: [] }]);
    await expect(workloads.commitMember(member.id)).rejects.toMatchObject({ code: "conflict" });
  });

  it("shares partitions with another one, and gets them back when that one leaves", async () => {
    const topic = await ownTopic(0);
    const group = ownGroup();
    const [first, second] = [watched({ group, topics: [topic] }), watched({ group, topics: [topic] })];
    await eventually("one partition each", () =>
      partitionsOf(first).length === 1 && partitionsOf(second).length === 1 ? true : undefined,
    );
    await workloads.stopMember(second.id);
    await eventually("both partitions", () => (partitionsOf(first).length === 2 ? true : undefined));
    expect(first.now().rebalances).toBeGreaterThan(0);
    await workloads.stopMember(first.id);
  });

  it("shares a group with Java's consumer", async () => {
    const topic = await ownTopic(0);
    const group = ownGroup();
    const member = watched({ group, topics: [topic] });
    await eventually("joined", () => (member.now().state === "stable" ? true : undefined));
    const argv = ["--topic", topic, "--group", group, "--timeout-ms", "6000"];
    const java = kafkaTool("console-consumer", argv, { bootstrap }).catch(() => null);
    await eventually("one partition each", () => (partitionsOf(member).length === 1 ? true : undefined));
    await java;
    await eventually("both again", () => (partitionsOf(member).length === 2 ? true : undefined));
    await workloads.stopMember(member.id);
  });

  it("takes no more a second than it is told to, and commits by itself where that is wanted", async () => {
    const topic = await ownTopic(40, 1);
    const group = ownGroup();
    const member = watched({ group, topics: [topic], rate: 10, commit: "auto" });
    await eventually("a few", () => (member.now().consumed >= 12n ? true : undefined));
    expect(member.now().consumed).toBeLessThan(40n);
    await workloads.stopMember(member.id);
    const [offsets] = await admin.fetchOffsets({ groupId: group, topics: [topic] });
    expect(Number(offsets?.partitions[0]?.offset)).toBeGreaterThan(5);
  });

  it("leaves when nobody watches it any more, and with the console, and stays where it is told to", async () => {
    const topic = await ownTopic(0);
    const own = createWorkloads(() => ({ brokers: bootstrap.split(","), ssl: false, sasl: null }), 300);
    const [watchedOne, staying] = [ownGroup(), ownGroup()];
    const start = (group: string, stays: boolean) =>
      own.startMember({ cluster: "x", group, topics: [topic], from: "latest", commit: "manual", stays });
    const [first, second] = [start(watchedOne, false), start(staying, true)];
    const looking = new AbortController();
    const reading = (async () => {
      for await (const { event } of own.watchMember(first.id, looking.signal)) if (event === "done") break;
    })();
    const isStable = ({ id }: { id: string }) => own.getMember(id).state === "stable";
    await eventually("both have joined", () => (isStable(first) && isStable(second) ? true : undefined));
    looking.abort();
    await reading;
    await eventually("it has left", () => (own.getMember(first.id).state === "left" ? true : undefined));
    expect(isStable(second)).toBe(true);
    await own.close();
    expect(own.getMember(second.id).state).toBe("left");
    const { groups: described } = await admin.describeGroups([watchedOne, staying]);
    expect(described.map(({ state }) => state)).toEqual(["Empty", "Empty"]);
  });

  it("takes what is packed with each codec", async () => {
    const topic = await ownTopic(0, 1);
    for (const codec of ["gzip", "snappy", "lz4", "zstd"] as const)
      await producer.send({ topic, compression: compressionOf[codec], messages: [{ value: codec }] });
    const member = watched({ group: ownGroup(), topics: [topic] });
    await eventually("all four", () => (member.texts().length === 4 ? true : undefined));
    expect(member.texts()).toEqual(["gzip", "snappy", "lz4", "zstd"]);
    await workloads.stopMember(member.id);
  });

  it.each(["gzip", "zstd"] as const)("says so where a batch of %s inflates beyond all bounds", async (codec) => {
    const topic = await ownTopic(0, 1);
    await admin.alterConfigs({
      validateOnly: false,
      resources: [{ type: 2, name: topic, configEntries: [{ name: "max.message.bytes", value: "20000000" }] }],
    });
    const member = watched({ group: ownGroup(), topics: [topic] });
    const messages = Array.from({ length: 5 }, () => ({ value: Buffer.alloc(30 * 1024 * 1024) }));
    await producer.send({ topic, compression: compressionOf[codec], messages });
    const told = await eventually("why it goes no further", () =>
      member.events.find((one) => one.event === "happened" && one.data.kind === "failed"),
    );
    expect(told).toMatchObject({ data: { message: expect.stringMatching(/134217728|128 MiB|more than/) } });
    await workloads.stopMember(member.id);
  });

  it("whose topic is deleted leaves, and says so", async () => {
    const group = ownGroup();
    const topic = await ownTopic(2);
    const member = watched({ group, topics: [topic] });
    await eventually("what is there", () => (member.texts().length === 2 ? true : undefined));
    await admin.deleteTopics({ topics: [topic] });
    topics.splice(topics.indexOf(topic), 1);
    await member.ended();
    expect(member.now()).toMatchObject({ state: "failed", problem: { message: expect.stringContaining("any more") } });
    const { groups: described } = await admin.describeGroups([group]);
    expect(described[0]?.members).toEqual([]);
  });

  it("that cannot join says why", async () => {
    const gone = createWorkloads(() => ({ brokers: ["127.0.0.1:1"], ssl: false, sasl: null }));
    const { id } = gone.startMember({ cluster: "x", group: "g", topics: ["t"], from: "latest", commit: "manual" });
    await eventually("its failure", () => (gone.getMember(id).state === "failed" ? true : undefined));
    expect(gone.getMember(id).problem?.message).toMatch(/ECONNREFUSED|Connection/);
    await gone.close();
    expect(() =>
      workloads.startMember({ cluster: "no", group: "g", topics: ["t"], from: "latest", commit: "auto" }),
    ).toThrow(/no/);
  });
});
