import { spawn } from "node:child_process";
import { join } from "node:path";
import { ROOT } from "./ports.mjs";
import { RigError } from "./say.mjs";

/** Children that run now; a script that is told to end ends them first. @type {Set<import("node:child_process").ChildProcess>} */
const running = new Set();

/** A locked tool of node_modules. @param {string} name */
export function bin(name) {
  return join(ROOT, "node_modules", ".bin", name);
}

/**
 * Runs a command at the root of the repository.
 * @param {string} command
 * @param {string[]} argv
 * @param {{ env?: Record<string, string | undefined>, quiet?: boolean, timeout?: number }} [options] quiet: what it
 *   prints is kept and shown only when it fails
 * @returns {Promise<void>} rejects with a RigError when it does not end with 0
 */
export async function run(command, argv, { env = {}, quiet = false, timeout } = {}) {
  const { code, output } = await attempt(command, argv, { env, quiet, timeout });
  if (code !== 0)
    throw new RigError(`${output.trim()}\n${[command.split("/").at(-1), ...argv].join(" ")}: exit code ${code}`);
}

/**
 * As `run`, but the exit code is an answer.
 * @param {string} command
 * @param {string[]} argv
 * @param {{ env?: Record<string, string | undefined>, quiet?: boolean, timeout?: number | undefined }} [options]
 * @returns {Promise<{ code: number, output: string }>}
 */
export function attempt(command, argv, { env = {}, quiet = false, timeout } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, argv, {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: quiet ? ["ignore", "pipe", "pipe"] : ["ignore", "inherit", "inherit"],
      ...(timeout ? { timeout } : {}),
    });
    running.add(child);
    let output = "";
    child.stdout?.setEncoding("utf8").on("data", (part) => (output += part));
    child.stderr?.setEncoding("utf8").on("data", (part) => (output += part));
    child.on("error", (error) => reject(new RigError(`${command} cannot be started: ${error.message}`)));
    child.on("close", (code) => {
      running.delete(child);
      resolve({ code: code ?? 1, output });
    });
  });
}

export function endRunningCommands() {
  for (const child of running) child.kill("SIGTERM");
}
