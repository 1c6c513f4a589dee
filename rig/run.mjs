// The door of every npm script. It may start under Node 20 with nothing installed, so it uses nothing but Node itself:
// it installs the locked packages when they are missing or older than the lock, then hands over to the Node 24 among them.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { constants } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const node = join(root, "node_modules", ".bin", process.platform === "win32" ? "node.cmd" : "node");

function fail(text) {
  console.error(`\n${text}\n`);
  process.exit(1);
}

function isInstalled() {
  const installed = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(installed)) return false;
  return statSync(installed).mtimeMs >= statSync(join(root, "package-lock.json")).mtimeMs;
}

function install() {
  console.error("Installing packages (npm ci) …");
  const began = Date.now();
  const done = spawnSync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    stdio: ["ignore", 2, 2],
  });
  if (done.error) fail(`npm could not be started: ${done.error.message}`);
  if (done.status !== 0) fail(`npm ci failed with exit code ${done.status}.`);
  console.error(`Packages installed in ${((Date.now() - began) / 1000).toFixed(1)} s.`);
}

/** The Node that runs everything else must be 24 or newer: the product and its tests rely on type stripping. */
function requireNode24() {
  const found = spawnSync(node, ["--version"], { encoding: "utf8" });
  const version = (found.stdout ?? "").trim();
  if (Number(version.slice(1).split(".")[0]) >= 24) return;
  fail(
    `Klar needs Node 24. ${node} ${version ? `is ${version}` : "does not run"}.\n` +
      "The npm package “node” brings it through an install script: run npm ci without --ignore-scripts.",
  );
}

const [script, ...argv] = process.argv.slice(2);
if (!script) fail("usage: node rig/run.mjs <script> [arguments]");
if (!isInstalled()) install();
requireNode24();

const bin = join(root, "node_modules", ".bin");
// kafkajs sets timers to times that have passed, which newer Nodes remark on; it does no harm
const child = spawn(node, ["--disable-warning=TimeoutNegativeWarning", resolve(script), ...argv], {
  stdio: "inherit",
  env: { ...process.env, PATH: `${bin}${process.platform === "win32" ? ";" : ":"}${process.env.PATH}` },
});
// A terminal sends Ctrl-C to the whole foreground group, the child included; a supervisor's SIGTERM reaches only us.
process.on("SIGINT", () => {});
for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("error", (error) => fail(error.message));
child.on("exit", (code, signal) => process.exit(signal ? 128 + constants.signals[signal] : code));
