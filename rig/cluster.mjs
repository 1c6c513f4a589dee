import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ensureArchives } from "./archive.mjs";
import { endProcess, isRunning, launchNode, logTail, prepareNode, propertiesPath, randomClusterId } from "./broker.mjs";
import { ensureJars, requireJavaAndMaven } from "./jars.mjs";
import { brokerPort, isAlive, portBaseOf, rigDirectory } from "./ports.mjs";
import { askBroker } from "./probe.mjs";
import { nodeProperties } from "./properties.mjs";
import { RigError } from "./say.mjs";

/**
 * @typedef {object} RigState what `.rig/<name>/state.json` holds
 * @property {string} name
 * @property {string} clusterId
 * @property {number} portBase
 * @property {number} nodes
 * @property {import("./properties.mjs").Overrides} overrides
 * @property {number | null} owner pid of the process that must end this rig, null when it stays until `down`
 * @property {Record<string, number>} pids node id → pid
 */

/** @param {string} name @returns {RigState | null} */
export function readState(name) {
  const file = join(rigDirectory(name), "state.json");
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null;
}

/** @param {RigState} state */
function writeState(state) {
  const file = join(rigDirectory(state.name), "state.json");
  writeFileSync(`${file}.new`, `${JSON.stringify(state, null, 2)}\n`);
  renameSync(`${file}.new`, file);
}

/** @param {RigState} state */
export function bootstrapOf(state) {
  return nodeIds(state)
    .map((id) => `127.0.0.1:${brokerPort(state.portBase, id)}`)
    .join(",");
}

/** @param {RigState} state */
function nodeIds(state) {
  return Array.from({ length: state.nodes }, (_, i) => i + 1);
}

/** @param {RigState} state @param {number} id */
function nodeRuns(state, id) {
  return isRunning(state.pids[id], propertiesPath(rigDirectory(state.name), id));
}

/**
 * Brings a named rig up: makes it when it is new, starts the nodes that are dead, leaves the living alone. Resolves
 * when every broker itself says that all of them are registered.
 * @param {{ name: string, nodes?: number, portBase?: number, overrides?: import("./properties.mjs").Overrides, owner?: number | null }} options
 * @returns {Promise<RigState>}
 */
export async function upRig({ name, nodes = 3, portBase = portBaseOf(name), overrides = {}, owner = null }) {
  requireJavaAndMaven();
  await ensureJars("broker");
  await ensureArchives();
  return withLock(name, async () => {
    const known = readState(name);
    const state = known ?? { name, clusterId: randomClusterId(), portBase, nodes, overrides, owner, pids: {} };
    state.owner = owner;
    writeState(state);
    const dead = nodeIds(state).filter((id) => !nodeRuns(state, id));
    await Promise.all(dead.map((id) => prepare(state, id)));
    for (const id of dead) startNode(state, id);
    await waitForNodes(state, nodeIds(state));
    return state;
  });
}

/** @param {RigState} state @param {number} id */
function prepare(state, id) {
  const directory = rigDirectory(state.name);
  const properties = nodeProperties({ ...state, id, directory });
  return prepareNode(directory, id, properties, { clusterId: state.clusterId, standalone: state.nodes === 1 });
}

/** @param {RigState} state @param {number} id @returns {number} pid */
export function startNode(state, id) {
  const pid = launchNode(rigDirectory(state.name), id);
  state.pids[id] = pid;
  writeState(state);
  return pid;
}

/**
 * Waits until each of the given nodes answers, names this cluster and lists all brokers that should live.
 * @param {RigState} state
 * @param {number[]} ids
 * @param {number} [patience] milliseconds
 */
export async function waitForNodes(state, ids, patience = 60_000) {
  const deadline = Date.now() + patience;
  let missing = "";
  while (Date.now() < deadline) {
    const answers = await Promise.allSettled(ids.map((id) => askBroker(brokerPort(state.portBase, id))));
    const living = nodeIds(state).filter((id) => nodeRuns(state, id));
    missing = "";
    answers.forEach((answer, i) => {
      const id = ids[i] ?? 0;
      if (!nodeRuns(state, id)) {
        throw new RigError(
          `Node ${id} of rig ${state.name} ended while starting:\n${logTail(rigDirectory(state.name), id)}`,
        );
      }
      if (answer.status === "rejected") missing ||= `node ${id} does not answer`;
      else if (answer.value.clusterId !== state.clusterId) {
        throw new RigError(
          `Port ${brokerPort(state.portBase, id)} is held by another cluster, ${answer.value.clusterId}.`,
        );
      } else {
        const seen = new Set(answer.value.brokers.map((broker) => broker.id));
        const unseen = living.filter((other) => !seen.has(other));
        if (unseen.length > 0) missing ||= `node ${id} does not see ${unseen.join(", ")}`;
        if (answer.value.controllerId < 0) missing ||= `node ${id} knows no controller`;
      }
    });
    if (!missing) return;
    await sleep(100);
  }
  throw new RigError(`Rig ${state.name} is not ready after ${patience / 1000} s: ${missing}.`);
}

/**
 * Controlled shutdown of every node, by pid.
 * @param {string} name
 * @param {number} [patience] milliseconds until a node that does not end is killed; 0 kills at once
 * @returns {Promise<Record<string, string>>} node id → how it ended
 */
export async function downRig(name, patience) {
  const state = readState(name);
  if (!state) return {};
  return withLock(name, async () => {
    const directory = rigDirectory(name);
    const ended = await Promise.all(
      nodeIds(state).map(async (id) => [id, await endProcess(state.pids[id], propertiesPath(directory, id), patience)]),
    );
    state.pids = {};
    writeState(state);
    return Object.fromEntries(ended);
  });
}

/** Stops a rig and removes its data. @param {string} name @param {number} [patience] as of downRig */
export async function cleanRig(name, patience = 0) {
  await downRig(name, patience);
  rmSync(rigDirectory(name), { recursive: true, force: true });
}

/**
 * @param {string} name
 * @returns {Promise<{ state: RigState, nodes: { id: number, port: number, pid: number | null, seen: import("./probe.mjs").Seen | null, problem: string | null }[] } | null>}
 */
export async function statusOfRig(name) {
  const state = readState(name);
  if (!state) return null;
  const nodes = nodeIds(state).map(async (id) => {
    const port = brokerPort(state.portBase, id);
    const pid = nodeRuns(state, id) ? (state.pids[id] ?? null) : null;
    if (pid === null) return { id, port, pid, seen: null, problem: "not running" };
    try {
      return { id, port, pid, seen: await askBroker(port), problem: null };
    } catch (error) {
      return { id, port, pid, seen: null, problem: error instanceof Error ? error.message : String(error) };
    }
  });
  return { state, nodes: await Promise.all(nodes) };
}

/**
 * One command at a time per rig. The lock names its holder; one left behind by a process that ended is taken over.
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} work
 */
async function withLock(name, work) {
  const directory = rigDirectory(name);
  mkdirSync(directory, { recursive: true });
  const lock = join(directory, "lock");
  const deadline = Date.now() + 120_000;
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: "wx" });
      break;
    } catch {
      const holder = existsSync(lock) ? Number(readFileSync(lock, "utf8")) : 0;
      if (holder && !isAlive(holder)) rmSync(lock, { force: true });
      else if (Date.now() > deadline) throw new RigError(`Rig ${name} is being changed by process ${holder}.`);
      await sleep(100);
    }
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}
