import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { endProcess, javaArguments, launchNode, prepareNode, propertiesPath, randomClusterId } from "./broker.mjs";
import { archivePath, javaCommand } from "./jars.mjs";
import { brokerPort, releasePortBase, reservePortBase, rigDirectory } from "./ports.mjs";
import { askBroker } from "./probe.mjs";
import { nodeProperties } from "./properties.mjs";
import { say } from "./say.mjs";

/**
 * Writes class-data archives of a broker and of a command-line tool, once per set of jars: about 7 s, after which a
 * tool answers in 0.4 s instead of 0.9 and a broker is ready in two thirds of the time. They only make things faster,
 * so a failure is told and otherwise ignored.
 */
export async function ensureArchives() {
  if (existsSync(archivePath("node")) && existsSync(archivePath("tool"))) return;
  const name = `train-${randomBytes(5).toString("hex")}`;
  const directory = rigDirectory(name);
  const portBase = await reservePortBase();
  try {
    await train(directory, portBase);
  } catch (error) {
    say(`  (no class-data archive: ${error instanceof Error ? error.message.split("\n")[0] : error})`);
  } finally {
    rmSync(directory, { recursive: true, force: true });
    releasePortBase(portBase);
  }
}

/** @param {string} directory @param {number} portBase */
async function train(directory, portBase) {
  const made = { node: join(directory, "node.jsa"), tool: join(directory, "tool.jsa") };
  const properties = nodeProperties({ id: 1, nodes: 1, portBase, directory, overrides: {} });
  await prepareNode(directory, 1, properties, { clusterId: randomClusterId(), standalone: true });
  const pid = launchNode(directory, 1, [`-XX:ArchiveClassesAtExit=${made.node}`, "-Xlog:disable"]);
  try {
    const port = brokerPort(portBase, 1);
    await untilItAnswers(port);
    const list = ["--bootstrap-server", `127.0.0.1:${port}`, "--list"];
    const tool = javaArguments("broker", "org.apache.kafka.tools.consumer.group.ConsumerGroupCommand", list);
    await promisify(execFile)(javaCommand(), [`-XX:ArchiveClassesAtExit=${made.tool}`, "-Xlog:disable", ...tool]);
  } finally {
    await endProcess(pid, propertiesPath(directory, 1), 30_000);
  }
  renameSync(made.node, archivePath("node"));
  renameSync(made.tool, archivePath("tool"));
}

/** @param {number} port */
async function untilItAnswers(port) {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const seen = await askBroker(port).catch(() => null);
    if (seen?.brokers.length === 1) return;
    if (Date.now() > deadline) throw new Error("the node that was to be archived did not start");
    await sleep(100);
  }
}
