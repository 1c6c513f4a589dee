import { spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { SERVER } from "./build.mjs";
import { anyFreePort, RIG, ROOT } from "./ports.mjs";
import { RigError } from "./say.mjs";

/**
 * Starts the built console as a user would (`bin/klar`), on a port of its own unless one is given. It ends with the
 * calling process.
 * @param {{ env: Record<string, string>, port?: number, log?: string }} options env: the KLAR_ variables; log: file
 *   for what it prints
 * @returns {Promise<{ url: string, pid: number, log: string, stop: (signal?: NodeJS.Signals) => Promise<number | null> }>}
 *   once /api/health answers; `stop` resolves with the exit code
 */
export async function startConsole({ env, port, log }) {
  const onPort = port ?? (await anyFreePort());
  const logFile = log ?? join(RIG, `console-${onPort}.log`);
  mkdirSync(dirname(logFile), { recursive: true });
  const out = openSync(logFile, "w");
  const child = spawn(process.execPath, [join(ROOT, "bin", "klar")], {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: "production", ...env, HOST: "127.0.0.1", PORT: String(onPort) },
    stdio: ["ignore", out, out],
  });
  closeSync(out);
  const killNow = () => child.kill("SIGKILL");
  process.on("exit", killNow);
  /** @type {Promise<number | null>} */
  const ended = new Promise((resolve) => child.on("exit", resolve));
  ended.then(() => process.off("exit", killNow));
  child.on("error", () => {});
  /** @param {NodeJS.Signals} [signal] */
  const stop = async (signal = "SIGTERM") => {
    child.kill(signal);
    const patience = setTimeout(killNow, 5000);
    const code = await ended;
    clearTimeout(patience);
    return code;
  };
  const url = `http://localhost:${onPort}`;
  const deadline = Date.now() + 30_000;
  while (child.exitCode === null && Date.now() < deadline) {
    const answer = await fetch(`http://127.0.0.1:${onPort}/api/health`, { signal: AbortSignal.timeout(2000) }).catch(
      () => null,
    );
    if (answer?.ok) return { url, pid: child.pid ?? 0, log: logFile, stop };
    await sleep(50);
  }
  await stop("SIGKILL");
  throw new RigError(
    `The console (${SERVER}) did not answer /api/health:\n${readFileSync(logFile, "utf8").slice(-3000)}`,
  );
}
