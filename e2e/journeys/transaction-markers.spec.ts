import { expect, type Page, test } from "@playwright/test";
import { client } from "../../rig/demo/client.mjs";
import { testBootstrap, uniqueName } from "../support/rig";
import { clusterName } from "./console-address";

const topic = uniqueName("journey-markers");

async function picture(page: Page, name: string): Promise<void> {
  if (process.env.KLAR_PICTURES) await page.screenshot({ path: `${process.env.KLAR_PICTURES}/${name}.png` });
}

const producer = client(testBootstrap(), "journey").producer({
  transactionalId: topic,
  idempotent: true,
  maxInFlightRequests: 1,
});

test.beforeAll(async ({ request }) => {
  const made = await request.post(`/api/clusters/${clusterName}/topics`, { data: { name: topic, partitions: 1 } });
  expect(made.status(), await made.text()).toBe(201);
  await producer.connect();
  for (const [value, end] of [
    ["kept", "commit"],
    ["given up", "abort"],
  ] as const) {
    const transaction = await producer.transaction();
    await transaction.send({ topic, messages: [{ key: "k", value }] });
    await transaction[end]();
  }
});
test.afterAll(async ({ request }) => {
  await producer.disconnect();
  await request.delete(`/api/clusters/${clusterName}/topics/${topic}`);
});

test("the ends of transactions are listed on request, marked, and told in the panel; no filter finds them", async ({
  page,
}) => {
  await page.goto(`/c/${clusterName}/topics/${topic}/messages`);
  const records = page.getByRole("grid", { name: "Records" });
  await expect(records.getByText("kept")).toBeVisible();
  await expect(records.getByText("commit marker")).toHaveCount(0);
  await page.getByRole("button", { name: /^Options/ }).click();
  await page.getByText("read uncommitted").click();
  await page.getByText("show commit and abort markers").click();
  await expect(page).toHaveURL(/control=true/);
  await page.keyboard.press("Escape");
  await expect(records.getByText("commit marker")).toBeVisible();
  await expect(records.getByText("abort marker")).toBeVisible();
  await expect(records.getByText("given up")).toBeVisible();
  await picture(page, "markers");
  await records.getByText("abort marker").click();
  const panel = page.getByRole("complementary", { name: /^Record 0:3/ });
  await expect(panel.getByRole("definition").filter({ hasText: /^abort marker$/ })).toBeVisible();
  await expect(panel.getByText(/^epoch \d+$/)).toBeVisible();
  await expect(panel.getByText(/written by the broker at the end of a transaction/)).toBeVisible();
  await expect(panel.getByRole("button", { name: "Produce from this…" })).toHaveCount(0);
  await picture(page, "marker-panel");
  // the address says it all, and what is filtered has no markers
  await page.goto(`/c/${clusterName}/topics/${topic}/messages?control=true&q=kept`);
  await expect(records.getByText("kept")).toBeVisible();
  await expect(records.getByText("commit marker")).toHaveCount(0);
  await expect(page.getByText(/Markers of transactions are not searched/).first()).toBeVisible();
});

test("a tail shows the ends of transactions on request, and marks what is open and aborted", async ({ page }) => {
  await page.goto(`/c/${clusterName}/topics/${topic}/messages?live=true&from=offset:2&isolation=read_uncommitted`);
  const records = page.getByRole("grid", { name: "Records" });
  const row = (words: string) => records.getByRole("row").filter({ hasText: words });
  await expect(row("given up")).toContainText("aborted");
  await expect(records.getByText("abort marker")).toHaveCount(0);
  await page.getByRole("button", { name: /^Options/ }).click();
  await page.getByText("show commit and abort markers").click();
  await page.keyboard.press("Escape");
  await expect(records.getByText("abort marker")).toHaveCount(1);
  // under the mouse the list stands still
  await page.mouse.move(0, 0);
  const transaction = await producer.transaction();
  await transaction.send({ topic, messages: [{ key: "k", value: "undecided yet" }] });
  await expect(row("undecided yet")).toContainText("open");
  await picture(page, "tail-open");
  await transaction.abort();
  await expect(records.getByText("abort marker")).toHaveCount(2);
  await picture(page, "tail-markers");
  await records.getByText("abort marker").first().click();
  const panel = page.getByRole("complementary", { name: /^Record 0:5/ });
  await expect(panel.getByText(/written by the broker at the end of a transaction/)).toBeVisible();
});
