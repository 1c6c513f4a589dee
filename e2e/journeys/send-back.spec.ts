import { expect, type Page, test } from "@playwright/test";
import { uniqueName } from "../support/rig";
import { clusterName } from "./console-address";

const orders = uniqueName("journey-orders");
const queue = `${orders}.dlq`;
const group = uniqueName("journey-member");
const at = `/api/clusters/${clusterName}/topics`;

/** Pictures for whoever asks for them by a folder. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.KLAR_PICTURES;
  if (folder) await page.screenshot({ path: `${folder}/${name}.png` });
}

test.describe.configure({ mode: "serial" });

test.beforeAll(async ({ request }) => {
  for (const name of [orders, queue]) await request.post(at, { data: { name, partitions: 2 } });
  const records = Array.from({ length: 6 }, (_, i) => ({
    key: `order-${i}`,
    value: `{"order":${i}`,
    headers: [
      { name: "trace", value: `t${i}` },
      { name: "__connect.errors.topic", value: orders },
      { name: "__connect.errors.partition", value: String(i % 2) },
    ],
  }));
  const written = await request.post(`${at}/${queue}/messages`, { data: { records } });
  expect(written.status(), await written.text()).toBe(200);
});
test.afterAll(async ({ request }) => {
  for (const name of [orders, queue]) await request.delete(`${at}/${name}`);
});

test("dead letters are sent back to where they came from, after a look at what would be done", async ({ page }) => {
  await page.goto(`/c/${clusterName}/topics/${queue}/messages`);
  await page.getByRole("button", { name: "Send back…" }).first().click();
  const drawer = page.getByRole("dialog");
  const plan = drawer.getByRole("region", { name: "What would be done" });
  await expect(plan.getByText(/^6 records/)).toBeVisible();
  await expect(plan.getByRole("cell", { name: new RegExp(`^${orders}`) }).last()).toBeVisible();
  await drawer.getByLabel("At most").fill("50");
  await expect(plan.getByText(/^6 records/)).toBeVisible();
  await picture(page, "replay-plan");
  await drawer.getByRole("button", { name: "Send back 6 records" }).click();
  await expect(drawer.getByText("done", { exact: true })).toBeVisible();
  await expect(drawer.getByRole("table", { name: "Where copies went" }).getByRole("row")).toHaveCount(3);
  await picture(page, "replay-done");
  await page.goto(`/c/${clusterName}/jobs`);
  const job = page.getByRole("article", { name: new RegExp(`replay ${queue}`) });
  await expect(job.getByText("done", { exact: true })).toBeVisible();
  await picture(page, "jobs");
  await page.goto(`/c/${clusterName}/topics/${orders}/messages`);
  const records = page.getByRole("grid", { name: "Records" });
  await expect(records.getByText("order-5")).toBeVisible();
});

test("a batch is pasted and written, a template repeats as a job", async ({ page }) => {
  await page.goto(`/c/${clusterName}/topics/${orders}/messages`);
  await page.getByRole("button", { name: "Produce", exact: true }).first().click();
  const drawer = page.getByRole("dialog");
  await drawer.getByRole("tab", { name: "Batch" }).click();
  await drawer.getByRole("button", { name: "CSV" }).click();
  await drawer.getByRole("textbox", { name: "Records" }).fill("id,name\n1,Ann\n2,Bob\n3");
  await drawer.getByLabel("What column id is").selectOption("key");
  await expect(drawer.getByText("1 line cannot be sent.")).toBeVisible();
  await picture(page, "batch");
  await drawer.getByRole("button", { name: "Produce 2 records" }).click();
  await expect(drawer.getByText("2 of 2 written")).toBeVisible();
  await picture(page, "batch-sent");
  const lines = [
    { key: "f", value: "from a file" },
    { key: "g", value: "x".repeat(1_500_000) },
  ];
  await drawer.locator("input[type=file]").setInputFiles({
    name: "some.ndjson",
    mimeType: "application/x-ndjson",
    buffer: Buffer.from(lines.map((line) => JSON.stringify(line)).join("\n")),
  });
  await drawer.getByRole("button", { name: "Produce 2 records" }).click();
  await expect(drawer.getByText("1 of 2 written")).toBeVisible();
  await expect(drawer.getByRole("button", { name: "Save 1 failure" })).toBeVisible();
  await drawer.getByRole("tab", { name: "One record" }).click();
  await drawer.getByRole("textbox", { name: "Value", exact: true }).fill("kept for later");
  await drawer.getByRole("button", { name: "Keep as template…" }).click();
  await drawer.getByLabel("Name of the template").fill("later");
  await page.keyboard.press("Enter");
  await drawer.getByRole("textbox", { name: "Value", exact: true }).fill("something else");
  await drawer.getByLabel("Template", { exact: true }).selectOption("");
  await drawer.getByLabel("Template", { exact: true }).selectOption("later");
  await expect(drawer.getByRole("textbox", { name: "Value", exact: true })).toHaveValue("kept for later");
  await drawer.getByRole("tab", { name: "Repeat" }).click();
  await drawer.getByRole("textbox", { name: "Value", exact: true }).fill('{"n":{{counter}}}');
  await expect(drawer.getByRole("region", { name: "What it writes" }).getByText('{"n":3}')).toBeVisible();
  await drawer.getByLabel("Until").fill("4");
  await picture(page, "repeat");
  await drawer.getByRole("button", { name: "Start" }).click();
  await expect(drawer.getByRole("region", { name: "Progress" }).getByText("done", { exact: true })).toBeVisible();
  await picture(page, "repeat-done");
});

test("a group is joined from the topic, records are taken and committed, and it is left", async ({ page, request }) => {
  await page.goto(`/c/${clusterName}/topics/${orders}/messages`);
  await page.getByRole("button", { name: "Consume…" }).click();
  const drawer = page.getByRole("dialog");
  await drawer.getByLabel("Group").fill(group);
  await drawer.getByLabel("Without a commit begin").selectOption("earliest");
  await drawer.getByLabel("At most").fill("");
  await picture(page, "join");
  await drawer.getByRole("button", { name: "Join the group" }).click();
  // six sent back, two of the table, one of the file, four repeated
  await expect(drawer.getByText("13 records taken")).toBeVisible({ timeout: 30_000 });
  await drawer.getByRole("button", { name: "Commit", exact: true }).click();
  await expect(drawer.getByText(/^Committed /)).toBeVisible();
  await picture(page, "member");
  await drawer.getByRole("button", { name: "Leave the group" }).click();
  await expect(drawer.getByText("left", { exact: true }).first()).toBeVisible();
  await page.keyboard.press("Escape");
  const reply = await request.delete(`/api/clusters/${clusterName}/groups/${group}`);
  expect(reply.status(), await reply.text()).toBe(204);
});
