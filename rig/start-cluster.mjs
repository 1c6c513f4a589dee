import { randomBytes } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { endProcess, isRunning, propertiesPath } from "./broker.mjs";
import { bootstrapOf, cleanRig, readState, startNode, upRig, waitForNodes } from "./cluster.mjs";
import { brokerPort, isAlive, RIG, releasePortBase, reservePortBase, rigDirectory } from "./ports.mjs";
import { startSecured } from "./secured.mjs";

/**
 * @typedef {object} RunningNode
 * @property {number} id
 * @property {number} port
 * @property {() => number | null} pid null while it is down
 * @property {(signal?: NodeJS.Signals) => Promise<void>} kill SIGKILL (default) or SIGTERM, resolved once the process is
 *   gone; SIGSTOP and SIGCONT are only sent
 * @property {() => Promise<void>} start starts it again; resolved once it answers and lists itself and all living nodes
 */
/**
 * @typedef {object} RunningCluster
 * @property {string} name
 * @property {string} bootstrap `host:port,…` of all nodes
 * @property {string} clusterId
 * @property {RunningNode[]} nodes
 * @property {import("./secured.mjs").SecuredNode | null} secured
 * @property {() => Promise<void>} stop ends every process and removes the data
 */

/** Clusters of this process that must not outlive it. @type {Set<string>} */
const ours = new Set();
process.on("exit", () => {
  for (const name of ours) killNow(name);
});

/** @param {string} name */
function killNow(name) {
  const state = readState(name);
  for (const [id, pid] of Object.entries(state?.pids ?? {})) {
    if (isRunning(pid, propertiesPath(rigDirectory(name), Number(id)))) process.kill(pid, "SIGKILL");
  }
}

/**
 * Starts a cluster that belongs to the calling process: new data, ports of its own, gone after `stop()`.
 * Three nodes take about 9 s, one about 4 s.
 * @param {object} [options]
 * @param {string} [options.name] default: a random one
 * @param {1 | 3} [options.nodes] default 3
 * @param {number} [options.portBase] port of node 1; default: a free block
 * @param {import("./properties.mjs").Overrides} [options.configOverrides] broker properties
 * @param {boolean} [options.secured] also starts a secured node (a cluster of its own) beside it
 * @returns {Promise<RunningCluster>}
 */
export async function startCluster({ name, nodes = 3, portBase, configOverrides = {}, secured = false } = {}) {
  await removeOrphans();
  const rigName = name ?? `own-${randomBytes(5).toString("hex")}`;
  if (readState(rigName)) await cleanRig(rigName);
  const base = portBase ?? (await reservePortBase());
  ours.add(rigName);
  const stop = async () => {
    await cleanRig(rigName, 0);
    ours.delete(rigName);
    if (portBase === undefined) releasePortBase(base);
  };
  try {
    const state = await upRig({ name: rigName, nodes, portBase: base, overrides: configOverrides, owner: process.pid });
    const secure = secured ? await startSecured({ portBase: base }) : null;
    return {
      name: rigName,
      bootstrap: bootstrapOf(state),
      clusterId: state.clusterId,
      nodes: Array.from({ length: nodes }, (_, i) => runningNode(state, i + 1)),
      secured: secure,
      stop: async () => {
        await secure?.stop();
        await stop();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** @param {import("./cluster.mjs").RigState} state @param {number} id @returns {RunningNode} */
function runningNode(state, id) {
  const file = propertiesPath(rigDirectory(state.name), id);
  return {
    id,
    port: brokerPort(state.portBase, id),
    pid: () => (isRunning(state.pids[id], file) ? (state.pids[id] ?? null) : null),
    async kill(signal = "SIGKILL") {
      const pid = state.pids[id];
      if (!pid || !isRunning(pid, file)) return;
      if (signal === "SIGTERM") await endProcess(pid, file);
      else if (signal === "SIGKILL") await endProcess(pid, file, 0);
      else process.kill(pid, signal);
    },
    async start() {
      if (!isRunning(state.pids[id], file)) startNode(state, id);
      await waitForNodes(state, [id]);
    },
  };
}

/** Removes clusters whose owner ended without stopping them: a killed test runner cannot clean up after itself. */
export async function removeOrphans() {
  if (!existsSync(RIG)) return;
  for (const entry of readdirSync(RIG, { withFileTypes: true })) {
    const { name } = entry;
    // the logs of consoles lie beside the rigs
    if (!entry.isDirectory() || name === "libs" || name === "blocks") continue;
    const state = readState(name);
    if (state?.owner && !isAlive(state.owner)) await cleanRig(name, 0);
  }
}
