import { expect, test } from "@playwright/test";
import { uniqueName } from "../support/rig";
import { produceTo } from "./api-produce";
import { clusterName } from "./console-address";
import { committed } from "./tool-offsets";

const topic = uniqueName("bulk");
const stem = uniqueName("bulk-group");
/** Names as nobody should give them, which Kafka takes. */
const groups = [`../ö /?#${stem}`, `${stem} <b>&%2F`];
const addressOf = (id: string) => `/api/clusters/${clusterName}/groups/${encodeURIComponent(id)}`;

test.describe.configure({ mode: "serial" });

test.beforeAll(async ({ request }) => {
  const made = await request.post(`/api/clusters/${clusterName}/topics`, { data: { name: topic, partitions: 2 } });
  expect(made.status(), await made.text()).toBe(201);
  const records = Array.from({ length: 20 }, (_, n) => ({ key: `k${n}`, value: `${n}`, partition: n % 2 }));
  await produceTo(request, topic, records);
  for (const id of groups) {
    const set = await request.post(`${addressOf(id)}/offsets`, { data: { to: { offset: "7" }, topics: [{ topic }] } });
    expect(set.status(), await set.text()).toBe(200);
  }
});

test.afterAll(async ({ request }) => {
  for (const id of groups) await request.delete(addressOf(id));
  await request.delete(`/api/clusters/${clusterName}/topics/${topic}`);
});

test("a group of any name has its page, with what Kafka's tool says of it", async ({ page }) => {
  await page.goto(`/c/${clusterName}/groups?q=${encodeURIComponent(stem)}`);
  for (const id of groups) await expect(page.getByRole("link").filter({ hasText: id })).toBeVisible();
  const [first = ""] = groups;
  await page.getByRole("link").filter({ hasText: first }).click();
  await expect(page.getByRole("heading", { name: first })).toBeVisible();
  await expect(page).toHaveURL(/groups\/~/);
  await page.reload();
  await expect(page.getByRole("heading", { name: first })).toBeVisible();
  await expect(page.getByText("No member. A consumer becomes one by joining with this group id.")).toBeVisible();
  expect(await committed(first)).toEqual({ 0: "7", 1: "7" });
});

test("groups are reset together after their plans were looked at, partition by partition", async ({ page }) => {
  await page.goto(`/c/${clusterName}/groups?q=${encodeURIComponent(stem)}`);
  for (const id of groups) await page.getByRole("checkbox", { name: `Select ${id}` }).check();
  await page.getByRole("button", { name: "Reset offsets…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Shift by" }).click();
  await dialog.getByLabel("So many records on, or back with a minus").fill("-3");
  await expect(dialog.getByText("In all of them: 4 partitions back by 12 records, 0 forward by 0.")).toBeVisible();
  const plan = dialog.getByRole("table", { name: "Partitions, before and after" });
  await expect(plan.getByRole("row")).toHaveCount(3);
  await expect(plan.getByRole("row").nth(1)).toContainText("4");
  await expect(plan.getByRole("row").nth(1)).toContainText("−3");
  await dialog.getByLabel(/to confirm/).fill("reset 2");
  await dialog.getByRole("button", { name: "Reset offsets of 2 groups" }).click();
  await expect(dialog.getByText("2 groups done")).toBeVisible();
  await dialog.getByRole("button", { name: "Done" }).click();
  for (const id of groups) expect(await committed(id)).toEqual({ 0: "4", 1: "4" });
});
