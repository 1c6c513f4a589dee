import { spawn, spawnSync } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { archiveFlags, classPath, javaCommand } from "./jars.mjs";
import { ROOT } from "./ports.mjs";
import { propertyFile } from "./properties.mjs";
import { RigError } from "./say.mjs";

export const LOGGING = `-Dlog4j2.configurationFile=${join(ROOT, "rig", "log4j2.xml")}`;
// C1 only: a broker is ready sooner and needs less; throughput measurements take KLAR_RIG_C2=true.
const BROKER_FLAGS = [
  "-Xms128m",
  "-Xmx512m",
  "-XX:+UseSerialGC",
  "-XX:ReservedCodeCacheSize=64m",
  "-Xss512k",
  "-XX:+ExitOnOutOfMemoryError",
  "-Djava.awt.headless=true",
  ...(process.env.KLAR_RIG_C2 === "true" ? [] : ["-XX:TieredStopAtLevel=1"]),
  LOGGING,
];

// Flags for Kafka's short-lived command-line classes.
const TOOL_FLAGS = ["-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", LOGGING];

/** @param {import("./jars.mjs").Profile} profile @param {string} mainClass @param {string[]} argv */
export function javaArguments(profile, mainClass, argv) {
  const archive = profile === "broker" ? archiveFlags("tool") : [];
  return [...TOOL_FLAGS, ...archive, "-cp", classPath(profile), mainClass, ...argv];
}

/** A random cluster id in Kafka's own form: 16 bytes, base64url, not starting with a dash. */
export function randomClusterId() {
  for (;;) {
    const id = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64url");
    if (!id.startsWith("-")) return id;
  }
}

/** @param {string} directory @param {number} id */
export function propertiesPath(directory, id) {
  return join(directory, `n${id}.properties`);
}

/**
 * Writes a node's property file and formats its log directories when they are not formatted yet.
 * @param {string} directory `.rig/<name>`
 * @param {number} id
 * @param {import("./properties.mjs").Overrides} properties
 * @param {{ clusterId: string, standalone: boolean, scram?: string[] }} options
 */
export async function prepareNode(directory, id, properties, { clusterId, standalone, scram = [] }) {
  mkdirSync(directory, { recursive: true });
  const file = propertiesPath(directory, id);
  writeFileSync(file, propertyFile(properties));
  const [firstLogDir] = String(properties["log.dirs"]).split(",");
  if (existsSync(join(firstLogDir ?? "", "meta.properties"))) return;
  const argv = ["format", "-t", clusterId, "-c", file, ...(standalone ? ["--standalone"] : [])];
  for (const user of scram) argv.push("--add-scram", user);
  await new Promise((resolve, reject) => {
    const child = spawn(javaCommand(), javaArguments("broker", "kafka.tools.StorageTool", argv));
    let output = "";
    child.stdout.on("data", (part) => (output += part));
    child.stderr.on("data", (part) => (output += part));
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve(undefined);
      else reject(new RigError(`Formatting node ${id} failed:\n${output.trim()}`));
    });
  });
}

/**
 * Starts a broker process. It outlives its parent (`npm run rig -- up` ends and the brokers stay); who wants it to end
 * with the parent stops it by the pid.
 * @param {string} directory @param {number} id
 * @param {string[]} [flags] more flags of the JVM; default: those that make it start faster
 * @returns {number} pid
 */
export function launchNode(directory, id, flags) {
  const log = openSync(join(directory, `n${id}.log`), "a");
  const child = spawn(
    javaCommand(),
    [
      ...BROKER_FLAGS,
      ...(flags ?? archiveFlags("node")),
      "-cp",
      classPath("broker"),
      "kafka.Kafka",
      propertiesPath(directory, id),
    ],
    { cwd: directory, detached: true, stdio: ["ignore", log, log] },
  );
  closeSync(log);
  child.on("error", () => {});
  child.unref();
  if (!child.pid) throw new RigError(`Node ${id} could not be started.`);
  return child.pid;
}

/**
 * Whether the process still runs and is the one we started: pids are used again, so its command line must name the
 * file (a property file of ours) it was started with.
 * @param {number | undefined} pid @param {string} file
 */
export function isRunning(pid, file) {
  if (!pid) return false;
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const proc = `/proc/${pid}`;
  if (!existsSync("/proc/self")) {
    return spawnSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" }).stdout.includes(file);
  }
  try {
    // A killed child that nobody has waited for is still listed, as a zombie with an empty command line.
    return readFileSync(`${proc}/cmdline`, "utf8").split("\0").includes(file);
  } catch {
    return false;
  }
}

/**
 * Ends a process of ours: SIGTERM (a broker hands its leaderships over first), then SIGKILL when it does not end in
 * time; at once when there is no patience.
 * @param {number | undefined} pid @param {string} file @param {number} [patience] milliseconds
 * @returns {Promise<"was not running" | "stopped" | "killed">}
 */
export async function endProcess(pid, file, patience = 10_000) {
  if (!pid || !isRunning(pid, file)) return "was not running";
  // A process that was stopped (SIGSTOP) would never see the signal to end.
  process.kill(pid, "SIGCONT");
  if (patience > 0) process.kill(pid, "SIGTERM");
  const deadline = Date.now() + patience;
  while (Date.now() < deadline) {
    if (!isRunning(pid, file)) return "stopped";
    await sleep(50);
  }
  process.kill(pid, "SIGKILL");
  while (isRunning(pid, file)) await sleep(20);
  return "killed";
}

/** The last lines of a node's log, for an error message. @param {string} directory @param {number} id */
export function logTail(directory, id, lines = 15) {
  const file = join(directory, `n${id}.log`);
  if (!existsSync(file)) return "(no log)";
  return readFileSync(file, "utf8").trimEnd().split("\n").slice(-lines).join("\n");
}
