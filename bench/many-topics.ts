import { encodeBatch } from "../server/kafka/batch/encode.ts";
import { createTopics } from "../server/kafka/protocol/19-create-topics.ts";
import { KafkaWire } from "../server/kafka/wire/kafka-wire.ts";
import { defaultLimits, parseAddress } from "../server/kafka/wire/settings.ts";
import { offsetCommit } from "./offset-commit.ts";

export const many = { topics: 1_000, partitions: 10, groups: 1_000, topicsOfGroup: 5 } as const;
/** records in every partition; groups have read the first of them */
const records = 5;
const patienceMs = 600_000;

export function openWire(bootstrap: string): KafkaWire {
  const address = parseAddress(bootstrap);
  if (!address) throw new Error(`${bootstrap} is not host:port`);
  return new KafkaWire({ name: "bench", bootstrap: [address], clientId: "bench", limits: defaultLimits });
}

export function topicName(n: number): string {
  return `shop.orders.${String(n % many.topics).padStart(4, "0")}`;
}

/** Topics with a few records in every partition and groups that have committed on them, without a member. */
export async function fillManyTopics(bootstrap: string): Promise<void> {
  const wire = openWire(bootstrap);
  try {
    await makeTopics(wire);
    await leadersAreThere(wire);
    await writeRecords(wire);
    await commitAll(wire, many.groups);
  } finally {
    await wire.close();
  }
}

/** As many groups as that, with those that are there. */
export async function commitGroups(bootstrap: string, count: number): Promise<void> {
  const wire = openWire(bootstrap);
  try {
    await commitAll(wire, count);
  } finally {
    await wire.close();
  }
}

async function makeTopics(wire: KafkaWire): Promise<void> {
  const topics = Array.from({ length: many.topics }, (_, n) => ({
    name: topicName(n),
    partitions: many.partitions,
    replicationFactor: 1,
    assignments: [],
    configs: [],
  }));
  for (let from = 0; from < topics.length; from += 200) {
    const part = topics.slice(from, from + 200);
    const options = { timeoutMs: patienceMs, purpose: "mutate" } as const;
    const answer = await wire.call({ kind: "any" }, createTopics, [part, patienceMs, false], options);
    const failed = answer.topics.find(({ errorCode }) => errorCode !== 0);
    if (failed) throw new Error(`${failed.name} was not created: ${failed.errorCode} ${failed.errorMessage}`);
  }
}

/** A broker hears of new topics later than the controller: until then it is not the leader of anything. */
async function leadersAreThere(wire: KafkaWire): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while (Date.now() < deadline) {
    const { topics } = await wire.metadata({ fresh: true });
    const partitions = topics.filter(({ internal }) => !internal).flatMap((topic) => topic.partitions);
    if (partitions.length === many.topics * many.partitions && partitions.every(({ leader }) => leader !== null))
      return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error("The broker did not come to lead the new topics.");
}

/** Also while the broker still opens the logs of the new partitions one by one, and says that it leads none of the others. */
async function writeRecords(wire: KafkaWire): Promise<void> {
  const value = Buffer.from('{"order":4711,"state":"paid"}');
  const one = { key: null, value, headers: [], timestamp: Date.now() };
  const batch = encodeBatch({ records: new Array(records).fill(one), codec: "none" });
  const deadline = Date.now() + patienceMs;
  for (let from = 0; from < many.topics; from += 50) {
    let asks = Array.from({ length: 50 * many.partitions }, (_, i) => ({
      topic: topicName(from + Math.floor(i / many.partitions)),
      partition: i % many.partitions,
      batch,
    }));
    while (asks.length > 0) {
      const answers = await wire.produce(asks, { acks: 1, timeoutMs: patienceMs });
      const failure = answers.find((answer) => !answer.ok);
      if (failure?.ok === false && Date.now() > deadline) throw failure.error;
      asks = asks.filter((_, i) => answers[i]?.ok !== true);
    }
  }
}

async function commitAll(wire: KafkaWire, groups: number): Promise<void> {
  // the first commit of a cluster makes __consumer_offsets
  await commitOf(wire, 0, 20);
  for (let from = 1; from < groups; from += 50) {
    const until = Math.min(groups, from + 50);
    await Promise.all(Array.from({ length: until - from }, (_, i) => commitOf(wire, from + i, 3)));
  }
}

async function commitOf(wire: KafkaWire, n: number, tries: number): Promise<void> {
  const group = `billing.service.${String(n).padStart(4, "0")}`;
  const partitions = Array.from({ length: many.partitions }, (_, partition) => ({
    partition,
    offset: BigInt(n % records),
  }));
  const commits = Array.from({ length: many.topicsOfGroup }, (_, i) => ({ topic: topicName(n + i), partitions }));
  const target = { kind: "coordinator", of: "group", key: group } as const;
  for (let attempt = 1; ; attempt++) {
    try {
      const { failed } = await wire.call(target, offsetCommit, [group, commits], { timeoutMs: 20_000 });
      if (failed.length === 0) return;
      if (attempt >= tries) throw new Error(`${group}: commits failed with ${[...new Set(failed)].join(", ")}`);
    } catch (error) {
      if (attempt >= tries) throw error;
    }
    await new Promise((done) => setTimeout(done, 250));
  }
}
