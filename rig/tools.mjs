import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { javaArguments } from "./broker.mjs";
import { javaCommand } from "./jars.mjs";

/** Kafka 4.3's own command-line classes by the names of their shell scripts. */
const CLASSES = {
  acls: "org.apache.kafka.tools.AclCommand",
  cluster: "org.apache.kafka.tools.ClusterTool",
  configs: "kafka.admin.ConfigCommand",
  "console-consumer": "org.apache.kafka.tools.consumer.ConsoleConsumer",
  "console-producer": "org.apache.kafka.tools.ConsoleProducer",
  "console-share-consumer": "org.apache.kafka.tools.consumer.ConsoleShareConsumer",
  "consumer-perf-test": "org.apache.kafka.tools.ConsumerPerformance",
  "consumer-groups": "org.apache.kafka.tools.consumer.group.ConsumerGroupCommand",
  "delegation-tokens": "org.apache.kafka.tools.DelegationTokenCommand",
  "delete-records": "org.apache.kafka.tools.DeleteRecordsCommand",
  "dump-log": "org.apache.kafka.tools.DumpLogSegments",
  features: "org.apache.kafka.tools.FeatureCommand",
  "get-offsets": "org.apache.kafka.tools.GetOffsetShell",
  groups: "org.apache.kafka.tools.GroupsCommand",
  "leader-election": "org.apache.kafka.tools.LeaderElectionCommand",
  "log-dirs": "org.apache.kafka.tools.LogDirsCommand",
  "metadata-quorum": "org.apache.kafka.tools.MetadataQuorumCommand",
  "producer-perf-test": "org.apache.kafka.tools.ProducerPerformance",
  "reassign-partitions": "org.apache.kafka.tools.reassign.ReassignPartitionsCommand",
  "share-groups": "org.apache.kafka.tools.consumer.group.ShareGroupCommand",
  "streams-groups": "org.apache.kafka.tools.streams.StreamsGroupCommand",
  topics: "org.apache.kafka.tools.TopicCommand",
  transactions: "org.apache.kafka.tools.TransactionsCommand",
  "verifiable-consumer": "org.apache.kafka.tools.VerifiableConsumer",
  "verifiable-producer": "org.apache.kafka.tools.VerifiableProducer",
  "verifiable-share-consumer": "org.apache.kafka.tools.VerifiableShareConsumer",
};

/** @typedef {keyof typeof CLASSES} ToolName */
/**
 * @typedef {object} ToolOptions
 * @property {string} [bootstrap] adds `--bootstrap-server`
 * @property {string | Buffer} [input] what the tool reads from stdin
 * @property {number} [timeout] milliseconds until it is killed, default 60,000
 * @property {AbortSignal} [signal]
 */

/** A tool that ended badly; `stdout` and `stderr` hold what it said. */
export class ToolError extends Error {
  /** @param {string} message @param {number | null} code @param {string} stdout @param {string} stderr */
  constructor(message, code, stdout, stderr) {
    super(`${message}\n${stderr}${stdout}`.trim());
    this.code = code;
    this.stdout = stdout;
    this.stderr = stderr;
  }
}

/** @param {ToolName} name @param {string[]} argv @param {string} [bootstrap] */
function commandOf(name, argv, bootstrap) {
  const mainClass = CLASSES[name];
  if (!mainClass) throw new Error(`Kafka has no tool “${name}”; there are ${Object.keys(CLASSES).join(", ")}.`);
  return javaArguments("broker", mainClass, [...(bootstrap ? ["--bootstrap-server", bootstrap] : []), ...argv]);
}

/**
 * Runs one of Kafka's command-line classes to its end. About half a second each: a JVM of its own.
 * @param {ToolName} name
 * @param {string[]} argv
 * @param {ToolOptions} [options]
 * @returns {Promise<{ stdout: string, stderr: string }>} rejects with a ToolError when the exit code is not 0
 */
export function kafkaTool(name, argv, { bootstrap, input, timeout = 60_000, signal } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(javaCommand(), commandOf(name, argv, bootstrap), { timeout, killSignal: "SIGKILL", signal });
    const output = { stdout: "", stderr: "" };
    child.stdout.setEncoding("utf8").on("data", (part) => (output.stdout += part));
    child.stderr.setEncoding("utf8").on("data", (part) => (output.stderr += part));
    child.on("error", reject);
    child.on("close", (code, ended) => {
      if (code === 0) resolve(output);
      else reject(new ToolError(`${name} ended with ${ended ?? code}`, code, output.stdout, output.stderr));
    });
    // A tool that ends before it has read everything closes its stdin; its exit code says why.
    child.stdin.on("error", () => {});
    child.stdin.end(input);
  });
}

/**
 * @typedef {object} RunningTool
 * @property {import("node:child_process").ChildProcessWithoutNullStreams} child
 * @property {AsyncIterable<string>} lines of stdout
 * @property {(text: string) => void} send writes one line to its stdin
 * @property {() => Promise<{ stdout: string, stderr: string }>} stop SIGINT, then what it printed in all
 */

/**
 * Starts a tool that runs until it is told to end: a console consumer, a verifiable producer. Ends with this process.
 * @param {ToolName} name
 * @param {string[]} argv
 * @param {{ bootstrap?: string }} [options]
 * @returns {RunningTool}
 */
export function startKafkaTool(name, argv, { bootstrap } = {}) {
  const child = spawn(javaCommand(), commandOf(name, argv, bootstrap));
  const output = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (part) => (output.stdout += part));
  child.stderr.setEncoding("utf8").on("data", (part) => (output.stderr += part));
  child.stdin.on("error", () => {});
  const kill = () => child.kill("SIGKILL");
  process.on("exit", kill);
  const ended = new Promise((resolve) => child.on("close", () => resolve(undefined)));
  ended.then(() => process.off("exit", kill));
  return {
    child,
    lines: createInterface({ input: child.stdout }),
    send: (text) => child.stdin.write(`${text}\n`),
    async stop() {
      // SIGINT: the verifiable tools print their last line on the way out.
      child.kill("SIGINT");
      const patience = setTimeout(kill, 10_000);
      await ended;
      clearTimeout(patience);
      return output;
    },
  };
}
