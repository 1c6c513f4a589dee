import { expect, type Page, test } from "@playwright/test";
import { uniqueName } from "../support/rig";
import { produceTo } from "./api-produce";
import { clusterName } from "./console-address";
import { joinGroup } from "./live-group";
import { committed } from "./tool-offsets";

const topic = uniqueName("reset");
const group = uniqueName("reset-group");
const fresh = uniqueName("reset-fresh");

async function open(page: Page, path: string): Promise<void> {
  await page.goto(`/c/${clusterName}${path}`);
}

test.describe.configure({ mode: "serial" });

test.beforeAll(async ({ request }) => {
  const made = await request.post(`/api/clusters/${clusterName}/topics`, { data: { name: topic, partitions: 2 } });
  expect(made.status(), await made.text()).toBe(201);
  const records = Array.from({ length: 20 }, (_, n) => ({ key: `k${n}`, value: `${n}`, partition: n % 2 }));
  await produceTo(request, topic, records);
});

test.afterAll(async ({ request }) => {
  for (const id of [group, fresh]) await request.delete(`/api/clusters/${clusterName}/groups/${id}`);
  await request.delete(`/api/clusters/${clusterName}/topics/${topic}`);
});

test("a reset waits for its members, keeps the plan, and sets what it showed", async ({ page }) => {
  const member = await joinGroup(group, topic);
  try {
    await member.reads(20);
    await open(page, `/groups/${group}`);
    await page.getByRole("button", { name: "Reset offsets…" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Shift by" }).click();
    await dialog.getByLabel("So many records on, or back with a minus").fill("-4");
    await expect(dialog.getByText("2 partitions go back. 8 records will be processed a second time.")).toBeVisible();
    await dialog.getByRole("checkbox", { name: `Partition 1 of ${topic}` }).uncheck();
    await expect(dialog.getByText("4 records will be processed a second time.")).toBeVisible();
    await expect(dialog.getByText(`--topic ${topic}:0`)).toBeVisible();
    await expect(dialog.getByText("1 member is running.")).toBeVisible();
    await expect(dialog.getByLabel("Members that are active").getByText("journey")).toBeVisible();
    await dialog.getByLabel("Type the group’s name").fill(group);
    const apply = dialog.getByRole("button", { name: "Rewind 1 partition" });
    await expect(apply).toHaveAttribute("aria-disabled", "true");
    await member.stop();
    await expect(dialog.getByText("1 member is running.")).toHaveCount(0);
    await apply.click();
    await expect(dialog.getByText("1 partition is set")).toBeVisible();
  } finally {
    await member.stop();
  }
  expect(await committed(group)).toEqual({ 0: "6", 1: "10" });
});

test("a group gets its first offsets from a file before it ever ran", async ({ page }) => {
  await open(page, "/groups");
  await page.getByRole("button", { name: "Set first offsets…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Group", { exact: true }).fill(fresh);
  await dialog.getByRole("button", { name: "File", exact: true }).click();
  await dialog.getByLabel("Lines of topic,partition,offset").fill(`${topic},0,3\n${topic},1,99`);
  await expect(dialog.getByText("2 partitions get a first position.")).toBeVisible();
  await expect(dialog.getByText("log end")).toBeVisible();
  await dialog.getByRole("button", { name: "Set 2 partitions" }).click();
  await expect(dialog.getByText("2 partitions are set")).toBeVisible();
  await dialog.getByRole("link", { name: "Open the group" }).click();
  await expect(page.getByRole("heading", { name: fresh })).toBeVisible();
  expect(await committed(fresh)).toEqual({ 0: "3", 1: "10" });
});

test("a member is taken out, and what a group committed on a topic is forgotten", async ({ page }) => {
  const id = uniqueName("reset-left");
  const member = await joinGroup(id, topic);
  const act = async (name: string) => {
    await page.getByRole("button", { name: "More acts" }).click();
    await page.getByRole("menuitem", { name }).click();
  };
  const dialog = page.getByRole("dialog");
  try {
    await member.reads(20);
    await open(page, `/groups/${id}`);
    await act("Remove members…");
    await dialog.getByRole("button", { name: "Remove 1 member" }).click();
    await expect(dialog.getByText("Removed", { exact: true })).toBeVisible();
  } finally {
    await member.stop();
  }
  await open(page, `/groups/${id}`);
  await expect(page.getByText("Empty").or(page.getByText("No member")).first()).toBeVisible();
  await act("Delete offsets…");
  await dialog.getByRole("checkbox").check();
  await dialog.getByLabel(/^Type/).fill(id);
  await dialog.getByRole("button", { name: "Delete offsets of 1 topic" }).click();
  await expect(dialog.getByText("2 offsets deleted")).toBeVisible();
  await expect.poll(() => committed(id).catch(() => ({}))).toEqual({});
});

test("groups are deleted together, each with its result", async ({ page }) => {
  await open(page, `/groups?q=reset-`);
  for (const id of [group, fresh]) await page.getByRole("checkbox", { name: `Select ${id}` }).check();
  await page.getByRole("button", { name: "Delete…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(/to confirm/).fill("delete 2");
  await dialog.getByRole("button", { name: "Delete 2 groups" }).click();
  await expect(dialog.getByText("2 groups done")).toBeVisible();
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(page.getByRole("link", { name: group })).toHaveCount(0);
});
