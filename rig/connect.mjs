import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { endProcess, isRunning, LOGGING } from "./broker.mjs";
import { classPath, ensureJars, javaCommand, libraryDirectory } from "./jars.mjs";
import { anyFreePort, rigDirectory } from "./ports.mjs";
import { askBroker } from "./probe.mjs";
import { propertyFile } from "./properties.mjs";
import { RigError } from "./say.mjs";

/** Plugin folders and the jars that go into each: a plugin has to be in a folder of its own to be discovered as one. */
const PLUGINS = { file: /^connect-file-/, mirror: /^connect-mirror/, test: /^connect-test-plugins-/ };

function pluginPath() {
  const jars = libraryDirectory("connect");
  const root = join(jars, "plugins");
  for (const [folder, pattern] of Object.entries(PLUGINS)) {
    mkdirSync(join(root, folder), { recursive: true });
    for (const jar of readdirSync(jars).filter((name) => pattern.test(name))) {
      if (!existsSync(join(root, folder, jar))) copyFileSync(join(jars, jar), join(root, folder, jar));
    }
  }
  return root;
}

/** @param {string} bootstrap @param {number} port @param {string} group */
async function workerProperties(bootstrap, port, group) {
  const firstPort = Number(bootstrap.split(",")[0]?.split(":").at(-1));
  const { brokers } = await askBroker(firstPort);
  const factor = Math.min(3, brokers.length);
  return {
    "bootstrap.servers": bootstrap,
    "group.id": group,
    listeners: `http://127.0.0.1:${port}`,
    "rest.advertised.host.name": "127.0.0.1",
    "key.converter": "org.apache.kafka.connect.storage.StringConverter",
    "value.converter": "org.apache.kafka.connect.json.JsonConverter",
    "value.converter.schemas.enable": false,
    "offset.storage.topic": `_${group}-offsets`,
    "config.storage.topic": `_${group}-configs`,
    "status.storage.topic": `_${group}-status`,
    "offset.storage.replication.factor": factor,
    "config.storage.replication.factor": factor,
    "status.storage.replication.factor": factor,
    "offset.storage.partitions": 3,
    "status.storage.partitions": 2,
    "offset.flush.interval.ms": 2000,
    "scheduled.rebalance.max.delay.ms": 0,
    "plugin.path": pluginPath(),
    "plugin.discovery": "service_load",
  };
}

/**
 * Starts one distributed Connect worker with the FileStream, Mock, Schema, Verifiable and MirrorMaker plugins. It
 * belongs to the calling process.
 * @param {string} bootstrap
 * @param {{ port?: number, group?: string }} [options] group: `group.id` and stem of the three internal topics;
 *   workers of one group find each other
 * @returns {Promise<{ url: string, group: string, pid: number, stop: () => Promise<void> }>} once REST answers
 */
export async function startConnect(bootstrap, { port, group = "rig-connect" } = {}) {
  await ensureJars("connect");
  const restPort = port ?? (await anyFreePort());
  const directory = rigDirectory(`connect-${randomBytes(5).toString("hex")}`);
  mkdirSync(directory, { recursive: true });
  const file = join(directory, "worker.properties");
  writeFileSync(file, propertyFile(await workerProperties(bootstrap, restPort, group)));
  const logFile = join(directory, "worker.log");
  const log = openSync(logFile, "a");
  const flags = ["-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", LOGGING];
  const argv = [...flags, "-cp", classPath("connect"), "org.apache.kafka.connect.cli.ConnectDistributed", file];
  const child = spawn(javaCommand(), argv, { cwd: directory, detached: true, stdio: ["ignore", log, log] });
  closeSync(log);
  child.unref();
  const pid = child.pid ?? 0;
  const killNow = () => isRunning(pid, file) && process.kill(pid, "SIGKILL");
  process.on("exit", killNow);
  const stop = async () => {
    await endProcess(pid, file, 5000);
    process.off("exit", killNow);
    rmSync(directory, { recursive: true, force: true });
  };
  const url = `http://127.0.0.1:${restPort}`;
  const deadline = Date.now() + 60_000;
  while (isRunning(pid, file) && Date.now() < deadline) {
    const answer = await fetch(`${url}/connectors`).catch(() => null);
    if (answer?.ok) return { url, group, pid, stop };
    await sleep(100);
  }
  const tail = readFileSync(logFile, "utf8").split("\n").slice(-15).join("\n");
  await stop();
  throw new RigError(`The Connect worker did not become ready:\n${tail}`);
}
