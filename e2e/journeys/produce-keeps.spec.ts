import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { startConsole } from "../../rig/console.mjs";
import { testBootstrap, uniqueName } from "../support/rig";
import { clusterName } from "./console-address";

const topic = uniqueName("journey-keeps");

test.beforeAll(async ({ request }) => {
  const at = `/api/clusters/${clusterName}/topics`;
  expect((await request.post(at, { data: { name: topic, partitions: 1 } })).status()).toBe(201);
  const written = await request.post(`${at}/${topic}/messages`, { data: { records: [{ key: "a", value: "first" }] } });
  expect(written.status(), await written.text()).toBe(200);
});
test.afterAll(async ({ request }) => {
  await request.delete(`/api/clusters/${clusterName}/topics/${topic}`);
});

test("a file is dropped, what was typed is kept behind another tab, and a repeat is still followed there", async ({
  page,
}) => {
  await page.goto(`/c/${clusterName}/topics/${topic}/messages`);
  await page.getByRole("button", { name: "Produce", exact: true }).first().click();
  const drawer = page.getByRole("dialog");
  const tab = (name: string) => drawer.getByRole("tab", { name }).click();
  await tab("Batch");
  const records = drawer.getByRole("textbox", { name: "Records" });
  const dataTransfer = await page.evaluateHandle(() => {
    const dropped = new DataTransfer();
    dropped.items.add(new File(["id,name\n1,Ann\n2,Bob"], "people.csv", { type: "text/csv" }));
    return dropped;
  });
  await records.dispatchEvent("drop", { dataTransfer });
  await expect(drawer.getByText("Records of people.csv")).toBeVisible();
  await expect(drawer.getByRole("button", { name: "Produce 2 records" })).toBeVisible();
  await tab("Repeat");
  await expect(drawer.getByRole("button", { name: "Produce 2 records" })).toHaveCount(0);
  await drawer.getByRole("textbox", { name: "Value", exact: true }).fill('{"n":{{counter}}}');
  await drawer.getByLabel("Until").fill("2");
  await drawer.getByRole("button", { name: "Start" }).click();
  const progress = drawer.getByRole("region", { name: "Progress" });
  await expect(progress.getByText("done", { exact: true })).toBeVisible();
  await expect(progress.getByText("It goes on when this is closed", { exact: false })).toHaveCount(0);
  await tab("Batch");
  await expect(records).toHaveValue("id,name\n1,Ann\n2,Bob");
  await expect(drawer.getByLabel("What column id is")).toBeVisible();
  await tab("Repeat");
  await expect(progress.getByText("done", { exact: true })).toBeVisible();
});

test("a cluster that is only read says why of each way to write", async ({ page }) => {
  const folder = mkdtempSync(join(tmpdir(), "read-only-"));
  const file = join(folder, "klar.yaml");
  const cluster = { name: "locked", bootstrapServers: testBootstrap().split(","), readOnly: true };
  writeFileSync(file, JSON.stringify({ clusters: [cluster] }));
  const klar = await startConsole({ env: { KLAR_CONFIG: file, KLAR_BOOTSTRAP_SERVERS: "", KLAR_CLUSTER_NAME: "" } });
  try {
    await page.goto(`${klar.url}/c/locked/topics/${topic}/messages?m=0:0`);
    const panel = page.getByRole("complementary", { name: /^Record / });
    for (const way of [
      page.getByRole("button", { name: "Produce", exact: true }),
      page.getByRole("button", { name: "Consume…" }),
      panel.getByRole("button", { name: "Produce from this…" }),
      panel.getByRole("button", { name: "Copy to…" }),
    ])
      await expect(way).toHaveAttribute("aria-disabled", "true");
    await panel.getByRole("button", { name: "Produce from this…" }).focus();
    await expect(page.getByText("locked is configured as read only: nothing can be written from here.")).toBeVisible();
  } finally {
    await klar.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
