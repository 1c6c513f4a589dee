import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "@playwright/test";
import { attempt, bin } from "./command.mjs";
import { RigError, say } from "./say.mjs";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const DOWNLOAD_LIMIT = 180_000;

/** What a container needs; a sandbox cannot be set up by root or without user namespaces. */
export const BROWSER_FLAGS = ["--no-sandbox", "--disable-dev-shm-usage", "--font-render-hinting=none"];

/**
 * The path of a Chromium, by the first way that works: CHROMIUM_PATH, the PATH, Playwright's own (fetched when it is
 * not there, within three minutes), Debian's package when we are root.
 * @returns {Promise<string>}
 */
export async function findBrowser() {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    if (existsSync(given)) return given;
    throw new RigError(`CHROMIUM_PATH is ${given}, and there is no such file.`);
  }
  const found = onPath();
  if (found) return found;
  if (existsSync(chromium.executablePath())) return chromium.executablePath();
  say("  no Chromium on the PATH: fetching Playwright's …");
  await attempt(bin("playwright"), ["install", "chromium"], { quiet: true, timeout: DOWNLOAD_LIMIT });
  if (existsSync(chromium.executablePath())) return chromium.executablePath();
  if (process.getuid?.() === 0) {
    say("  that did not work: apt-get install chromium …");
    await attempt("apt-get", ["update"], { quiet: true }).catch(() => null);
    const packages = ["install", "-y", "--no-install-recommends", "chromium", "fonts-liberation"];
    await attempt("apt-get", packages, { quiet: true, env: { DEBIAN_FRONTEND: "noninteractive" } }).catch(() => null);
    const installed = onPath();
    if (installed) return installed;
  }
  throw new RigError(
    "No browser was found. Install Chromium or Chrome, or say where it is: CHROMIUM_PATH=/path/to/chromium",
  );
}

function onPath() {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return folders.flatMap((folder) => NAMES.map((name) => join(folder, name))).find((path) => existsSync(path));
}
