import { join } from "node:path";
import { startConsole } from "../rig/console.mjs";
import { rigDirectory } from "../rig/ports.mjs";
import { step } from "../rig/say.mjs";
import { type RunningCluster, startCluster } from "../rig/start-cluster.mjs";
import { fillLongTopic } from "./long-topic.ts";
import { commitGroups, fillManyTopics } from "./many-topics.ts";
import { childrenOf } from "./process-memory.ts";
import { fillRecordTopics } from "./record-topics.ts";

export type Console = Awaited<ReturnType<typeof startConsole>>;

/** The name the console under test knows its cluster by. */
export const clusterName = "bench";

/** Clusters are started when a measure first asks for them and shared by those after it; `end` ends whatever runs. */
export class Workbench {
  #many: Promise<RunningCluster> | null = null;
  #long: Promise<RunningCluster> | null = null;
  #records: Promise<RunningCluster> | null = null;
  readonly #consoles = new Set<Console>();

  /** One broker with 1,000 topics of 10 partitions and 1,000 groups with commits on 50 partitions each. */
  manyTopics(): Promise<RunningCluster> {
    this.#many ??= step("one broker, 1,000 topics × 10 partitions, 1,000 groups × 50 partitions", async () => {
      const name = `bench-${process.pid}`;
      const configOverrides = {
        // small index files: a broker maps two for every partition
        "log.index.size.max.bytes": 4096,
        // one directory: among several, the emptiest is looked for by counting all logs for each new one
        "log.dirs": join(rigDirectory(name), "data", "n1", "a"),
      };
      const cluster = await startCluster({ name, nodes: 1, configOverrides });
      await fillManyTopics(cluster.bootstrap);
      return cluster;
    });
    return this.#many;
  }

  /** The same broker with more groups. */
  async manyGroups(count: number): Promise<RunningCluster> {
    const cluster = await this.manyTopics();
    await step(`${count.toLocaleString("en")} groups × 50 partitions`, () => commitGroups(cluster.bootstrap, count));
    return cluster;
  }

  /** Three brokers and one topic of six partitions with 2,000,000 records of 100 bytes. */
  longTopic(): Promise<RunningCluster> {
    this.#long ??= step("three brokers, 6 partitions × 333,333 records of 100 bytes", async () => {
      const cluster = await startCluster({ nodes: 3 });
      await fillLongTopic(cluster.bootstrap);
      return cluster;
    });
    return this.#long;
  }

  /** Three brokers and the topics of the record measures (`record-topics.ts`). */
  recordTopics(): Promise<RunningCluster> {
    this.#records ??= step("three brokers and the topics of the record measures", async () => {
      const cluster = await startCluster({ nodes: 3, configOverrides: { "log.cleaner.backoff.ms": 1000 } });
      await fillRecordTopics(cluster.bootstrap);
      return cluster;
    });
    return this.#records;
  }

  /** A console just started, which has been asked for nothing but its health. */
  async console({ bootstrap }: RunningCluster, more: Record<string, string> = {}): Promise<Console> {
    const console = await startConsole({
      env: { KLAR_BOOTSTRAP_SERVERS: bootstrap, KLAR_CLUSTER_NAME: clusterName, KLAR_LOG_LEVEL: "warn", ...more },
    });
    this.#consoles.add(console);
    return console;
  }

  async stop(console: Console): Promise<void> {
    this.#consoles.delete(console);
    await console.stop();
  }

  async end(): Promise<void> {
    for (const console of [...this.#consoles]) await this.stop(console);
    for (const cluster of [this.#many, this.#long, this.#records]) await (await cluster?.catch(() => null))?.stop();
  }
}

/** The process that serves, which `bin/klar` started. */
export function serverPid({ pid }: Console): number {
  return childrenOf(pid)[0] ?? pid;
}

/** The path of a call about the cluster under test. */
export function clusterPath(path: string): string {
  return `/api/clusters/${clusterName}${path}`;
}

/** The body of an answer, read to its end. */
export async function get({ url }: Console, path: string): Promise<string> {
  const answer = await fetch(url + path);
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${text.slice(0, 500)}`);
  return text;
}
