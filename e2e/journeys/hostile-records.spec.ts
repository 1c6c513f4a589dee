import { expect, test } from "@playwright/test";
import { uniqueName } from "../support/rig";
import { clusterName } from "./console-address";

const topic = uniqueName("hostile");
const script = '<img src=x onerror="window.broken=1"><script>window.broken=1</script>';
const deep = `${"[".repeat(5000)}${"]".repeat(5000)}`;

test.beforeAll(async ({ request }) => {
  const made = await request.post(`/api/clusters/${clusterName}/topics`, {
    data: { name: topic, partitions: 1, configs: { "max.message.bytes": "25165824", "segment.bytes": "67108864" } },
  });
  expect(made.status(), await made.text()).toBe(201);
  const records = [
    { key: script, value: script, headers: [{ name: script, value: script }] },
    {
      key: "not-text",
      value: { encoding: "base64", text: Buffer.from([0xff, 0xfe, 0x00, 0xc3, 0x28]).toString("base64") },
    },
    { key: "deep", value: deep },
    { key: "numbers", value: '{"id": 9007199254740993, "least": -9223372036854775808}' },
    { key: "large", value: `{"text": "${"large ".repeat(1_700_000)}"}` },
    { key: "one line", value: "x".repeat(20_000_000) },
    { key: "broken", value: `{"text": "${"broken ".repeat(300_000)}` },
  ];
  for (const record of records) {
    const sent = await request.post(`/api/clusters/${clusterName}/topics/${topic}/messages`, {
      data: { records: [record] },
    });
    expect(sent.status(), (await sent.text()).slice(0, 300)).toBe(200);
  }
});

test.afterAll(async ({ request }) => {
  await request.delete(`/api/clusters/${clusterName}/topics/${topic}`);
});

test("records that mean harm are shown as what they are, and the page stays at hand", async ({ page }) => {
  await page.goto(`/c/${clusterName}/topics/${topic}/messages`);
  const records = page.getByRole("grid", { name: "Records" });
  const panel = page.getByRole("complementary", { name: /^Record / });
  await expect(records.getByText("large", { exact: true })).toBeVisible();
  for (const key of ["not-text", "deep", "large"]) {
    await records.getByText(key, { exact: true }).click();
    await expect(panel).toBeVisible();
    await expect(records.locator("[role=row][aria-selected=true]")).toContainText(key);
  }
  await records.getByText("numbers", { exact: true }).click();
  await expect(panel.getByText("9007199254740993").first()).toBeVisible();
  await expect(panel.getByText("-9223372036854775808").first()).toBeVisible();
  await records.getByText(script).first().click();
  await expect(panel.getByText(script).first()).toBeVisible();
  expect(await page.evaluate(() => "broken" in window)).toBe(false);
  await page.getByRole("link", { name: /^Partitions/ }).click();
  await expect(page.getByText(/in sync/).first()).toBeVisible();
});

test("values of megabytes are read whole in each form, and the page stays at hand", async ({ page }) => {
  await page.goto(`/c/${clusterName}/topics/${topic}/messages`);
  const records = page.getByRole("grid", { name: "Records" });
  const panel = page.getByRole("complementary", { name: /^Record / });
  for (const [key, tabs] of [
    ["large", ["Raw", "Hex", "Tree"]],
    ["one line", ["Hex", "Raw"]],
    ["broken", ["Raw", "Tree"]],
  ] as const) {
    await records.getByText(key, { exact: true }).click();
    await expect(records.locator("[role=row][aria-selected=true]")).toContainText(key);
    await panel.getByRole("button", { name: "Show all of it" }).click();
    await expect(panel.getByText("The first part of")).toHaveCount(0);
    for (const tab of tabs) {
      await panel.getByRole("tab", { name: tab }).click();
      await expect(panel.getByRole("tab", { name: tab })).toHaveAttribute("aria-selected", "true");
      await expect(
        panel.getByText(tab === "Hex" ? "00000000" : key === "one line" ? "xxxx" : key).first(),
      ).toBeVisible();
    }
  }
  const text = panel.getByRole("region", { name: /^(Text of the value|Value as a tree)$/ });
  await text.focus();
  await page.keyboard.press("End");
  await expect.poll(() => text.evaluate((box) => box.scrollTop)).toBeGreaterThan(10_000);
  await expect(text.getByText("broken").last()).toBeVisible();
});
