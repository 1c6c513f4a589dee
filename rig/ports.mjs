import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { RigError } from "./say.mjs";

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
export const RIG = join(ROOT, ".rig");

/** The rig a command means: `dev` unless KLAR_RIG says otherwise. */
export const RIG_NAME = process.env.KLAR_RIG ?? "dev";

/** @param {string} name */
export function rigDirectory(name) {
  if (!/^[a-z0-9][a-z0-9-]*$/.test(name)) throw new RigError(`“${name}” is no rig name: use a-z, 0-9 and dashes.`);
  return join(RIG, name);
}

// Linux hands out ephemeral ports from 32768 on; a rig that listens there may find its port taken by any connection.
const FIRST_BASE = 19092;
const LAST_PORT = 32767;
const BLOCK = 1000;

/**
 * The first broker port of a named rig. `dev` and `test` have fixed places, so that documents can name them and tests
 * can run beside a demo; any other name gets a block of its own that depends only on the name.
 * @param {string} name
 */
export function portBaseOf(name) {
  if (name === "dev") return FIRST_BASE;
  if (name === "test") return FIRST_BASE + BLOCK;
  let hash = 0;
  for (const letter of name) hash = (hash * 31 + letter.charCodeAt(0)) % 4;
  return FIRST_BASE + (2 + hash) * BLOCK;
}

/** @param {number} base @param {number} id 1 to 3, and 4 for the secured node */
export function brokerPort(base, id) {
  return base + (id - 1) * 100;
}

/** @param {number} port */
export function isFree(port) {
  return /** @type {Promise<boolean>} */ (
    new Promise((resolve) => {
      const server = createServer();
      server.once("error", () => resolve(false));
      server.listen({ port, host: "127.0.0.1", exclusive: true }, () => server.close(() => resolve(true)));
    })
  );
}

/** A port nobody listens on, chosen by the system. */
export function anyFreePort() {
  return /** @type {Promise<number>} */ (
    new Promise((resolve, reject) => {
      const server = createServer();
      server.once("error", reject);
      server.listen({ port: 0, host: "127.0.0.1" }, () => {
        const address = server.address();
        server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
      });
    })
  );
}

// Steps from the first port of a block: three brokers with their controllers, then the secured node's seven listeners.
const USED = [0, 1, 100, 101, 200, 201, 298, 300, 301, 302, 303, 304, 305];
const BLOCKS = join(RIG, "blocks");

/**
 * A block of ports for a cluster a process starts for itself, above those of named rigs. It is reserved by a file that
 * names the process, because test workers search at the same time and a broker binds only seconds later.
 */
export async function reservePortBase() {
  mkdirSync(BLOCKS, { recursive: true });
  for (let base = FIRST_BASE + 6 * BLOCK; base + 400 <= LAST_PORT; base += 400) {
    if (!reserve(base)) continue;
    if ((await Promise.all(USED.map((step) => isFree(base + step)))).every(Boolean)) return base;
    releasePortBase(base);
  }
  throw new RigError("No free block of ports between 25092 and 32767 was found for a test cluster.");
}

/** @param {number} base */
function reserve(base) {
  const file = join(BLOCKS, String(base));
  try {
    writeFileSync(file, String(process.pid), { flag: "wx" });
    return true;
  } catch {
    const holder = existsSync(file) ? Number(readFileSync(file, "utf8")) : 0;
    if (!holder || isAlive(holder)) return false;
    rmSync(file, { force: true });
    return reserve(base);
  }
}

/** @param {number} base */
export function releasePortBase(base) {
  rmSync(join(BLOCKS, String(base)), { force: true });
}

/** @param {number} pid */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
