// npm run demo [-- --fresh]: real brokers, real data, running applications and the console, from one command.
import { fork } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildConsole } from "./build.mjs";
import { bootstrapOf, cleanRig, downRig, upRig } from "./cluster.mjs";
import { startConsole } from "./console.mjs";
import { demoFormats } from "./demo/encoded.mjs";
import { seed, unseeded } from "./demo/seed.mjs";
import { requireJavaAndMaven } from "./jars.mjs";
import { isFree, ROOT, rigDirectory } from "./ports.mjs";
import { RigError, runMain, say, step } from "./say.mjs";

const NAME = "demo";
const host = process.env.HOST ?? "127.0.0.1";
const port = Number(process.env.PORT ?? 8080);
const address = `http://${host === "127.0.0.1" ? "localhost" : host}:${port}`;

/** @type {(() => Promise<unknown>)[]} */
const stops = [];
let ending = false;

/** @param {number} code */
async function end(code) {
  if (ending) return;
  ending = true;
  say("");
  for (const stop of stops.toReversed()) await stop();
  await step("stopping Kafka (data is kept for the next start)", () => downRig(NAME)).catch(() => {});
  process.exit(code);
}

/** @param {import("node:child_process").ChildProcess} child */
function endChild(child) {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  const kill = setTimeout(() => child.kill("SIGKILL"), 6000);
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  return gone.finally(() => clearTimeout(kill));
}

/** The demo's applications; resolved once every group has joined. @param {string} bootstrap */
function startApplications(bootstrap) {
  const child = fork(join(ROOT, "rig", "demo", "live.mjs"), [bootstrap], {
    env: { ...process.env, KAFKAJS_NO_PARTITIONER_WARNING: "1" },
    detached: true,
  });
  stops.push(() => endChild(child));
  return new Promise((resolve, reject) => {
    child.once("message", resolve);
    child.once("exit", (code) => reject(new RigError(`The demo's applications ended with ${code}.`)));
  });
}

/** @param {string} bootstrap */
async function openConsole(bootstrap) {
  const name = process.env.KLAR_CLUSTER_NAME ?? "demo";
  const file = join(rigDirectory(NAME), "klar.yaml");
  // JSON is YAML, too
  writeFileSync(
    file,
    JSON.stringify({ clusters: [{ name, bootstrapServers: bootstrap.split(","), formats: demoFormats }] }, null, 2),
  );
  const env = {
    KLAR_CONFIG: file,
    KLAR_BOOTSTRAP_SERVERS: "",
    KLAR_HISTORY: process.env.KLAR_HISTORY ?? "true",
    KLAR_HISTORY_PATH: process.env.KLAR_HISTORY_PATH ?? join(rigDirectory(NAME), "history.sqlite"),
  };
  const console = await startConsole({ env, port, host, log: join(rigDirectory(NAME), "console.log"), detached: true });
  stops.push(console.stop);
  void console.ended.then((code) => {
    if (ending) return;
    say(`\nThe console ended with ${code}: see ${console.log}`);
    void end(1);
  });
}

await runMain(async () => {
  try {
    requireJavaAndMaven();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new RigError(`${reason}\n\nWith Docker instead, the same brokers and the console:\n\n  docker compose up\n`);
  }
  if (!(await isFree(port))) throw new RigError(`Port ${port} is taken: PORT=8081 npm run demo`);
  process.on("SIGINT", () => void end(0));
  process.on("SIGTERM", () => void end(0));
  try {
    if (process.argv.includes("--fresh")) await step("starting over", () => cleanRig(NAME));
    await step("building the console", () => buildConsole());
    const state = await step("three Kafka brokers", () => upRig({ name: NAME }));
    const bootstrap = bootstrapOf(state);
    const missing = await unseeded(bootstrap);
    if (missing.length > 0) {
      const count = await step("filling topics with real data", () => seed(bootstrap, missing));
      say(`  ${count.toLocaleString("en")} records in ${missing.length} topics`);
    }
    await step("applications that write and read", () => startApplications(bootstrap));
    await step("the console", () => openConsole(bootstrap));
    say(`\n  Klar is open on ${address}\n  Kafka on ${bootstrap}\n  Ctrl-C ends all of it.\n`);
  } catch (error) {
    say(error instanceof RigError ? `\n${error.message}\n` : String(error instanceof Error ? error.stack : error));
    await end(1);
  }
});
