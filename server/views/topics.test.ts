import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { kafkaTool } from "../../e2e/support/rig.ts";
import { getTopic, listTopicConfigs, listTopics, truncateTopic } from "../../lib/api/topics.ts";
import { addPartitionsView } from "./add-partitions.ts";
import { alterTopicConfigsView } from "./alter-topic-configs.ts";
import { createTopicView } from "./create-topic.ts";
import { deleteTopicView } from "./delete-topic.ts";
import { type Stand, sent, standOn } from "./rig.fixtures.ts";
import { topicConfigs } from "./topic-configs.ts";
import { topicDetail } from "./topic-detail.ts";
import { topicTable, topicTableText } from "./topic-table.ts";
import { truncateTopicView } from "./truncate-topic.ts";

let stand: Stand;
beforeAll(() => {
  stand = standOn();
});
afterAll(() => stand.close());

const firstPage = { page: 1, perPage: 50, internal: false };
const thrown = async (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

describe("the list of topics", () => {
  it("shows a topic right after it was made, with its records, sizes and settings", async () => {
    const topic = await stand.ownTopic({ configs: { "retention.ms": "86400000" } });
    await stand.fill(topic, [2, 0, 1]);
    const page = sent(listTopics, await topicTable(stand.cluster, { ...firstPage, search: topic }));
    expect(page).toMatchObject({ total: 1, page: 1, perPage: 50, problems: [] });
    expect(page.items[0]).toMatchObject({
      name: topic,
      partitionCount: 3,
      replicationFactor: 3,
      underReplicatedPartitions: 0,
      offlinePartitions: 0,
      underMinIsrPartitions: 0,
      offsetSpan: "3",
      cleanupPolicy: "delete",
      retentionMs: "86400000",
      groupCount: 0,
      lag: null,
    });
    expect(Number(page.items[0]?.sizeBytes)).toBeGreaterThan(200);
  });

  it("is the same as text and as data", async () => {
    const topic = await stand.ownTopic();
    const query = { ...firstPage, search: topic.slice(0, -2), sort: "offsetSpan" as const };
    const [data, text] = await Promise.all([topicTable(stand.cluster, query), topicTableText(stand.cluster, query)]);
    const { asOf, ...rest } = sent(listTopics, data);
    expect(JSON.parse(text)).toMatchObject(rest);
    expect(asOf).toBeGreaterThan(0);
  });

  it("keeps internal topics out unless they are asked for", async () => {
    const search = "__consumer_offsets";
    expect((await topicTable(stand.cluster, { ...firstPage, search })).total).toBe(0);
    const { items } = await topicTable(stand.cluster, { ...firstPage, search, internal: true });
    expect(items).toMatchObject([{ name: search, internal: true, cleanupPolicy: "compact" }]);
  });

  it("forgets a topic right after it was deleted", async () => {
    const topic = await stand.ownTopic();
    const find = async () => (await topicTable(stand.cluster, { ...firstPage, search: topic })).total;
    expect(await find()).toBe(1);
    await deleteTopicView(stand.cluster, topic);
    stand.cluster.markStale();
    expect(await find()).toBe(0);
    expect(await thrown(deleteTopicView(stand.cluster, topic))).toMatchObject({ code: "no-such-topic", status: 404 });
  });
});

describe("one topic", () => {
  it("is described as kafka-topics describes it", async () => {
    const topic = await stand.ownTopic({ partitions: 2 });
    await stand.fill(topic, [3, 1]);
    const detail = sent(getTopic, await topicDetail(stand.cluster, topic));
    const { stdout } = await kafkaTool("topics", ["--describe", "--topic", topic], { bootstrap: stand.bootstrap });
    expect(stdout).toContain(`TopicId: ${detail.topicId}`);
    for (const { partition, leader, replicas, isr } of detail.partitions) {
      const line = stdout.split("\n").find((one) => one.includes(`Partition: ${partition}\t`)) ?? "";
      expect(line).toContain(`Leader: ${leader}\tReplicas: ${replicas.join(",")}\tIsr: ${isr.join(",")}`);
    }
    expect(detail).toMatchObject({ offsetSpan: "4", replicationFactor: 3, cleanupPolicy: "delete", problems: [] });
    expect(detail.partitions).toMatchObject([
      { partition: 0, earliest: "0", latest: "3", lastStable: "3" },
      { partition: 1, earliest: "0", latest: "1", lastStable: "1" },
    ]);
  });

  it.each(["no-such-topic", "", "..", "with space", "später"])("that is not there is a 404: %j", async (name) => {
    for (const ask of [topicDetail, topicConfigs, deleteTopicView]) {
      expect(await thrown(ask(stand.cluster, name))).toMatchObject({ code: "no-such-topic", status: 404 });
    }
  });
});

describe("creating a topic", () => {
  it("tries it without doing it", async () => {
    const name = `${await stand.ownTopic()}-dry`;
    const planned = await createTopicView(stand.cluster, { name, partitions: 4, dryRun: true });
    expect(planned).toMatchObject({ name, topicId: null, partitionCount: 4, replicationFactor: 3 });
    expect((await topicTable(stand.cluster, { ...firstPage, search: name })).total).toBe(0);
  });

  it("puts replicas where it is told", async () => {
    const name = `${await stand.ownTopic()}-placed`;
    const created = await createTopicView(stand.cluster, {
      name,
      partitions: 2,
      assignments: [
        [2, 3],
        [3, 1],
      ],
    });
    expect(created).toMatchObject({ partitionCount: 2, replicationFactor: 2 });
    const { partitions } = await topicDetail(stand.cluster, name);
    expect(partitions.map(({ replicas }) => replicas)).toEqual([
      [2, 3],
      [3, 1],
    ]);
    await deleteTopicView(stand.cluster, name);
  });

  it("names every field that is wrong", async () => {
    const body = { name: "a b", partitions: 3, replicationFactor: 1, assignments: { "0": [1, 2] } };
    expect(await thrown(createTopicView(stand.cluster, body))).toMatchObject({
      code: "invalid-request",
      errors: [{ path: "body.name" }, { path: "body.partitions" }, { path: "body.replicationFactor" }],
    });
  });

  it("passes on what Kafka refuses", async () => {
    const name = await stand.ownTopic();
    const refusals = [
      [{ name }, 409, 36],
      [{ name: `${name}-x`, replicationFactor: 9 }, 422, 38],
      [{ name: `${name}-x`, configs: { "retention.ms": "soon" } }, 422, 40],
    ] as const;
    for (const [body, status, code] of refusals) {
      expect(await thrown(createTopicView(stand.cluster, body))).toMatchObject({ status, kafka: { code } });
    }
  });
});

describe("adding partitions", () => {
  it("adds them, after a dry run that does not", async () => {
    const topic = await stand.ownTopic({ partitions: 1 });
    const count = async () => (await topicDetail(stand.cluster, topic)).partitions.length;
    await addPartitionsView(stand.cluster, topic, { count: 3, dryRun: true });
    expect(await count()).toBe(1);
    expect(await addPartitionsView(stand.cluster, topic, { count: 3 })).toEqual({ partitionCount: 3 });
    expect(await count()).toBe(3);
  });

  it("says in words that partitions cannot be taken away", async () => {
    const topic = await stand.ownTopic({ partitions: 2 });
    const error = await thrown(addPartitionsView(stand.cluster, topic, { count: 2 }));
    expect(error).toMatchObject({ code: "refused-by-kafka", kafka: { code: 37 } });
    expect(String(error)).toContain("has 2 partitions; count must be greater than that, not 2");
  });
});

describe("configs of a topic", () => {
  it("tell what a reset would leave", async () => {
    const topic = await stand.ownTopic({ configs: { "retention.ms": "1000", "cleanup.policy": "compact" } });
    const { items } = sent(listTopicConfigs, await topicConfigs(stand.cluster, topic));
    const byName = new Map(items.map((item) => [item.name, item]));
    expect(byName.get("retention.ms")).toMatchObject({ value: "1000", source: "DYNAMIC_TOPIC_CONFIG" });
    // seven days, which the brokers have in hours
    expect(byName.get("retention.ms")?.inherited).toBe("604800000");
    expect(byName.get("cleanup.policy")).toMatchObject({ inherited: "delete" });
    expect(byName.get("retention.ms")?.documentation).toMatch(/retain/);
    const { value, inherited } = byName.get("max.message.bytes") ?? {};
    expect(inherited).toBe(value);
  });

  it("change one by one, are shown as planned, and are in the next list", async () => {
    const topic = await stand.ownTopic({ configs: { "retention.ms": "1000", "segment.ms": "60000" } });
    await topicTable(stand.cluster, firstPage);
    const body = { set: { "retention.ms": "2000" }, reset: ["segment.ms"] };
    const planned = await alterTopicConfigsView(stand.cluster, topic, { ...body, dryRun: true });
    expect(planned.changes).toMatchObject([
      { name: "retention.ms", before: "1000", after: "2000", sourceAfter: "DYNAMIC_TOPIC_CONFIG" },
      { name: "segment.ms", before: "60000", sourceAfter: "DEFAULT_CONFIG" },
    ]);
    expect((await topicConfigs(stand.cluster, topic)).items.find(({ name }) => name === "retention.ms")?.value).toBe(
      "1000",
    );
    expect(await alterTopicConfigsView(stand.cluster, topic, body)).toEqual(planned);
    stand.cluster.markStale();
    const { items } = await topicTable(stand.cluster, { ...firstPage, search: topic });
    expect(items[0]?.retentionMs).toBe(2000n);
  });

  it("are refused where they contradict themselves or mean nothing to Kafka", async () => {
    const topic = await stand.ownTopic();
    const refusals = [
      [{}, "invalid-request"],
      [{ set: { "retention.ms": "1" }, reset: ["retention.ms"] }, "invalid-request"],
      [{ set: { "no.such.config": "1" } }, "refused-by-kafka"],
      [{ set: { "retention.ms": "-7" }, dryRun: true }, "refused-by-kafka"],
    ] as const;
    for (const [body, code] of refusals) {
      const asked = { ...body, reset: "reset" in body ? [...body.reset] : undefined };
      expect(await thrown(alterTopicConfigsView(stand.cluster, topic, asked))).toMatchObject({ code });
    }
  });
});

describe("truncating a topic", () => {
  it("deletes up to an offset in the partitions that are named, and says per partition what it could not", async () => {
    const topic = await stand.ownTopic();
    await stand.fill(topic, [5, 5, 5]);
    const before = { offsets: { "0": 2n, "2": 9n } };
    const planned = sent(truncateTopic, await truncateTopicView(stand.cluster, topic, { before, dryRun: true }));
    expect(planned.partitions).toMatchObject([
      { partition: 0, earliestBefore: "0", earliest: "2", error: null },
      {
        partition: 2,
        earliestBefore: "0",
        earliest: "0",
        error: expect.stringContaining("Offset 9 lies beyond the end of partition 2, which is 5"),
      },
    ]);
    expect((await topicDetail(stand.cluster, topic)).offsetSpan).toBe(15n);
    expect(sent(truncateTopic, await truncateTopicView(stand.cluster, topic, { before }))).toEqual(planned);
    const { partitions } = await topicDetail(stand.cluster, topic);
    expect(partitions.map(({ earliest }) => earliest)).toEqual([2n, 0n, 0n]);
  });

  it("deletes what is older than a time, and everything", async () => {
    // records of long ago: without this the broker's own retention may come first
    const topic = await stand.ownTopic({ partitions: 1, configs: { "retention.ms": "-1" } });
    await stand.fill(topic, [2], 1_700_000_000_000);
    await stand.fill(topic, [1], 1_700_000_100_000);
    const byTime = await truncateTopicView(stand.cluster, topic, { before: { time: 1_700_000_050_000 } });
    expect(byTime.partitions).toEqual([{ partition: 0, earliestBefore: 0n, earliest: 2n, error: null }]);
    const byEnd = await truncateTopicView(stand.cluster, topic, { before: "end" });
    expect(byEnd.partitions).toEqual([{ partition: 0, earliestBefore: 2n, earliest: 3n, error: null }]);
  });

  it("is refused where records are only compacted, and for partitions that are not there", async () => {
    const compacted = await stand.ownTopic({ configs: { "cleanup.policy": "compact" } });
    const error = await thrown(truncateTopicView(stand.cluster, compacted, { before: "end", dryRun: true }));
    expect(error).toMatchObject({ status: 422, kafka: { name: "POLICY_VIOLATION" } });
    const topic = await stand.ownTopic({ partitions: 1 });
    expect(await thrown(truncateTopicView(stand.cluster, topic, { before: { offsets: { "7": 0n } } }))).toMatchObject({
      code: "no-such-partition",
      errors: [{ path: "body.before.offsets.7" }],
    });
  });
});
