// npm run shots [-- name …]: every page, light and dark, wide and narrow, into .shots/ for somebody to look at. It needs
// a running console (KLAR_URL, default http://localhost:3100) and takes real names for the detail pages from its API.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { paths } from "../lib/paths.ts";
import { BROWSER_FLAGS, findBrowser } from "./browser.mjs";
import { ROOT } from "./ports.mjs";
import { RigError, runMain, say } from "./say.mjs";

const URL_OF_CONSOLE = process.env.KLAR_URL ?? "http://localhost:3100";
const FOLDER = join(ROOT, ".shots");
const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];

/** @param {string} path @returns {Promise<any>} */
async function ask(path) {
  const answer = await fetch(URL_OF_CONSOLE + path).catch((error) => {
    throw new RigError(
      `No console answers at ${URL_OF_CONSOLE} (${error.cause?.code ?? error.message}). Set KLAR_URL.`,
    );
  });
  if (!answer.ok) throw new RigError(`${path} answered ${answer.status}: ${(await answer.text()).slice(0, 300)}`);
  return answer.json();
}

/** The fullest of a list is the page worth looking at. @param {string} path @param {string} what */
async function firstOf(path, what) {
  const { items } = await ask(path);
  if (items.length === 0) say(`  there is no ${what}: its pages are left out`);
  return items[0];
}

/** @returns {Promise<Record<string, string>>} page name → path */
async function pages() {
  const cluster = process.env.KLAR_CLUSTER_NAME ?? (await firstOf("/api/clusters", "cluster"))?.name;
  if (!cluster) throw new RigError("The console knows no cluster.");
  const api = `/api/clusters/${encodeURIComponent(cluster)}`;
  const topic = (await firstOf(`${api}/topics?sort=offsetSpan&order=desc&perPage=1`, "topic"))?.name;
  const group = (await firstOf(`${api}/groups?sort=lag&order=desc&perPage=1`, "group"))?.id;
  const broker = (await firstOf(`${api}/brokers`, "broker"))?.id;
  /** @type {Record<string, string>} */
  const found = {
    clusters: paths.clusters(),
    overview: paths.overview(cluster),
    topics: paths.topics(cluster),
    groups: paths.groups(cluster),
    brokers: paths.brokers(cluster),
    explore: paths.explore(cluster),
    alerts: paths.alerts(cluster),
    jobs: paths.jobs(cluster),
    lesson: paths.lesson(cluster),
    "not-found": paths.topicMessages(cluster, "no-such-topic"),
  };
  if (topic !== undefined) {
    found.messages = paths.topicMessages(cluster, topic);
    found.partitions = paths.topicPartitions(cluster, topic);
    found["topic-groups"] = paths.topicGroups(cluster, topic);
    found.producers = paths.topicProducers(cluster, topic);
    found.history = paths.topicHistory(cluster, topic);
    found.config = paths.topicConfig(cluster, topic);
    const message = (await ask(`${api}/topics/${encodeURIComponent(topic)}/messages?limit=1`)).messages?.[0];
    if (message) found.message = paths.message(cluster, topic, message.partition, BigInt(message.offset));
  }
  if (group !== undefined) found.group = paths.group(cluster, group);
  if (broker !== undefined) found.broker = paths.broker(cluster, broker);
  return found;
}

/**
 * One page in one size and theme.
 * @param {import("@playwright/test").Browser} browser
 * @param {{ name: string, path: string, size: { width: number, height: number }, theme: "light" | "dark" }} shot
 * @returns {Promise<string[]>} what went wrong on the page
 */
async function shoot(browser, { name, path, size, theme }) {
  const context = await browser.newContext({ viewport: size, colorScheme: theme, hasTouch: size.width < 640 });
  await context.addInitScript((/** @type {string} */ chosen) => localStorage.setItem("klar.theme", chosen), theme);
  const page = await context.newPage();
  /** @type {string[]} */
  const problems = [];
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("console", (message) => {
    // A page about something that does not exist (yet) asks for it and gets 404; everything else in red is a fault.
    if (message.type() === "error" && !["not-found", "lesson"].includes(name)) problems.push(message.text());
  });
  try {
    await page.goto(URL_OF_CONSOLE + path, { waitUntil: "load" });
    await page.locator("main").first().waitFor({ timeout: 10_000 });
    // Data arrives after the page; live pages never fall silent, so skeletons are what is waited for.
    await page.waitForFunction(() => !document.querySelector('[aria-busy="true"]'), null, { timeout: 10_000 });
    await page.evaluate(() => document.fonts.ready);
    await page.waitForTimeout(400);
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (wider > 0) problems.push(`${wider} px wider than the window`);
  } catch (error) {
    problems.push(error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error));
  }
  await page.screenshot({ path: join(FOLDER, `${name}-${size.width}-${theme}.png`) });
  await context.close();
  return problems;
}

await runMain(async () => {
  const all = await pages();
  const wanted = process.argv.slice(2);
  for (const name of wanted) {
    if (!all[name]) throw new RigError(`There is no page “${name}”; there are ${Object.keys(all).join(", ")}.`);
  }
  mkdirSync(FOLDER, { recursive: true });
  const browser = await chromium.launch({ executablePath: await findBrowser(), args: BROWSER_FLAGS });
  let faults = 0;
  for (const name of wanted.length > 0 ? wanted : Object.keys(all)) {
    const path = all[name] ?? "/";
    const before = faults;
    for (const size of SIZES) {
      for (const theme of /** @type {const} */ (["light", "dark"])) {
        const problems = await shoot(browser, { name, path, size, theme });
        faults += problems.length;
        for (const problem of new Set(problems)) say(`  ✗ ${name} ${size.width} ${theme}: ${problem}`);
      }
    }
    say(`${faults === before ? "✓" : "✗"} ${name}  ${path}`);
  }
  await browser.close();
  say(`Pictures are in .shots/${faults > 0 ? `, ${faults} faults above` : ""}`);
  if (faults > 0) process.exitCode = 1;
});
