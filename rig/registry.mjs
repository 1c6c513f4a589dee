import { spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { endProcess, isRunning } from "./broker.mjs";
import { libraryDirectory } from "./jars.mjs";
import { anyFreePort, RIG, rigDirectory } from "./ports.mjs";
import { RigError, say } from "./say.mjs";

const VERSION = "3.3.3";
const ARTIFACT = `io.apicurio:apicurio-registry-app:${VERSION}:tar.gz:all`;
const COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy";

/** @type {string | null | undefined} */
let checked;

/** A java that is 21 or newer, as Apicurio wants it: JAVA_HOME, the PATH, where Linux keeps them; null where there is none. */
export function registryJava() {
  if (checked !== undefined) return checked;
  const home = process.env.JAVA_HOME;
  const others = existsSync("/usr/lib/jvm") ? readdirSync("/usr/lib/jvm").map((name) => `/usr/lib/jvm/${name}`) : [];
  const found = [...(home ? [home] : []), "", ...others]
    .map((one) => (one === "" ? "java" : join(one, "bin", "java")))
    .find((command) => {
      const answer = spawnSync(command, ["-version"], { encoding: "utf8" });
      return !answer.error && Number(/version "(\d+)/.exec(answer.stderr)?.[1] ?? 0) >= 21;
    });
  checked = found ?? null;
  return checked;
}

function directory() {
  return join(RIG, "libs", `apicurio-${VERSION}`);
}

/** Fetches and unpacks the registry once; what was interrupted is never taken for whole. */
async function ensureRegistry() {
  if (existsSync(join(directory(), "quarkus-run.jar"))) return;
  const fresh = `${directory()}.${process.pid}`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  say("  fetching Apicurio Registry with Maven …");
  const mvn = await run("mvn", ["-q", "-B", COPY, `-Dartifact=${ARTIFACT}`, `-DoutputDirectory=${fresh}`]);
  const archive = readdirSync(fresh).find((name) => name.endsWith(".tar.gz"));
  const problem = mvn ?? (archive ? await run("tar", ["xzf", join(fresh, archive), "-C", fresh]) : "no archive came");
  if (problem) {
    rmSync(fresh, { recursive: true, force: true });
    throw new RigError(`Apicurio Registry could not be fetched:\n${problem}`);
  }
  rmSync(join(fresh, archive ?? ""));
  if (existsSync(directory())) rmSync(fresh, { recursive: true, force: true });
  else renameSync(fresh, directory());
}

/** @param {string} command @param {string[]} argv @returns {Promise<string | null>} what it printed when it failed */
function run(command, argv) {
  return new Promise((resolve) => {
    const child = spawn(command, argv, { stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    child.stdout.on("data", (part) => (output += part));
    child.stderr.on("data", (part) => (output += part));
    child.on("error", (error) => resolve(error.message));
    child.on("close", (code) => resolve(code === 0 ? null : output.split("\n").slice(0, 20).join("\n")));
  });
}

/**
 * Starts an Apicurio Registry that keeps everything in memory and belongs to the calling process.
 * @returns {Promise<{ url: string, pid: number, stop: () => Promise<void> }>} `url` = its Confluent-compatible API
 */
export async function startRegistry() {
  const java = registryJava();
  if (java === null) throw new RigError("Apicurio Registry needs Java 21 or newer: set JAVA_HOME to one.");
  mkdirSync(libraryDirectory("broker"), { recursive: true });
  await ensureRegistry();
  const [port, management] = [await anyFreePort(), await anyFreePort()];
  const place = rigDirectory(`registry-${randomBytes(5).toString("hex")}`);
  mkdirSync(place, { recursive: true });
  const logFile = join(place, "registry.log");
  const log = openSync(logFile, "a");
  const jar = join(directory(), "quarkus-run.jar");
  const settings = {
    "quarkus.http.host": "127.0.0.1",
    "quarkus.http.port": port,
    "quarkus.management.host": "127.0.0.1",
    "quarkus.management.port": management,
    "apicurio.ccompat.legacy-id-mode.enabled": false,
  };
  const flags = ["-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"];
  const argv = [...flags, ...Object.entries(settings).map(([name, value]) => `-D${name}=${value}`), "-jar", jar, place];
  const child = spawn(java, argv, { cwd: place, detached: true, stdio: ["ignore", log, log] });
  closeSync(log);
  child.unref();
  const pid = child.pid ?? 0;
  const killNow = () => isRunning(pid, place) && process.kill(pid, "SIGKILL");
  process.on("exit", killNow);
  const stop = async () => {
    await endProcess(pid, place, 5000);
    process.off("exit", killNow);
    rmSync(place, { recursive: true, force: true });
  };
  const url = `http://127.0.0.1:${port}/apis/ccompat/v7`;
  const deadline = Date.now() + 90_000;
  while (isRunning(pid, place) && Date.now() < deadline) {
    const answer = await fetch(`${url}/subjects`).catch(() => null);
    if (answer?.ok) return { url, pid, stop };
    await sleep(200);
  }
  const tail = readFileSync(logFile, "utf8").split("\n").slice(-15).join("\n");
  await stop();
  throw new RigError(`Apicurio Registry did not become ready:\n${tail}`);
}
