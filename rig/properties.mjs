import { join } from "node:path";
import { brokerPort } from "./ports.mjs";

/** @typedef {Record<string, string | number | boolean>} Overrides */
/**
 * @typedef {object} NodeSpec
 * @property {number} id
 * @property {number} nodes how many nodes the cluster has (1 or 3)
 * @property {number} portBase broker port of node 1
 * @property {string} directory `.rig/<name>`
 * @property {Overrides} overrides
 */

/** Every number here keeps three brokers small and quick on a laptop; none changes how Kafka behaves to a client. */
export const SIZING = {
  "auto.create.topics.enable": false,
  "num.partitions": 3,
  // Three internal topics have 50 partitions each unless told otherwise.
  "offsets.topic.num.partitions": 6,
  "transaction.state.log.num.partitions": 6,
  "share.coordinator.state.topic.num.partitions": 6,
  // A group waits 3 s for more members, and KIP-848 and share groups beat every 5 s: minutes of waiting in a test suite.
  "group.initial.rebalance.delay.ms": 0,
  "group.streams.initial.rebalance.delay.ms": 0,
  "group.consumer.min.heartbeat.interval.ms": 500,
  "group.consumer.heartbeat.interval.ms": 500,
  "group.share.min.heartbeat.interval.ms": 500,
  "group.share.heartbeat.interval.ms": 500,
  "num.network.threads": 2,
  "num.io.threads": 4,
  "log.cleaner.threads": 1,
  // 128 MiB of heap by default, a third of what the JVM gets here.
  "log.cleaner.dedupe.buffer.size": 4_194_304,
  "log.index.size.max.bytes": 1_048_576,
  "log.segment.bytes": 16_777_216,
  "log.segment.delete.delay.ms": 1000,
  "log.retention.check.interval.ms": 5000,
  "broker.session.timeout.ms": 6000,
};

/** @param {number} nodes */
export function replicationOf(nodes) {
  const factor = nodes;
  const isr = nodes > 1 ? 2 : 1;
  return {
    "default.replication.factor": factor,
    "min.insync.replicas": isr,
    "offsets.topic.replication.factor": factor,
    "transaction.state.log.replication.factor": factor,
    "transaction.state.log.min.isr": isr,
    "share.coordinator.state.topic.replication.factor": factor,
    "share.coordinator.state.topic.min.isr": isr,
  };
}

/** @param {NodeSpec} spec */
function quorumOf({ nodes, portBase }) {
  if (nodes === 1) return { "controller.quorum.bootstrap.servers": `127.0.0.1:${portBase + 1}` };
  const voters = Array.from({ length: nodes }, (_, i) => `${i + 1}@127.0.0.1:${brokerPort(portBase, i + 1) + 1}`);
  return { "controller.quorum.voters": voters.join(",") };
}

/** @param {NodeSpec} spec */
export function nodeProperties(spec) {
  const port = brokerPort(spec.portBase, spec.id);
  const data = join(spec.directory, "data", `n${spec.id}`);
  return {
    "process.roles": "broker,controller",
    "node.id": spec.id,
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${port + 1}`,
    "advertised.listeners": `PLAINTEXT://127.0.0.1:${port}`,
    "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
    "inter.broker.listener.name": "PLAINTEXT",
    "controller.listener.names": "CONTROLLER",
    "broker.rack": `rack-${spec.id}`,
    // Two log directories, so that moving a replica between them can be tested.
    "log.dirs": `${join(data, "a")},${join(data, "b")}`,
    ...quorumOf(spec),
    ...SIZING,
    ...replicationOf(spec.nodes),
    ...spec.overrides,
  };
}

/**
 * A Java property file. Backslashes must be doubled there; comments may not trail.
 * @param {Overrides} properties
 */
export function propertyFile(properties) {
  return `${Object.entries(properties)
    .map(([key, value]) => `${key}=${String(value).replaceAll("\\", "\\\\")}`)
    .join("\n")}\n`;
}
