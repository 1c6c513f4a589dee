import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { listGroups } from "../../lib/api/groups.ts";
import type { listMessages } from "../../lib/api/messages.ts";
import type { produceMessages } from "../../lib/api/produce.ts";
import type {
  addPartitions,
  alterTopicConfigs,
  createTopic,
  getTopic,
  listTopicConfigs,
  listTopics,
  truncateTopic,
} from "../../lib/api/topics.ts";
import { client } from "../../rig/demo/client.mjs";
import { type Api, openApi } from "../support/api.ts";
import { kafkaTool, testBootstrap, uniqueName } from "../support/rig.ts";

const stem = uniqueName("e2e-mut");
const at = "/api/clusters/local";
let api: Api;
beforeAll(async () => {
  api = await openApi();
});
afterAll(async () => {
  await kafkaTool("topics", ["--delete", "--topic", `${stem}.*`], { bootstrap: testBootstrap() }).catch(() => {});
  await api.close();
});

let made = 0;
async function ownTopic(body: object = {}): Promise<string> {
  const name = `${stem}-${++made}`;
  await api.post<typeof createTopic>(`${at}/topics`, { name, partitions: 2, replicationFactor: 3, ...body });
  return name;
}
/** The topic's row in the list, asked right after a change. */
async function row(name: string) {
  const { items } = await api.get<typeof listTopics>(`${at}/topics?search=${name}&perPage=all`);
  return items.find((item) => item.name === name);
}
async function config(topic: string, name: string) {
  const { items } = await api.get<typeof listTopicConfigs>(`${at}/topics/${topic}/configs`);
  return items.find((item) => item.name === name);
}
const produce = (topic: string, records: object[]) =>
  api.post<typeof produceMessages>(`${at}/topics/${topic}/messages`, { records });

describe("create", () => {
  it("planned: the same shape, and nothing made", async () => {
    const name = `${stem}-planned`;
    const body = { name, partitions: 4, replicationFactor: 2, configs: { "retention.ms": "12345" } };
    const answer = await api.send(`${at}/topics`, { method: "POST", body: { ...body, dryRun: true } });
    expect(answer.status).toBe(200);
    expect(await row(name)).toBeUndefined();
    await api.refused("no-such-topic", `${at}/topics/${name}`);
    const real = await api.send(`${at}/topics`, { method: "POST", body });
    expect(real.status).toBe(201);
    expect(Object.keys(real.json as object)).toEqual(Object.keys(answer.json as object));
    expect(real.json).toEqual({ ...(answer.json as object), topicId: expect.any(String) });
  });

  it("done: the list has it at once, with leaders", async () => {
    for (let i = 0; i < 5; i++) {
      const name = await ownTopic({ partitions: 3, configs: { "cleanup.policy": "compact" } });
      expect(await row(name)).toMatchObject({ partitionCount: 3, replicationFactor: 3, cleanupPolicy: "compact" });
      const { partitions } = await api.get<typeof getTopic>(`${at}/topics/${name}`);
      expect(partitions.map(({ leader }) => leader).every((leader) => leader !== null && leader > 0)).toBe(true);
    }
  });

  it("by assignment puts the replicas where they were asked to be", async () => {
    const name = `${stem}-assigned`;
    const assignments = { 0: [2, 1], 1: [3, 2] };
    await api.post(`${at}/topics`, { name, assignments });
    const { partitions } = await api.get<typeof getTopic>(`${at}/topics/${name}`);
    expect(partitions.map(({ replicas }) => replicas)).toEqual([
      [2, 1],
      [3, 2],
    ]);
  });

  it("what is there already exists, planned or not", async () => {
    const name = await ownTopic();
    for (const dryRun of [true, false]) {
      const problem = await api.refused("exists", `${at}/topics`, { method: "POST", body: { name, dryRun } });
      expect(problem.kafka).toMatchObject({ code: 36, name: "TOPIC_ALREADY_EXISTS", retriable: false });
    }
  });

  it.each([
    [{ replicationFactor: 9 }, 38],
    [{ configs: { nonsense: "1" } }, 40],
    [{ configs: { "retention.ms": "long" } }, 40],
    [{ partitions: undefined, replicationFactor: undefined, assignments: [[99]] }, 39],
  ])("%j is refused by Kafka, planned or not", async (more, code) => {
    for (const dryRun of [true, false]) {
      const body = { name: `${stem}-refused`, partitions: 1, replicationFactor: 1, ...more, dryRun };
      const problem = await api.refused("refused-by-kafka", `${at}/topics`, { method: "POST", body });
      expect(problem.kafka).toMatchObject({ code });
    }
    expect(await row(`${stem}-refused`)).toBeUndefined();
  });
});

describe("partitions", () => {
  it("planned change nothing; added are in the next list", async () => {
    const name = await ownTopic();
    const path = `${at}/topics/${name}/partitions`;
    expect(await api.post<typeof addPartitions>(path, { count: 5, dryRun: true })).toEqual({ partitionCount: 5 });
    expect(await row(name)).toMatchObject({ partitionCount: 2 });
    expect(await api.post<typeof addPartitions>(path, { count: 5 })).toEqual({ partitionCount: 5 });
    expect(await row(name)).toMatchObject({ partitionCount: 5 });
    for (const count of [5, 1]) {
      const problem = await api.refused("refused-by-kafka", path, { method: "POST", body: { count, dryRun: true } });
      expect(problem.kafka).toMatchObject({ code: 37 });
    }
  });
});

describe("configs", () => {
  it("planned change nothing; set and reset are in the next list, and the unnamed stay", async () => {
    const name = await ownTopic({ configs: { "retention.ms": "1000000", "segment.ms": "60000" } });
    const path = `${at}/topics/${name}/configs`;
    const body = { set: { "retention.ms": "2000000" }, reset: ["segment.ms"] };
    const planned = await api.patch<typeof alterTopicConfigs>(path, { ...body, dryRun: true });
    expect(planned.changes).toEqual([
      { name: "retention.ms", before: "1000000", after: "2000000", sourceAfter: "DYNAMIC_TOPIC_CONFIG" },
      { name: "segment.ms", before: "60000", after: "604800000", sourceAfter: "DEFAULT_CONFIG" },
    ]);
    expect(await row(name)).toMatchObject({ retentionMs: "1000000" });
    expect(await config(name, "segment.ms")).toMatchObject({ value: "60000", source: "DYNAMIC_TOPIC_CONFIG" });

    expect(await api.patch<typeof alterTopicConfigs>(path, body)).toEqual(planned);
    expect(await row(name)).toMatchObject({ retentionMs: "2000000" });
    expect(await config(name, "segment.ms")).toMatchObject({ value: "604800000", source: "DEFAULT_CONFIG" });
    await api.patch(path, { set: { "cleanup.policy": "compact,delete" } });
    expect(await row(name)).toMatchObject({ retentionMs: "2000000", cleanupPolicy: "compact,delete" });
  });

  it("that Kafka refuses change nothing, also not the good half", async () => {
    const name = await ownTopic();
    const body = { set: { "retention.ms": "5000", nonsense: "1" } };
    await api.refused("refused-by-kafka", `${at}/topics/${name}/configs`, { method: "PATCH", body });
    expect(await config(name, "retention.ms")).toMatchObject({ source: expect.not.stringContaining("TOPIC") });
  });
});

describe("truncate", () => {
  it("planned deletes nothing; done, the earliest offsets move and the next list shows it", async () => {
    const name = await ownTopic();
    await produce(
      name,
      [0, 0, 0, 1, 1].map((partition) => ({ value: "x", partition })),
    );
    const path = `${at}/topics/${name}/truncate`;
    const planned = await api.post<typeof truncateTopic>(path, { before: { offsets: { 0: "2" } }, dryRun: true });
    expect(planned.partitions).toEqual([{ partition: 0, earliestBefore: "0", earliest: "2", error: null }]);
    expect(await row(name)).toMatchObject({ offsetSpan: "5" });
    expect(await api.post(path, { before: { offsets: { 0: "2" } } })).toEqual(planned);
    expect(await row(name)).toMatchObject({ offsetSpan: "3" });
    await api.post(path, { before: "end" });
    expect(await row(name)).toMatchObject({ offsetSpan: "0" });
    const { messages } = await api.get<typeof listMessages>(`${at}/topics/${name}/messages`);
    expect(messages).toEqual([]);
  });

  it("by time keeps what is not older", async () => {
    const name = await ownTopic({ configs: { "retention.ms": "-1" } });
    await produce(
      name,
      [1000, 2000, 3000].map((timestamp) => ({ value: "x", partition: 0, timestamp })),
    );
    const done = await api.post<typeof truncateTopic>(`${at}/topics/${name}/truncate`, { before: { time: 2000 } });
    expect(done.partitions.find(({ partition }) => partition === 0)).toMatchObject({ earliest: "1", error: null });
  });

  it("is refused where records are compacted, planned or not", async () => {
    const name = await ownTopic({ configs: { "cleanup.policy": "compact" } });
    for (const dryRun of [true, false]) {
      const body = { before: "end", dryRun };
      await api.refused("refused-by-kafka", `${at}/topics/${name}/truncate`, { method: "POST", body });
    }
  });
});

describe("what was written is read at once", () => {
  it("records in the list of topics and of messages", async () => {
    const name = await ownTopic();
    for (const [n, span] of ["1", "2", "3"].entries()) {
      const { results } = await produce(name, [{ key: "k", value: `v${n}` }]);
      expect(await row(name)).toMatchObject({ offsetSpan: span });
      const { messages } = await api.get<typeof listMessages>(`${at}/topics/${name}/messages?limit=1`);
      expect(messages).toMatchObject([{ offset: results[0]?.offset, value: { text: `v${n}` } }]);
    }
  });

  it("a deleted topic is gone from the list, and can be made again", async () => {
    const name = await ownTopic();
    const first = await row(name);
    expect((await api.remove(`${at}/topics/${name}`)).status).toBe(204);
    expect(await row(name)).toBeUndefined();
    await api.refused("no-such-topic", `${at}/topics/${name}`, { method: "DELETE" });
    await api.post(`${at}/topics`, { name, partitions: 1, replicationFactor: 1 });
    const second = await row(name);
    expect(second).toMatchObject({ partitionCount: 1 });
    expect(second?.topicId).not.toBe(first?.topicId);
  });

  it("a deleted group is gone; one with members is not deleted, and they are named", async () => {
    const topic = await ownTopic();
    const groups = async () =>
      (await api.get<typeof listGroups>(`${at}/groups?perPage=all&search=${stem}`)).items.map(({ id }) => id);
    const consumer = client(testBootstrap(), `${stem}-member`).consumer({ groupId: `${stem}-group` });
    await consumer.connect();
    await consumer.subscribe({ topics: [topic] });
    const joined = new Promise((resolve) => consumer.on(consumer.events.GROUP_JOIN, resolve));
    await consumer.run({ eachMessage: async () => {} });
    await joined;
    const sent = { method: "DELETE" };
    const problem = await api.refused("group-active", `${at}/groups/${stem}-group`, sent);
    expect(JSON.stringify(problem.members)).toContain(`${stem}-member`);
    await consumer.disconnect();
    expect((await api.remove(`${at}/groups/${stem}-group`)).status).toBe(204);
    expect(await groups()).toEqual([]);
  });
});
