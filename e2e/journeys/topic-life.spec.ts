import { expect, type Page, test } from "@playwright/test";
import { uniqueName } from "../support/rig";
import { produceTo } from "./api-produce";
import { clusterName } from "./console-address";
import { joinGroup } from "./live-group";

const topic = uniqueName("journey");
const group = uniqueName("journey-group");

async function open(page: Page, path: string): Promise<void> {
  await page.goto(`/c/${clusterName}${path}`);
}

test.describe.configure({ mode: "serial" });

test("a topic is created with what the brokers would choose in sight", async ({ page }) => {
  await open(page, "/topics");
  await page.getByRole("button", { name: "Create topic" }).first().click();
  const drawer = page.getByRole("dialog");
  await drawer.getByLabel("Name", { exact: true }).fill(topic);
  await drawer.getByLabel("Partitions").fill("3");
  await drawer.getByLabel("Replication factor").fill("3");
  await drawer.getByRole("button", { name: "Dry run" }).click();
  await expect(drawer.getByLabel("Result of the dry run")).toBeVisible();
  await drawer.getByRole("button", { name: "Create topic" }).last().click();
  await expect(page).toHaveURL(new RegExp(`/topics/${topic}/messages`));
  await expect(page.getByRole("heading", { name: topic })).toBeVisible();
});

test("its partitions have leaders and are in sync", async ({ page }) => {
  await open(page, `/topics/${topic}/partitions`);
  await expect(page.getByText("All 3 partitions are in sync")).toBeVisible();
  const map = page.getByRole("region", { name: "Partitions by broker" });
  await expect(map.locator("tbody tr")).toHaveCount(3);
  await expect(map.getByText(/leader/i).first()).toBeAttached();
});

test("five records with keys and headers are written and found", async ({ page }) => {
  await open(page, `/topics/${topic}/messages`);
  await page.getByRole("button", { name: "Produce", exact: true }).click();
  const drawer = page.getByRole("dialog");
  await drawer.getByRole("button", { name: "write a key" }).click();
  for (let n = 1; n <= 5; n++) {
    await drawer.getByRole("textbox", { name: "Key" }).fill(`customer-${n}`);
    await drawer.getByRole("textbox", { name: "Value", exact: true }).fill(`{"order": ${n}, "id": 9007199254740993}`);
    if (n === 1) {
      await drawer.getByRole("button", { name: "Add header" }).click();
      await drawer.getByLabel("Name of header 1").fill("trace");
      await drawer.getByLabel("Value of header 1").fill("abc");
    }
    await drawer.getByRole("button", { name: /Produce 1 record/ }).click();
    await expect(drawer.getByLabel("Sent records").getByRole("listitem")).toHaveCount(n);
  }
  await drawer.getByRole("button", { name: /Done/ }).click();
  const records = page.getByRole("grid", { name: "Records" });
  await expect(records.getByText("customer-5")).toBeVisible();
  await expect(records.getByText("customer-1")).toBeVisible();
  await records.getByText("customer-3").click();
  const panel = page.getByRole("complementary", { name: /^Record / });
  await expect(panel.getByText("9007199254740993").first()).toBeVisible();
  await expect(panel.getByText("trace").first()).toBeVisible();
});

test("ten more arrive live", async ({ page, request }) => {
  await open(page, `/topics/${topic}/messages?live=true`);
  await expect(page.getByText("delivered")).toBeVisible();
  await produceTo(
    request,
    topic,
    Array.from({ length: 10 }, (_, n) => ({ key: `live-${n}`, value: `live record ${n}` })),
  );
  const records = page.getByRole("grid", { name: "Records" });
  for (let n = 0; n < 10; n++) await expect(records.getByText(`live record ${n}`, { exact: true })).toBeVisible();
});

test("a group's lag rises while it stands and falls when it reads", async ({ page, request }) => {
  const member = await joinGroup(group, topic);
  try {
    await member.reads(15);
    await member.stop();
    await produceTo(
      request,
      topic,
      Array.from({ length: 40 }, (_, n) => ({ key: `k${n}`, value: `late ${n}` })),
    );
    await open(page, `/groups/${group}`);
    await expect(page.getByText(/\b40\b/).first()).toBeVisible();
    await member.start();
    await member.reads(55);
    await expect(page.getByText(/Keeps up|keeps up|nothing waits/i).first()).toBeVisible({ timeout: 45_000 });
  } finally {
    await member.stop();
  }
});

test("retention is changed through its diff", async ({ page }) => {
  await open(page, `/topics/${topic}/config`);
  await page.getByRole("button", { name: /^Change retention\.ms/ }).click();
  await page.getByLabel("New value of retention.ms").fill("2 d");
  await page.getByRole("button", { name: "Keep" }).click();
  const review = page.getByLabel("Review of the changes");
  await expect(review.getByText("172800000").first()).toBeVisible();
  await expect(review.getByText(/kafka-configs/).first()).toBeVisible();
  const typed = review.getByLabel(/to confirm/);
  if (await typed.isVisible()) await typed.fill(topic);
  await review.getByRole("button", { name: "Apply 1 change" }).click();
  await expect(page.getByRole("button", { name: /^Change retention\.ms, now 2 d 172800000/ })).toBeVisible();
});

test("the topic is deleted after its name is typed", async ({ page }) => {
  await open(page, `/topics/${topic}/messages`);
  await page.getByRole("button", { name: "More acts" }).click();
  await page
    .getByRole("menuitem", { name: /Delete/ })
    .last()
    .click();
  const dialog = page.getByRole("alertdialog").or(page.getByRole("dialog"));
  await expect(dialog.getByText(group)).toBeVisible();
  await dialog.getByLabel(/to confirm/).fill(topic);
  await dialog.getByRole("button", { name: `Delete ${topic}` }).click();
  await expect(page).toHaveURL(new RegExp(`/c/${clusterName}/topics$`));
  await open(page, `/topics?q=${topic}`);
  await expect(page.getByRole("link", { name: topic })).toHaveCount(0);
});
