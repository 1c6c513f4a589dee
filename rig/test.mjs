// npm test: check, build, brokers of its own, unit and integration tests, the console in a real browser. Whatever fails,
// the rest still runs where it can, everything that was started is stopped, and the last line is the sum.
import { rmSync } from "node:fs";
import { constants } from "node:os";
import { join } from "node:path";
import { findBrowser } from "./browser.mjs";
import { buildConsole } from "./build.mjs";
import { check } from "./check.mjs";
import { bootstrapOf, cleanRig, readState, upRig } from "./cluster.mjs";
import { attempt, bin, endRunningCommands } from "./command.mjs";
import { startConsole } from "./console.mjs";
import { brokerPort, isAlive, isFree, portBaseOf, releasePortBase, reservePortBase, rigDirectory } from "./ports.mjs";
import { playwrightOutcome, vitestOutcome } from "./reports.mjs";
import { RigError, say, step } from "./say.mjs";
import { removeOrphans } from "./start-cluster.mjs";

const NAME = "test";
// A test that hangs must not cost the closing line: CI gives all of it half an hour.
const LIMITS = { tests: 17 * 60_000, journeys: 13 * 60_000 };
const sum = { passed: 0, skipped: 0 };
/** @type {import("./reports.mjs").Failure[]} */
const failures = [];
/** What has to be undone, last first. @type {(() => Promise<unknown>)[]} */
const undo = [];

/** A part whose failure is one failed test, and null as its result. @template T @param {string} name @param {() => Promise<T>} part */
async function counted(name, part) {
  try {
    return await part();
  } catch (error) {
    const message = error instanceof RigError ? error.message : String(error instanceof Error ? error.stack : error);
    say(message);
    failures.push({ name, message });
    return null;
  }
}

/** @param {import("./reports.mjs").Outcome} outcome */
function add(outcome) {
  sum.passed += outcome.passed;
  sum.skipped += outcome.skipped;
  failures.push(...outcome.failures);
}

async function startRig() {
  await removeOrphans();
  const left = readState(NAME);
  if (left?.owner && left.owner !== process.pid && isAlive(left.owner)) {
    throw new RigError(`Another npm test (process ${left.owner}) runs in this folder.`);
  }
  await cleanRig(NAME);
  const usual = portBaseOf(NAME);
  const free = await Promise.all(
    [1, 2, 3].flatMap((id) => [brokerPort(usual, id), brokerPort(usual, id) + 1]).map(isFree),
  );
  const portBase = free.every(Boolean) ? usual : await reservePortBase();
  undo.push(async () => {
    await cleanRig(NAME);
    await removeOrphans();
    releasePortBase(portBase);
  });
  return upRig({ name: NAME, portBase, owner: process.pid });
}

/** @param {Record<string, string>} env */
async function unitAndIntegration(env) {
  const report = join(rigDirectory(NAME), "vitest.json");
  say("\n· unit and integration tests (vitest)");
  const argv = ["run", "--maxWorkers=2", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const { code } = await attempt(bin("vitest"), argv, { env, timeout: LIMITS.tests });
  add(vitestOutcome(report, code));
}

/** @param {Record<string, string>} env */
async function journeys(env) {
  const report = join(rigDirectory(NAME), "playwright.json");
  const browser = await findBrowser();
  say(`\n· journeys (playwright, ${browser})`);
  const { code } = await attempt(bin("playwright"), ["test", "--reporter=list,json"], {
    env: { ...env, CHROMIUM_PATH: browser, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
    timeout: LIMITS.journeys,
  });
  add(playwrightOutcome(report, code));
}

async function all() {
  await counted("check", () => step("check", () => check({ house: false })));
  const built = await counted("build", async () => {
    await buildConsole();
    return true;
  });
  const rig = await counted("brokers", () => step("three brokers for the tests", startRig));
  /** @type {Record<string, string>} */
  const env = { NODE_ENV: "test" };
  if (rig) env.KLAR_TEST_BOOTSTRAP = bootstrapOf(rig);
  const klar = { KLAR_BOOTSTRAP_SERVERS: env.KLAR_TEST_BOOTSTRAP ?? "", KLAR_CLUSTER_NAME: "local" };
  const console =
    built &&
    rig &&
    (await counted("console", () => step("the console", () => startConsole({ env: klar, log: consoleLog() }))));
  if (console) {
    env.KLAR_URL = console.url;
    undo.push(() => console.stop());
  }
  if (rig) await counted("vitest", () => unitAndIntegration(env));
  if (console) await counted("playwright", () => journeys(env));
}

function consoleLog() {
  return join(rigDirectory(NAME), "console.log");
}

let cleaning = false;
async function cleanUp() {
  if (cleaning) return;
  cleaning = true;
  for (const part of undo.reverse()) await part().catch((error) => say(`could not be stopped: ${error}`));
  rmSync(rigDirectory(NAME), { recursive: true, force: true });
}

for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
  process.on(signal, async () => {
    say(`\n${signal}: stopping what was started …`);
    endRunningCommands();
    await cleanUp();
    process.exit(128 + constants.signals[signal]);
  });
}

await counted("npm test", all);
await cleanUp();
const skipped = sum.skipped > 0 ? `, ${sum.skipped} skipped` : "";
if (failures.length > 0)
  say(`\nWhat failed:${failures.map(({ name, message }) => `\n✗ ${name}\n${message}\n`).join("")}`);
process.stdout.write(`${sum.passed} passed, ${failures.length} failed${skipped}\n`);
process.exit(failures.length > 0 || sum.passed === 0 ? 1 : 0);
