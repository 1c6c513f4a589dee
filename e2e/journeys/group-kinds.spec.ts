import { expect, test } from "@playwright/test";
import { eventually, kafkaTool, startKafkaTool, testBootstrap, uniqueName } from "../support/rig";
import { produceTo } from "./api-produce";
import { clusterName } from "./console-address";

const topic = uniqueName("kinds");
const modern = uniqueName("kinds-consumer");
const shared = uniqueName("kinds-share");
const bootstrap = testBootstrap();
const stops: (() => Promise<unknown>)[] = [];

/** Lines of a group's table as Kafka's tool prints it, in words. */
async function told(tool: "consumer-groups" | "share-groups", id: string, ...argv: string[]): Promise<string[][]> {
  const { stdout } = await kafkaTool(tool, ["--describe", "--group", id, ...argv], { bootstrap });
  const lines = stdout.split("\n").map((line) => line.trim().split(/\s+/));
  return lines.filter(([group]) => group === id);
}

test.describe.configure({ mode: "serial", timeout: 180_000 });

test.beforeAll(async ({ request }) => {
  const made = await request.post(`/api/clusters/${clusterName}/topics`, { data: { name: topic, partitions: 2 } });
  expect(made.status(), await made.text()).toBe(201);
  const argv = ["--alter", "--entity-type", "groups", "--entity-name", shared];
  await kafkaTool("configs", [...argv, "--add-config", "share.auto.offset.reset=earliest"], { bootstrap });
  const settings = ["group.protocol=consumer", "group.instance.id=node-1", "auto.commit.interval.ms=200"];
  const properties = settings.flatMap((one) => ["--command-property", one]);
  const asGroup = (group: string) => ["--topic", topic, "--group", group];
  stops.push(
    startKafkaTool("console-consumer", [...asGroup(modern), "--from-beginning", ...properties], { bootstrap }).stop,
    startKafkaTool("console-share-consumer", asGroup(shared), { bootstrap }).stop,
  );
  const records = Array.from({ length: 20 }, (_, n) => ({ key: `k${n}`, value: `${n}`, partition: n % 2 }));
  await produceTo(request, topic, records);
  for (const id of [modern, shared]) {
    await eventually(
      `${id} has read everything`,
      async () => {
        const reply = await request.get(`/api/clusters/${clusterName}/groups/${id}`);
        const group = reply.ok() ? await reply.json() : null;
        return (group?.members.length === 1 && group.offsets.length === 2 && group.lag === "0") || undefined;
      },
      { within: 120_000 },
    );
  }
});

test.afterAll(async ({ request }) => {
  await Promise.all(stops.map((stop) => stop()));
  for (const id of [modern, shared]) await request.delete(`/api/clusters/${clusterName}/groups/${id}`);
  await request.delete(`/api/clusters/${clusterName}/topics/${topic}`);
});

test("the page of a group of the new protocol says what Kafka's tool says", async ({ page }) => {
  const [, instance = "", ...rest] = (await told("consumer-groups", modern, "--members"))[0] ?? [];
  expect([instance, ...rest].join(" ")).toContain("node-1");
  await page.goto(`/c/${clusterName}/groups/${modern}`);
  await expect(page.getByRole("heading", { name: modern })).toBeVisible();
  await expect(page.getByText("Stable").first()).toBeVisible();
  const members = page.getByRole("table", { name: "Members", exact: true });
  await expect(members.getByRole("row")).toHaveCount(2);
  await expect(members.getByText("static")).toBeVisible();
  await expect(members.getByText(topic)).toBeVisible();
  const rows = await told("consumer-groups", modern);
  expect(rows.map(([, , partition, current, , lag]) => [partition, current, lag]).sort()).toEqual([
    ["0", "10", "0"],
    ["1", "10", "0"],
  ]);
});

test("a share group is shown with its member, and reset where Kafka's tool then sees it", async ({ page }) => {
  const [member] = await told("share-groups", shared, "--members");
  await page.goto(`/c/${clusterName}/groups/${shared}`);
  await expect(page.getByRole("heading", { name: shared })).toBeVisible();
  const members = page.getByRole("table", { name: "Members", exact: true });
  await expect(members.getByRole("row")).toHaveCount(2);
  await expect(members.locator(`[data-tip*="${member?.[1]}"]`)).toBeVisible();
  await page.getByRole("button", { name: "Reset offsets…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Offset", exact: true }).click();
  await dialog.getByLabel("To this offset of every partition").fill("4");
  // the start that is kept may be behind what was acknowledged: which way this goes, only the coordinator knows
  await expect(dialog.getByRole("table").locator("ins").filter({ hasText: "4" })).toHaveCount(2);
  await expect(dialog.getByText("there is no command for this plan")).toBeVisible();
  await dialog.getByLabel("Type the group’s name").fill(shared);
  await Promise.all(stops.splice(0).map((stop) => stop()));
  await expect(dialog.getByText("1 member is running.")).toHaveCount(0, { timeout: 60_000 });
  await dialog.getByRole("button", { name: /^(Rewind|Skip on|Reset) 2 partitions$/ }).click();
  await expect(dialog.getByText("2 partitions are set")).toBeVisible();
  const rows = await told("share-groups", shared);
  expect(rows.map(([, , partition, start]) => [partition, start]).sort()).toEqual([
    ["0", "4"],
    ["1", "4"],
  ]);
});
