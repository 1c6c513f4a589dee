import { readFileSync } from "node:fs";
import { bootstrapOf, readState } from "../../rig/cluster.mjs";
import { startConnect } from "../../rig/connect.mjs";
import { startConsole } from "../../rig/console.mjs";
import { registryJava, startRegistry } from "../../rig/registry.mjs";
import { type SecuredNode, startSecured } from "../../rig/secured.mjs";
import { type RunningCluster, startCluster } from "../../rig/start-cluster.mjs";
import { kafkaTool, startKafkaTool, ToolError } from "../../rig/tools.mjs";

export type { RunningCluster, SecuredNode };
export { kafkaTool, startKafkaTool, ToolError };

/**
 * `host:port,…` of the three plain brokers that all tests share: those of `npm test`, else the rig of `npm run rig --
 * up`. Nobody stops or reconfigures these brokers; take topic and group names of your own (see `uniqueName`).
 */
export function testBootstrap(): string {
  const given = process.env.KLAR_TEST_BOOTSTRAP;
  if (given) return given;
  const state = readState("dev");
  if (!state || Object.keys(state.pids).length === 0) {
    throw new Error("No brokers to test against: npm run rig -- up, or set KLAR_TEST_BOOTSTRAP.");
  }
  return bootstrapOf(state);
}

let counter = 0;

/** A name nobody else on the shared brokers has, starting with `stem`. */
export function uniqueName(stem: string): string {
  counter += 1;
  return `${stem}-${process.pid.toString(36)}-${Date.now().toString(36)}-${counter}`;
}

type ClusterOptions = NonNullable<Parameters<typeof startCluster>[0]>;

/** A cluster of the test's own, whose brokers it may kill; stopped and removed however the test ends. */
export async function withCluster<T>(
  options: ClusterOptions,
  use: (cluster: RunningCluster) => Promise<T>,
): Promise<T> {
  const cluster = await startCluster(options);
  try {
    return await use(cluster);
  } finally {
    await cluster.stop();
  }
}

/** A secured one-node cluster (SASL, TLS, mTLS, ACLs); stopped and removed however the test ends. */
export async function withSecured<T>(use: (node: SecuredNode) => Promise<T>): Promise<T> {
  const node = await startSecured();
  try {
    return await use(node);
  } finally {
    await node.stop();
  }
}

/** A Connect worker on the given brokers; stopped and removed however the test ends. */
export async function withConnect<T>(
  bootstrap: string,
  use: (worker: Awaited<ReturnType<typeof startConnect>>) => Promise<T>,
): Promise<T> {
  const worker = await startConnect(bootstrap, { group: uniqueName("connect") });
  try {
    return await use(worker);
  } finally {
    await worker.stop();
  }
}

/** Whether a Java is there that is new enough for the registry. */
export const hasRegistryJava = registryJava() !== null;

/** A real schema registry (Apicurio, in memory), stopped however the test ends. `url` = its Confluent-compatible API. @public */
export async function withRegistry<T>(
  use: (registry: Awaited<ReturnType<typeof startRegistry>>) => Promise<T>,
): Promise<T> {
  const registry = await startRegistry();
  try {
    return await use(registry);
  } finally {
    await registry.stop();
  }
}

/** The built console (`npm run build`) with a configuration of the test's own; stopped however the test ends. @public */
export async function withConsole<T>(
  env: Record<string, string>,
  use: (console: Awaited<ReturnType<typeof startConsole>>) => Promise<T>,
): Promise<T> {
  const console = await startConsole({ env });
  try {
    return await use(console);
  } finally {
    await console.stop();
  }
}

/** The text of a secured node's PEM file, as a Klar configuration takes it. */
export function pem(path: string): string {
  return readFileSync(path, "utf8");
}

/**
 * Polls until `attempt` returns something other than undefined; an attempt that throws counts as not yet.
 * @param what names what is waited for, in the error
 */
export async function eventually<T>(
  what: string,
  attempt: () => Promise<T | undefined> | T | undefined,
  { within = 30_000, every = 50 } = {},
): Promise<T> {
  const deadline = Date.now() + within;
  let last: unknown;
  for (;;) {
    try {
      const result = await attempt();
      if (result !== undefined) return result;
      last = undefined;
    } catch (error) {
      last = error;
    }
    if (Date.now() > deadline) throw new Error(`${what}: not within ${within} ms`, { cause: last });
    await new Promise((resolve) => setTimeout(resolve, every));
  }
}
