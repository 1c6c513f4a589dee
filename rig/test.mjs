// npm test: check, build, brokers of its own, unit and integration tests, the console in a real browser. Whatever fails,
// the rest still runs where it can, everything that was started is stopped, and the last line is the sum.
import { existsSync, readFileSync, rmSync } from "node:fs";
import { constants } from "node:os";
import { join } from "node:path";
import { findBrowser } from "./browser.mjs";
import { buildConsole } from "./build.mjs";
import { check } from "./check.mjs";
import { bootstrapOf, cleanRig, readState, upRig } from "./cluster.mjs";
import { attempt, bin, endRunningCommands } from "./command.mjs";
import { startConsole } from "./console.mjs";
import { brokerPort, isAlive, isFree, portBaseOf, releasePortBase, reservePortBase, rigDirectory } from "./ports.mjs";
import { RigError, say, step } from "./say.mjs";
import { removeOrphans } from "./start-cluster.mjs";

const NAME = "test";
// A test that hangs must not cost the closing line: CI gives all of it half an hour.
const LIMITS = { tests: 17 * 60_000, journeys: 13 * 60_000 };
const sum = { passed: 0, failed: 0, skipped: 0 };
/** What has to be undone, last first. @type {(() => Promise<unknown>)[]} */
const undo = [];

/** A part whose failure is one failed test, and null as its result. @template T @param {() => Promise<T>} part */
async function counted(part) {
  try {
    return await part();
  } catch (error) {
    sum.failed += 1;
    say(error instanceof RigError ? error.message : String(error instanceof Error ? error.stack : error));
    return null;
  }
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
  const result = reportOf(report, "vitest");
  sum.passed += result.numPassedTests;
  sum.skipped += result.numPendingTests + result.numTodoTests;
  // A file that cannot even be loaded has no tests to count, yet it failed.
  const unloaded = result.testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0);
  const failed = result.numFailedTests + unloaded.length;
  sum.failed += code !== 0 && failed === 0 ? 1 : failed;
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
  const { stats, errors } = reportOf(report, "playwright");
  sum.passed += stats.expected;
  sum.skipped += stats.skipped;
  const failed = stats.unexpected + stats.flaky + errors.length;
  sum.failed += code !== 0 && failed === 0 ? 1 : failed;
}

/** @param {string} file @param {string} runner */
function reportOf(file, runner) {
  if (!existsSync(file)) throw new RigError(`${runner} wrote no report: it did not run to its end.`);
  return JSON.parse(readFileSync(file, "utf8"));
}

async function all() {
  await counted(() => step("check", () => check({ house: false })));
  const built = await counted(async () => {
    await buildConsole();
    return true;
  });
  const rig = await counted(() => step("three brokers for the tests", startRig));
  /** @type {Record<string, string>} */
  const env = { NODE_ENV: "test" };
  if (rig) env.KLAR_TEST_BOOTSTRAP = bootstrapOf(rig);
  const klar = { KLAR_BOOTSTRAP_SERVERS: env.KLAR_TEST_BOOTSTRAP ?? "", KLAR_CLUSTER_NAME: "local" };
  const console =
    built && rig && (await counted(() => step("the console", () => startConsole({ env: klar, log: consoleLog() }))));
  if (console) {
    env.KLAR_URL = console.url;
    undo.push(() => console.stop());
  }
  if (rig) await counted(() => unitAndIntegration(env));
  if (console) await counted(() => journeys(env));
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

await counted(all);
await cleanUp();
const skipped = sum.skipped > 0 ? `, ${sum.skipped} skipped` : "";
process.stdout.write(`${sum.passed} passed, ${sum.failed} failed${skipped}\n`);
process.exit(sum.failed > 0 || sum.passed === 0 ? 1 : 0);
