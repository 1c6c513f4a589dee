// npm run build: the standalone server in .next/standalone, with its static files beside it.
import { createHash } from "node:crypto";
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { bin, run } from "./command.mjs";
import { ROOT } from "./ports.mjs";
import { RigError, runMain, say, step } from "./say.mjs";

const SOURCES = [
  ...["app", "components", "lib", "server", "public"],
  ...["proxy.ts", "instrumentation.ts", "instrumentation-client.ts"],
  ...["next.config.ts", "postcss.config.mjs", "tsconfig.json", "package.json", "package-lock.json", "rig/build.mjs"],
];
const STANDALONE = join(ROOT, ".next", "standalone");
export const SERVER = join(STANDALONE, "server.js");
const MARK = join(STANDALONE, "built-from");

/** One hash of everything the build reads; tests beside the sources do not count. */
function sourceHash() {
  const hash = createHash("sha256").update(process.version);
  for (const source of SOURCES) {
    const path = join(ROOT, source);
    if (existsSync(path)) addToHash(hash, path, source);
  }
  return hash.digest("hex");
}

/** @param {import("node:crypto").Hash} hash @param {string} path @param {string} name */
function addToHash(hash, path, name) {
  if (/\.test\.tsx?$/.test(name)) return;
  let entries;
  try {
    entries = readdirSync(path).sort();
  } catch {
    hash.update(`${name}\0`).update(readFileSync(path)).update("\0");
    return;
  }
  for (const entry of entries) addToHash(hash, join(path, entry), `${name}/${entry}`);
}

/**
 * Builds when anything it reads has changed since the last build.
 * @param {{ fresh?: boolean }} [options] fresh: build in any case
 */
export async function buildConsole({ fresh = false } = {}) {
  const hash = sourceHash();
  if (!fresh && existsSync(SERVER) && existsSync(MARK) && readFileSync(MARK, "utf8") === hash) {
    say("✓ build is up to date");
    return;
  }
  await step("build (next build)", async () => {
    // What is half built must not pass for the finished build of before.
    rmSync(MARK, { force: true });
    await run(bin("next"), ["build"], { quiet: true, env: { NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" } });
    if (!existsSync(SERVER)) throw new RigError(`next build wrote no ${SERVER}.`);
    const copy = { recursive: true, force: true };
    rmSync(join(STANDALONE, ".next", "static"), copy);
    cpSync(join(ROOT, ".next", "static"), join(STANDALONE, ".next", "static"), copy);
    if (existsSync(join(ROOT, "public"))) cpSync(join(ROOT, "public"), join(STANDALONE, "public"), copy);
    writeFileSync(MARK, hash);
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  await runMain(() => buildConsole({ fresh: process.argv.includes("--fresh") }));
}
