import { client, compressionOf, javaPartitioner } from "./client.mjs";
import { demoTopics } from "./topics.mjs";

const batchBytes = 900_000;

const lastGroup = "ledger-audit";

/**
 * The topics that no earlier start has filled: all of them where none came to its end, whose last act leaves a group.
 * @param {string} bootstrap
 */
export async function unseeded(bootstrap) {
  const admin = client(bootstrap, "klar-demo-seed").admin();
  await admin.connect();
  try {
    const there = new Set(await admin.listTopics());
    // kafkajs cannot ask for offsets in a topic that is not there
    if (!there.has("payments.ledger")) return demoTopics;
    const [ledger] = await admin.fetchOffsets({ groupId: lastGroup, topics: ["payments.ledger"] });
    if (!ledger?.partitions.some((partition) => partition.offset !== "-1")) return demoTopics;
    return demoTopics.filter((topic) => !there.has(topic.name));
  } finally {
    await admin.disconnect();
  }
}

/**
 * Creates topics of the demo and fills them.
 * @param {string} bootstrap @param {readonly import("./topics.mjs").DemoTopic[]} wanted @returns {Promise<number>} how many records
 */
export async function seed(bootstrap, wanted) {
  const kafka = client(bootstrap, "klar-demo-seed");
  const admin = kafka.admin();
  await admin.connect();
  await admin.createTopics({
    waitForLeaders: true,
    topics: wanted.map((topic) => ({
      topic: topic.name,
      numPartitions: topic.partitions,
      replicationFactor: topic.replicas ?? 3,
      configEntries: Object.entries(topic.configs ?? {}).map(([name, value]) => ({ name, value })),
    })),
  });
  const producer = kafka.producer({ createPartitioner: javaPartitioner });
  await producer.connect();
  let sent = 0;
  for (const topic of wanted) if (topic.source) sent += await fill(producer, topic);
  await producer.disconnect();
  if (wanted.some((topic) => topic.name === "payments.ledger")) {
    sent += await fillLedger(kafka);
    // A group that read the ledger once and was never started again.
    await admin.setOffsets({
      groupId: lastGroup,
      topic: "payments.ledger",
      partitions: Array.from({ length: 6 }, (_, partition) => ({ partition, offset: "5" })),
    });
  }
  await admin.disconnect();
  return sent;
}

/** @param {import("kafkajs").Producer} producer @param {import("./topics.mjs").DemoTopic} topic */
async function fill(producer, topic) {
  const records = topic.source?.() ?? [];
  const copies = topic.copies ?? 1;
  const span = (topic.hours ?? 1) * 3_600_000;
  const total = records.length * copies;
  const began = Date.now() - span;
  /** @type {import("kafkajs").Message[]} */
  let batch = [];
  let bytes = 0;
  const send = async () => {
    if (batch.length > 0)
      await producer.send({
        topic: topic.name,
        acks: -1,
        compression: compressionOf[topic.compression],
        messages: batch,
      });
    batch = [];
    bytes = 0;
  };
  for (let i = 0; i < total; i++) {
    const record = records[i % records.length];
    if (!record) continue;
    const message = { ...record, timestamp: String(Math.round(began + (span * i) / total)) };
    const size = (record.value?.length ?? 0) + (record.key?.length ?? 0);
    if (bytes + size > batchBytes || batch.length >= 2000) await send();
    batch.push(message);
    bytes += size;
  }
  await send();
  if (topic.name === "catalog.films") await bury(producer, records.slice(0, 120));
  return total;
}

/** Tombstones for the first films of the catalogue. @param {import("kafkajs").Producer} producer @param {import("./sources.mjs").SourceRecord[]} records */
async function bury(producer, records) {
  await producer.send({
    topic: "catalog.films",
    acks: -1,
    messages: records.map((record) => ({ key: record.key, value: null })),
  });
}

/** Payments in transactions of three records; every seventh is aborted. @param {import("kafkajs").Kafka} kafka */
async function fillLedger(kafka) {
  const producer = kafka.producer({
    createPartitioner: javaPartitioner,
    transactionalId: "payments-seed",
    idempotent: true,
    maxInFlightRequests: 1,
  });
  await producer.connect();
  for (let n = 0; n < 60; n++) await pay(producer, n);
  await producer.disconnect();
  return 180;
}

/**
 * One payment: debit, credit and receipt in one transaction. Every seventh is aborted, as a declined card is.
 * Amounts are in cents and the account numbers need all of 64 bits.
 * @param {import("kafkajs").Producer} producer @param {number} n
 */
export async function pay(producer, n) {
  const id = (9_007_199_254_740_993n + BigInt(n)).toString();
  const from = `acct-${(n * 7) % 40}`;
  const to = `acct-${(n * 13 + 5) % 40}`;
  const amount = 100 + ((n * 7919) % 90_000);
  const entry = (/** @type {string} */ account, /** @type {number} */ cents, /** @type {string} */ kind) => ({
    key: account,
    value: `{"payment":${id},"account":"${account}","cents":${cents},"kind":"${kind}"}`,
    headers: { kind, trace: Buffer.from(id).toString("base64") },
  });
  const transaction = await producer.transaction();
  try {
    await transaction.send({
      topic: "payments.ledger",
      messages: [entry(from, -amount, "debit"), entry(to, amount, "credit"), entry(from, 0, "receipt")],
    });
    if (n % 7 === 6) await transaction.abort();
    else await transaction.commit();
  } catch (error) {
    await transaction.abort().catch(() => {});
    throw error;
  }
}
