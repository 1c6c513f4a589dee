import AxeBuilder from "@axe-core/playwright";
import { type APIRequestContext, expect, type Page, test } from "@playwright/test";
import { testBootstrap, uniqueName } from "../support/rig";
import { produceTo } from "./api-produce";
import { clusterName } from "./console-address";
import { joinGroup } from "./live-group";

const topic = uniqueName("axe");
const group = uniqueName("axe-group");

const pages: [name: string, path: string][] = [
  ["all clusters", "/"],
  ["overview", `/c/${clusterName}/overview`],
  ["topics", `/c/${clusterName}/topics`],
  ["messages", `/c/${clusterName}/topics/${topic}/messages`],
  ["a record beside its list", `/c/${clusterName}/topics/${topic}/messages?where=value.n%20%3C%209&m=0:0`],
  ["explore", `/c/${clusterName}/explore?topic=${topic}&from=`],
  ["saved searches", `/c/${clusterName}/explore/saved`],
  ["partitions", `/c/${clusterName}/topics/${topic}/partitions`],
  ["groups of a topic", `/c/${clusterName}/topics/${topic}/groups`],
  ["producers of a topic", `/c/${clusterName}/topics/${topic}/producers`],
  ["a topic over time", `/c/${clusterName}/topics/${topic}/history`],
  ["configs", `/c/${clusterName}/topics/${topic}/config`],
  ["groups", `/c/${clusterName}/groups`],
  ["one group", `/c/${clusterName}/groups/${group}`],
  ["alerts", `/c/${clusterName}/alerts`],
  ["the lesson about groups", `/c/${clusterName}/lesson`],
  ["jobs", `/c/${clusterName}/jobs`],
  ["brokers", `/c/${clusterName}/brokers`],
  ["one broker", `/c/${clusterName}/brokers/1`],
  ["a topic that is not there", `/c/${clusterName}/topics/no-such-topic-here/messages`],
];

async function prepare(request: APIRequestContext): Promise<void> {
  const made = await request.post(`/api/clusters/${clusterName}/topics`, { data: { name: topic, partitions: 3 } });
  expect(made.status(), await made.text()).toBe(201);
  await produceTo(
    request,
    topic,
    Array.from({ length: 30 }, (_, n) => ({ key: `k${n}`, value: `{"n": ${n}}` })),
  );
  const member = await joinGroup(group, topic);
  await member.reads(30);
  await member.stop();
}

test.beforeAll(async ({ request }) => {
  expect(testBootstrap()).toContain(":");
  await prepare(request);
});

test.afterAll(async ({ request }) => {
  await request.delete(`/api/clusters/${clusterName}/topics/${topic}`);
});

const sizes = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];
/** What a theme can break: the rest of a page is the same in both. */
const ofColours = ["color-contrast", "link-in-text-block"];

async function findings(page: Page, rules?: string[]): Promise<string[]> {
  // there are no frames, and what passes need not be described
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations"] });
  const { violations } = await (rules ? axe.withRules(rules) : axe).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`);
}

for (const [name, path] of pages) {
  test(`axe finds nothing on ${name}, light and dark`, async ({ page }) => {
    await page.goto(path);
    for (const size of sizes) {
      await page.setViewportSize(size);
      await page.emulateMedia({ colorScheme: "light" });
      await expect(page.locator("html")).not.toHaveClass(/\bdark\b/);
      await expect(page.locator("main h1").first()).toBeVisible();
      await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
      expect(await findings(page)).toEqual([]);
      await page.emulateMedia({ colorScheme: "dark" });
      await expect(page.locator("html")).toHaveClass(/\bdark\b/);
      expect(await findings(page, ofColours)).toEqual([]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow, `horizontal scroll at ${size.width} px`).toBeLessThanOrEqual(0);
    }
  });
}
