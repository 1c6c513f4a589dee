// The demo's applications, in a process of their own: producers that keep writing, and groups that keep up, fall behind,
// rebalance, have more members than partitions, and stand still. Started with the bootstrap servers as its argument.
import { client, compressionOf, javaPartitioner } from "./client.mjs";
import { pay } from "./seed.mjs";
import { demoTopics } from "./topics.mjs";

const bootstrap = process.argv[2] ?? "";
/** @type {(() => Promise<unknown>)[]} */
const closers = [];
let ending = false;

/** Runs `work` every `ms`, never two at a time, and outlives a broker that is away. @param {number} ms @param {() => Promise<unknown>} work */
function every(ms, work) {
  const turn = async () => {
    if (ending) return;
    const began = Date.now();
    await work().catch(() => {});
    setTimeout(turn, Math.max(20, ms - (Date.now() - began)));
  };
  setTimeout(turn, ms);
}

async function produce() {
  const kafka = client(bootstrap, "demo-gateway");
  const producer = kafka.producer({ createPartitioner: javaPartitioner });
  await producer.connect();
  closers.push(() => producer.disconnect());
  for (const topic of demoTopics) {
    if (!topic.source || !topic.perSecond) continue;
    const records = topic.source();
    let at = Math.floor(Math.random() * records.length);
    const perTurn = Math.max(1, Math.round(topic.perSecond / 2));
    every((perTurn / topic.perSecond) * 1000, () => {
      const messages = Array.from({ length: perTurn }, () => {
        at = (at + 1) % records.length;
        const record = records[at];
        // every twentieth change of the catalogue takes a film out of it
        return topic.name === "catalog.films" && at % 20 === 0
          ? { key: record?.key ?? null, value: null }
          : { key: record?.key ?? null, value: record?.value ?? null, headers: record?.headers ?? {} };
      });
      return producer.send({ topic: topic.name, acks: -1, compression: compressionOf[topic.compression], messages });
    });
  }
}

async function payments() {
  const producer = client(bootstrap, "demo-payments").producer({
    createPartitioner: javaPartitioner,
    transactionalId: "payments-live",
    idempotent: true,
    maxInFlightRequests: 1,
  });
  await producer.connect();
  closers.push(() => producer.disconnect());
  let n = 1000 + (Date.now() % 100_000);
  every(1000, () => pay(producer, n++));
}

/**
 * One member of a group. `perSecond` slows it down to that many records a second.
 * @param {{ group: string, topic: string, clientId: string, perSecond?: number }} member
 */
async function join({ group, topic, clientId, perSecond }) {
  const consumer = client(bootstrap, clientId).consumer({
    groupId: group,
    sessionTimeout: 10_000,
    rebalanceTimeout: 15_000,
    heartbeatInterval: 2000,
    maxWaitTimeInMs: 1000,
    maxBytesPerPartition: perSecond ? 65_536 : 1_048_576,
  });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: false });
  const leave = () => consumer.disconnect();
  closers.push(leave);
  await consumer.run({
    autoCommitInterval: 2000,
    eachBatchAutoResolve: false,
    partitionsConsumedConcurrently: 1,
    eachBatch: async ({ batch, resolveOffset, heartbeat, commitOffsetsIfNecessary, isRunning, isStale }) => {
      for (const [i, message] of batch.messages.entries()) {
        if (!isRunning() || isStale() || ending) return;
        if (perSecond && i % 10 === 9) {
          await new Promise((resolve) => setTimeout(resolve, 10_000 / perSecond));
          await heartbeat();
        }
        resolveOffset(message.offset);
      }
      await commitOffsetsIfNecessary();
      await heartbeat();
    },
  });
  return async () => {
    closers.splice(closers.indexOf(leave), 1);
    await leave();
  };
}

/** A second member comes and goes, so that a rebalance can be watched. */
async function comeAndGo() {
  await join({ group: "seismic-alerts", topic: "seismic.events", clientId: "alerts-1" });
  /** @type {(() => Promise<void>) | undefined} */
  let leave;
  every(45_000, async () => {
    if (leave) {
      const go = leave;
      leave = undefined;
      await go();
    } else leave = await join({ group: "seismic-alerts", topic: "seismic.events", clientId: "alerts-2" });
  });
}

async function end() {
  if (ending) return;
  ending = true;
  setTimeout(() => process.exit(0), 4000).unref();
  await Promise.allSettled(closers.map((close) => close()));
  process.exit(0);
}
process.on("SIGTERM", end);
process.on("SIGINT", end);
process.on("disconnect", end);
// A broker that goes away is part of the demo; kafkajs reports some of it as rejections nobody awaits.
process.on("unhandledRejection", () => {});

await Promise.all([
  produce(),
  payments(),
  join({ group: "webhook-indexer", topic: "github.webhooks", clientId: "indexer-1" }),
  join({ group: "webhook-indexer", topic: "github.webhooks", clientId: "indexer-2" }),
  join({ group: "delay-analytics", topic: "flights.departures", clientId: "analytics-1", perSecond: 55 }),
  join({ group: "wind-archiver", topic: "telemetry.wind", clientId: "archiver-1" }),
  join({ group: "price-board", topic: "markets.prices", clientId: "board-1" }),
  join({ group: "price-board", topic: "markets.prices", clientId: "board-2" }),
  join({ group: "price-board", topic: "markets.prices", clientId: "board-3" }),
  comeAndGo(),
]);
process.send?.("running");
