// node bench/raw-requests.ts <host:port> topics|groups: the requests a list needs, and nothing else: no rows, no HTTP.
// The first round is as cold as a console that was just started: no socket is open and no code has run yet.
import type { Topic } from "../server/kafka/cluster.ts";
import { atEarliest, atLatest, listOffsets } from "../server/kafka/protocol/2-list-offsets.ts";
import { offsetFetchOfMany } from "../server/kafka/protocol/9-offset-fetch.ts";
import { describeGroups } from "../server/kafka/protocol/15-describe-groups.ts";
import { listGroups } from "../server/kafka/protocol/16-list-groups.ts";
import { describeConfigs, resourceTypes } from "../server/kafka/protocol/32-describe-configs.ts";
import { describeLogDirs } from "../server/kafka/protocol/35-describe-log-dirs.ts";
import type { KafkaWire } from "../server/kafka/wire/kafka-wire.ts";
import type { Target } from "../server/kafka/wire/wire.ts";
import { openWire } from "./many-topics.ts";
import { timed, timedRuns } from "./timing.ts";

const timeoutMs = 30_000;
const warmRounds = 15;

async function offsets(wire: KafkaWire, target: Target, topics: readonly Topic[]): Promise<void> {
  const ask = (timestamp: bigint) => {
    const asks = topics.map(({ name, partitions }) => ({
      topic: name,
      partitions: partitions.map(({ partition }) => ({ partition, timestamp })),
    }));
    return wire.call(target, listOffsets, [false, asks, timeoutMs], { timeoutMs });
  };
  await Promise.all([ask(atEarliest), ask(atLatest)]);
}

async function groups(wire: KafkaWire, target: Target): Promise<void> {
  const listed = await wire.call(target, listGroups, []);
  const ids = listed.groups.map(({ id }) => id);
  await Promise.all([wire.call(target, describeGroups, [ids]), wire.call(target, offsetFetchOfMany, [ids])]);
}

async function configs(wire: KafkaWire, topics: readonly Topic[]): Promise<void> {
  const keys = ["cleanup.policy", "retention.ms", "min.insync.replicas"];
  const asks = topics.map(({ name }) => ({ type: resourceTypes.topic, name, keys }));
  await wire.call({ kind: "any" }, describeConfigs, [asks, false]);
}

/** What the group list shows needs metadata, both ends of every partition, groups, members and commits. */
async function round(wire: KafkaWire, list: string): Promise<void> {
  const { topics, brokers } = await wire.metadata({ fresh: true });
  const target: Target = { kind: "node", id: brokers[0]?.id ?? 1 };
  const needed = [offsets(wire, target, topics), groups(wire, target)];
  if (list === "topics")
    needed.push(
      wire.call(target, describeLogDirs, []).then(() => {}),
      configs(wire, topics),
    );
  await Promise.all(needed);
}

const [bootstrap = "", list = "topics"] = process.argv.slice(2);
const wire = openWire(bootstrap);
const cold = await timed(() => round(wire, list));
const warm = await timedRuns(warmRounds, () => round(wire, list));
await wire.close();
process.stdout.write(JSON.stringify({ cold: cold.ms, warm }));
