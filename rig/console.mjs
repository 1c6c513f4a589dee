import { spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { SERVER } from "./build.mjs";
import { anyFreePort, RIG, ROOT } from "./ports.mjs";
import { RigError } from "./say.mjs";

/**
 * Starts the built console as a user would (`bin/klar`), on a port of its own unless one is given. It ends with the
 * calling process.
 * @param {{ env: Record<string, string>, port?: number, host?: string, log?: string, detached?: boolean }} options env: the
 *   KLAR_ variables; log: file for what it prints, kept (without one it is removed when the console has ended well);
 *   detached: out of reach of the terminal's Ctrl-C, which the caller then hands on
 * @returns {Promise<{ url: string, pid: number, log: string, ended: Promise<number | null>,
 *   stop: (signal?: NodeJS.Signals) => Promise<number | null> }>} once /api/health answers; `ended` and `stop` resolve with
 *   the exit code
 */
export async function startConsole({ env, port, host = "127.0.0.1", log, detached = false }) {
  const onPort = port ?? (await anyFreePort());
  const logFile = log ?? join(RIG, `console-${onPort}.log`);
  mkdirSync(dirname(logFile), { recursive: true });
  const out = openSync(logFile, "w");
  const child = spawn(process.execPath, [join(ROOT, "bin", "klar")], {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: "production", ...env, HOST: host, PORT: String(onPort) },
    stdio: ["ignore", out, out],
    detached,
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
    if (!log && code === 0) rmSync(logFile, { force: true });
    return code;
  };
  const url = `http://localhost:${onPort}`;
  const reached = host === "0.0.0.0" ? "127.0.0.1" : host.includes(":") ? `[${host}]` : host;
  const deadline = Date.now() + 30_000;
  while (child.exitCode === null && Date.now() < deadline) {
    const answer = await fetch(`http://${reached}:${onPort}/api/health`, { signal: AbortSignal.timeout(2000) }).catch(
      () => null,
    );
    if (answer?.ok) return { url, pid: child.pid ?? 0, log: logFile, ended, stop };
    await sleep(50);
  }
  await stop("SIGKILL");
  throw new RigError(
    `The console (${SERVER}) did not answer /api/health:\n${readFileSync(logFile, "utf8").slice(-3000)}`,
  );
}
