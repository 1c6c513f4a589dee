import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { RIG, ROOT } from "./ports.mjs";
import { RigError, say } from "./say.mjs";

const POM = join(ROOT, "rig", "pom.xml");
const COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies";
const DOCKER = "With Docker, this starts three brokers and Klar without either:  docker compose up";

/** @typedef {"broker" | "connect" | "streams"} Profile */

/** @type {string | undefined} */
let checkedJava;

/** The java command (JAVA_HOME, else the PATH), proven to be 17 or newer. */
export function javaCommand() {
  if (checkedJava) return checkedJava;
  const command = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, "bin", "java") : "java";
  const answer = spawnSync(command, ["-version"], { encoding: "utf8" });
  if (answer.error) {
    throw new RigError(`Java 17 or newer is needed to run Kafka, and “${command}” cannot be started.\n${DOCKER}`);
  }
  const version = /version "(\d+)/.exec(answer.stderr)?.[1];
  if (!version || Number(version) < 17) {
    throw new RigError(`Java 17 or newer is needed to run Kafka; “${command}” is ${version ?? "unknown"}.\n${DOCKER}`);
  }
  checkedJava = command;
  return command;
}

/** Says what is missing before anything long has begun. */
export function requireJavaAndMaven() {
  javaCommand();
  if (isComplete("broker")) return;
  if (spawnSync("mvn", ["--version"]).error) {
    throw new RigError(`Maven is needed to fetch Kafka's jars, and “mvn” is not on the PATH.\n${DOCKER}`);
  }
}

/** @param {Profile} profile */
export function libraryDirectory(profile) {
  return join(RIG, "libs", profile);
}

function pomHash() {
  return createHash("sha256").update(readFileSync(POM)).digest("hex");
}

/** @param {Profile} profile */
function isComplete(profile) {
  const mark = join(libraryDirectory(profile), "complete");
  return existsSync(mark) && readFileSync(mark, "utf8") === pomHash();
}

/**
 * Fetches a profile's jars once per pom. They land in a directory of their own and are moved into place when all are
 * there, so that an interrupted fetch is never taken for a finished one.
 * @param {Profile} profile
 */
export async function ensureJars(profile) {
  if (isComplete(profile)) return;
  requireJavaAndMaven();
  if (spawnSync("mvn", ["--version"]).error)
    throw new RigError("Maven is needed to fetch Kafka's jars: “mvn” is missing.");
  const target = libraryDirectory(profile);
  const fresh = `${target}.${process.pid}`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  say(`  fetching Kafka's jars (${profile}) with Maven …`);
  const problem = await maven([
    "-q",
    "-B",
    "-f",
    POM,
    `-P${profile}`,
    COPY,
    `-DoutputDirectory=${fresh}`,
    "-DincludeScope=runtime",
  ]);
  if (problem) {
    rmSync(fresh, { recursive: true, force: true });
    throw new RigError(`Maven could not fetch the jars of profile ${profile}:\n${problem}`);
  }
  writeFileSync(join(fresh, "complete"), pomHash());
  rmSync(target, { recursive: true, force: true });
  renameSync(fresh, target);
}

/** @param {string[]} argv @returns {Promise<string | null>} what Maven printed when it failed, null when it did well */
function maven(argv) {
  return new Promise((resolve) => {
    const child = spawn("mvn", argv, { stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    child.stdout.on("data", (part) => (output += part));
    child.stderr.on("data", (part) => (output += part));
    child.on("error", (error) => resolve(error.message));
    child.on("close", (code) => resolve(code === 0 ? null : output.split("\n").slice(0, 20).join("\n")));
  });
}

/**
 * The class path of a profile: explicit and sorted, because a class-data archive is only valid for the very same one.
 * @param {Profile} profile
 */
export function classPath(profile) {
  const directory = libraryDirectory(profile);
  if (!isComplete(profile)) throw new RigError(`Kafka's jars (${profile}) are not there yet: npm run rig -- up`);
  return readdirSync(directory)
    .filter((name) => name.endsWith(".jar"))
    .sort()
    .map((name) => join(directory, name))
    .join(":");
}

/** Where the class-data archive of a broker or a command-line tool is, or would be. @param {"node" | "tool"} kind */
export function archivePath(kind) {
  return join(libraryDirectory("broker"), `${kind}.jsa`);
}

/**
 * JVM flags that use an archive when there is one. Logging is off because a JVM that cannot use it (another Java than
 * the one that wrote it) says so on stdout, in the middle of a tool's answer, and then does without.
 * @param {"node" | "tool"} kind
 */
export function archiveFlags(kind) {
  const path = archivePath(kind);
  return existsSync(path) ? [`-XX:SharedArchiveFile=${path}`, "-Xshare:auto", "-Xlog:disable"] : [];
}
