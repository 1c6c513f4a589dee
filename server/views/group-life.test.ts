import { afterAll, beforeAll, expect, it } from "vitest";
import * as z from "zod/mini";
import { eventually, kafkaTool, uniqueName } from "../../e2e/support/rig.ts";
import {
  getBrokerHistory,
  getClusterHistory,
  getTopicHistory,
  type HistoryQuery,
  listEvents,
} from "../../lib/api/history.ts";
import { nameOfSegment } from "../../lib/api/segment.ts";
import { paths } from "../../lib/paths.ts";
import { brokerHistory } from "./broker-history.ts";
import { clusterEvents } from "./cluster-events.ts";
import { clusterHistory } from "./cluster-history.ts";
import { groupDetail } from "./group-detail.ts";
import { groupTable } from "./group-table.ts";
import { clusterCsv, topicCsv } from "./history-csv.ts";
import { type Stand, sent, standOn } from "./rig.fixtures.ts";
import { topicHistory } from "./topic-history.ts";

/** What becomes of groups and topics, seen from pictures taken after each change. */
let stand: Stand;
let topic: string;
const id = uniqueName("g6-life");
const odd = `../ö /?#${uniqueName("g6")}`;

beforeAll(async () => {
  stand = standOn();
  topic = await stand.ownTopic({ partitions: 2 });
  await stand.fill(topic, [8, 4]);
});
afterAll(async () => {
  await Promise.allSettled([id, odd].map((group) => stand.cluster.kafka.deleteGroup(group)));
  await stand.close();
});

async function commit(group: string, offsets: readonly bigint[]): Promise<void> {
  const commits = offsets.map((offset, partition) => ({ topic, partition, offset }));
  for (const item of await stand.cluster.kafka.commitOffsets(group, commits)) if (!item.ok) throw item.error;
  stand.cluster.markStale();
}

const rowOf = async (group: string) =>
  (await groupTable(stand.cluster, { page: 1, perPage: 1000, topic })).items.find((row) => row.id === group);
/** Pictures are sampled two seconds apart where history is not kept. */
const sampledTwice = (cluster: Stand["cluster"]) =>
  eventually("two pictures were sampled", async () => {
    cluster.markStale();
    const history = await clusterHistory(cluster, query());
    return history.times.length > 1 ? history : undefined;
  });
const query = (more: Partial<HistoryQuery> = {}): HistoryQuery => ({ from: -600_000, points: 240, ...more });

it("has a true page for a group of any name", async () => {
  await commit(odd, [3n, 4n]);
  const detail = await groupDetail(stand.cluster, odd);
  expect(detail).toMatchObject({ id: odd, type: "classic", state: "Empty", lag: 5n, memberCount: 0 });
  expect(await rowOf(odd)).toMatchObject({ lag: 5n });
  const segment = paths.group("c", odd).split("/").at(-1) ?? "";
  expect(nameOfSegment(decodeURIComponent(segment))).toBe(odd);
  const { stdout } = await kafkaTool("consumer-groups", ["--describe", "--group", odd, "--offsets"], stand);
  expect(stdout).toMatch(new RegExp(`${topic}\\s+0\\s+3\\s+8\\s+5`));
});

it("notices that a group went back, was deleted, and is there again from its beginning", async () => {
  await commit(id, [8n, 4n]);
  expect(await rowOf(id)).toMatchObject({ lag: 0n });
  await commit(id, [2n, 4n]);
  expect(await rowOf(id)).toMatchObject({ lag: 6n });
  await stand.cluster.kafka.deleteGroup(id);
  stand.cluster.markStale();
  expect(await rowOf(id)).toBeUndefined();
  await expect(groupDetail(stand.cluster, id)).rejects.toMatchObject({ code: "no-such-group" });
  await commit(id, [1n]);
  expect(await groupDetail(stand.cluster, id)).toMatchObject({ lag: 7n, uncommittedPartitions: 1 });
  expect(await rowOf(id)).toMatchObject({ lag: 7n });
  const events = await clusterEvents(stand.cluster, {
    from: -600_000,
    type: "group",
    name: id,
    internal: false,
    page: 1,
    perPage: 50,
  });
  expect(sent(listEvents, events).items.map(({ kind }) => kind)).toEqual([
    "group-created",
    "group-deleted",
    "reset",
    "group-created",
  ]);
  expect(events.items[2]?.message).toBe("Its position went back in 1 partition.");
});

it("tells of a topic that was deleted under a group, and of another one that came after it", async () => {
  await commit(id, [7n, 4n]);
  expect(await rowOf(id)).toMatchObject({ lag: 1n });
  const before = await topicHistory(stand.cluster, topic, query());
  await stand.cluster.kafka.deleteTopic(topic);
  stand.cluster.markStale();
  const gone = await eventually("the coordinator or the group's page knows", async () => {
    const detail = await groupDetail(stand.cluster, id).catch((error) => error);
    return detail.code === "no-such-group" || detail.problems?.length > 0 || detail.offsets?.length === 0
      ? detail
      : undefined;
  });
  // the coordinator forgets the commits of a deleted topic, and with its last commit the group
  if (gone.code !== "no-such-group") expect(gone.lag ?? null).toBeNull();
  await eventually("a picture is without it", async () => {
    stand.cluster.markStale();
    return !(await stand.cluster.snapshot()).topics.has(topic) || undefined;
  });
  await stand.cluster.kafka.createTopic({ name: topic, partitions: 1 });
  stand.cluster.markStale();
  await stand.fill(topic, [2]);
  await commit(id, [5n]);
  const again = await eventually("the new topic is read", async () => {
    const detail = await groupDetail(stand.cluster, id);
    return detail.offsets[0]?.latest === 2n ? detail : undefined;
  });
  // a commit of another life lies beyond the end
  expect(again.offsets[0]).toMatchObject({ committed: 5n, lag: 0n, status: "beyond-end" });
  await stand.cluster.snapshot();
  const after = sent(getTopicHistory, await topicHistory(stand.cluster, topic, query()));
  expect(after.topicId).not.toBe(before.topicId);
  // nothing of the earlier topic is mixed in
  expect(Math.max(...after.sizeBytes.values.map((size) => Number(size ?? 0)))).toBeLessThan(1_000);
  const kinds = (
    await clusterEvents(stand.cluster, {
      from: -600_000,
      type: "topic",
      name: topic,
      internal: false,
      page: 1,
      perPage: 50,
    })
  ).items.map(({ kind }) => kind);
  expect(kinds[0]).toMatch(/^topic-(created|recreated)$/);
});

it("tells a cluster and its brokers over time, as numbers and as a table", async () => {
  const cluster = sent(getClusterHistory, await sampledTwice(stand.cluster));
  expect(cluster).toMatchObject({ enabled: false, source: "pictures" });
  expect(cluster.times.length).toBeGreaterThan(1);
  expect(cluster.brokersUp.values.at(-1)).toBe(3);
  expect(cluster.messagesPerSecond.values.at(-1)).toBeGreaterThanOrEqual(0);
  const broker = sent(getBrokerHistory, await brokerHistory(stand.cluster, "2", query()));
  expect(broker).toMatchObject({ id: 2, up: { min: broker.times.map(() => 1) } });
  expect(Number(broker.sizeBytes.values.at(-1))).toBeGreaterThan(0);
  const [head = "", first = ""] = clusterCsv(await clusterHistory(stand.cluster, query())).split("\r\n");
  expect(head).toMatch(/^time,messagesPerSecond,messagesPerSecond min,messagesPerSecond max,bytesPerSecond,/);
  expect(first).toMatch(/^\d{4}-\d{2}-\d{2}T/);
  expect(topicCsv(await topicHistory(stand.cluster, topic, query()))).toMatch(/^time,messagesPerSecond,/);
  const fields = z.safeParse(getClusterHistory.query as NonNullable<typeof getClusterHistory.query>, {
    from: "-1h",
    to: "-2h",
  });
  expect(fields.success).toBe(true);
  await expect(clusterHistory(stand.cluster, query({ from: -1, to: -1_000 }))).rejects.toMatchObject({
    code: "invalid-request",
  });
});
