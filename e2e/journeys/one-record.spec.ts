import { expect, type Locator, type Page, test } from "@playwright/test";
import { client, compressionOf } from "../../rig/demo/client.mjs";
import { testBootstrap, uniqueName } from "../support/rig";
import { clusterName } from "./console-address";

const topic = uniqueName("one-record");
const path = `/c/${clusterName}/topics/${topic}/messages`;
const records = (page: Page) => page.getByRole("grid", { name: "Records" });
const panel = (page: Page) => page.getByRole("complementary", { name: /^Record / });
const rowCount = (page: Page, count: number) =>
  expect(records(page)).toHaveAttribute("aria-rowcount", String(count + 1));
const copied = (page: Page) => page.evaluate(() => navigator.clipboard.readText());
const long = "a note ".repeat(60);
const before = `{"state":"new","total":10.00,"items":[{"sku":"a","n":1}],"gift":true,"note":"${long}"}`;
const after = `{"state":"paid","total":10.50,"items":[{"sku":"a","n":1},{"sku":"b","n":9007199254740993}],"note":"${long}"}`;
const longKey = `tenant-${"k".repeat(5000)}-end`;

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

test.beforeAll(async ({ request }) => {
  const made = await request.post(`/api/clusters/${clusterName}/topics`, { data: { name: topic, partitions: 1 } });
  expect(made.status(), await made.text()).toBe(201);
  const producer = client(testBootstrap(), "journey").producer({ idempotent: true, maxInFlightRequests: 1 });
  await producer.connect();
  await producer.send({
    topic,
    compression: compressionOf.gzip,
    messages: [
      { key: "order-1", value: before },
      { key: "order-2", value: '{"state":"new","total":1}' },
      {
        key: "order-1",
        value: after,
        headers: { trace: ["one", "two", Buffer.from([0xff, 0x00, 0x41])], empty: "", route: "north" },
      },
      { key: longKey, value: Buffer.from([0x68, 0x69, 0xff, 0x00]) },
      { key: "order-2", value: null },
    ],
  });
  await producer.disconnect();
});
test.afterAll(async ({ request }) => {
  await request.delete(`/api/clusters/${clusterName}/topics/${topic}`);
});

test("a field is looked for in the tree; its path and its value are taken along, and records filtered by it", async ({
  page,
}) => {
  await page.goto(`${path}?m=0:2`);
  const tree = panel(page).getByRole("tree", { name: "Value as a tree" });
  const line = (name: RegExp) => tree.getByRole("treeitem", { name });
  const more = async (of: Locator, act: string) => {
    await of.hover();
    await of.getByRole("button", { name: "More acts on this field" }).click();
    await page.getByRole("menuitem", { name: act, exact: true }).click();
  };
  const find = panel(page).getByRole("searchbox", { name: "Find in this value" });
  await find.fill("SKU");
  await expect(panel(page).getByText("1 of 2")).toBeVisible();
  await find.press("Enter");
  await expect(panel(page).getByText("2 of 2")).toBeVisible();
  await expect(tree.locator("[aria-selected=true]").locator("mark")).toHaveText("sku");
  await find.fill("900719");
  const exact = line(/^n 9007199254740993/);
  await exact.hover();
  await exact.getByRole("button", { name: "Copy", exact: true }).click();
  await expect.poll(() => copied(page)).toBe("9007199254740993");
  await more(exact, "Copy path");
  await expect.poll(() => copied(page)).toBe("value.items[1].n");
  await find.fill("no such word");
  await expect(panel(page).getByText("not in it")).toBeVisible();
  await find.fill("");
  // from the keyboard: open, down, copy what is there
  await tree.focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("c");
  await expect.poll(() => copied(page)).toBe("paid");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("c");
  await expect.poll(() => copied(page)).toBe('[{"sku":"a","n":1},{"sku":"b","n":9007199254740993}]');

  await panel(page).getByRole("tab", { name: "Raw" }).click();
  await expect(panel(page).getByText(after)).toBeVisible();
  await panel(page).getByRole("tab", { name: "Hex" }).click();
  // 16 bytes a line, their offset before and their text after them
  await expect(panel(page).getByText("00000010").locator("..")).toContainText(
    /00000010 22 74 6f 74 61 6c 22 3a\s+31 30.*"total":10\.50,"/,
  );
  await panel(page).getByRole("tab", { name: "Tree" }).click();

  await more(line(/^note/), "Contains this value");
  await rowCount(page, 2);
  await more(line(/^note/), "Has this field");
  await line(/^total/).hover();
  await line(/^total/)
    .getByRole("button", { name: "Filter", exact: true })
    .click();
  await rowCount(page, 1);
  await expect(page).toHaveURL(/where=[^&]*10\.50/);
  await expect(records(page).getByRole("row").nth(1)).toContainText("0:2");
});

test("headers stand in their order with their bytes, what Kafka stores beside them, and what the key held before", async ({
  page,
}) => {
  await page.goto(`${path}?m=0:2&view=diff`);
  const changes = panel(page).getByRole("region", { name: "Difference to the record before" });
  await expect(changes.getByText("5 fields differ")).toBeVisible();
  await expect(changes.locator("dt")).toHaveText(["state", "total", "items[1].sku", "items[1].n", "gift"]);
  await expect(changes.locator("dd").nth(0).locator("del")).toHaveText('"new"');
  await expect(changes.locator("dd").nth(0).locator("ins")).toHaveText('"paid"');
  await expect(changes.locator("dd").nth(1).locator("ins")).toHaveText("10.50");
  await expect(changes.locator("dd").nth(3)).toContainText("not set");
  await expect(changes.locator("dd").nth(4).locator("del")).toHaveText("true");

  const headers = panel(page).getByRole("table", { name: "Headers" });
  await expect(headers.getByRole("row")).toHaveCount(5);
  await expect(headers.getByRole("row").filter({ hasText: "trace ×3" })).toHaveCount(3);
  await expect(headers.getByRole("row").nth(0)).toContainText("one");
  await expect(headers.getByRole("row").nth(1)).toContainText("two");
  await expect(headers.getByRole("row").nth(2)).toContainText(/bytes.*ff 00 41.*3 B/);
  await expect(headers.getByRole("row").nth(3)).toContainText("empty");
  const act = async (row: number, name: string) => {
    await headers.getByRole("row").nth(row).getByRole("button").click();
    await page.getByRole("menuitem", { name, exact: true }).click();
  };
  await act(2, "Copy as hex");
  await expect.poll(() => copied(page)).toBe("ff0041");
  await act(1, "Copy value");
  await expect.poll(() => copied(page)).toBe("two");
  await act(4, "Copy path");
  await expect.poll(() => copied(page)).toMatch(/^headers\W+route/);

  const facts = panel(page).getByRole("region", { name: "Record", exact: true });
  for (const words of [/create time/, /gzip, 5 records/, /\d+, epoch 0/, /from 0/, /Key size7 ?B/, /Leader epoch\d/])
    await expect(facts).toContainText(words);
  await act(4, "Filter by this value");
  await rowCount(page, 1);

  await changes.getByRole("button", { name: "0:0" }).click();
  await expect(panel(page)).toHaveAccessibleName("Record 0:0");
  await expect(panel(page).getByText("It is the first record with this key in partition 0.")).toBeVisible();
  await page.goto(`${path}?m=0:4&view=diff`);
  await expect(changes.locator("ins")).toHaveText("null (tombstone)");
});

test("all of the keyboard: to the filter, through the list by arrows, past the panel, to the palette and other pages", async ({
  page,
}) => {
  await page.goto(`${path}?from=oldest`);
  await rowCount(page, 5);
  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("searchbox")).not.toBeFocused();
  await page.keyboard.press("j");
  await page.keyboard.press("Space");
  await expect(panel(page)).toHaveAccessibleName("Record 0:0");
  await page.keyboard.press("Space");
  await expect(panel(page)).toHaveCount(0);
  // what is selected is copied whole, one record a line
  const bar = page.getByRole("region", { name: "Selected records" });
  for (const key of ["x", "j", "x", "j", "x", "x"]) await page.keyboard.press(key);
  await expect(bar.getByText("2 records selected")).toBeVisible();
  await expect(records(page).locator("[data-picked]")).toHaveCount(2);
  await page.keyboard.press("c");
  await expect.poll(async () => (await copied(page)).split("\n").length).toBe(3);
  const lines = (await copied(page)).trimEnd().split("\n");
  expect(lines.map((line) => (JSON.parse(line) as { value: { text: string } }).value.text)).toEqual([
    before,
    '{"state":"new","total":1}',
  ]);
  await page.keyboard.press("Escape");
  await expect(bar).toHaveCount(0);
  await page.keyboard.press("k");
  await records(page).getByText("order-2").first().click();
  await expect(panel(page)).toHaveAccessibleName("Record 0:1");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(panel(page)).toHaveAccessibleName("Record 0:3");
  await expect(page).toHaveURL(/m=0(:|%3A)3/);
  // bytes that are no text are shown as bytes, a long key whole
  await expect(panel(page).getByText("68 69 ff 00").first()).toBeVisible();
  await panel(page).getByRole("button", { name: "Show the whole key" }).click();
  await expect(panel(page).getByRole("region", { name: "Text of the key" })).toHaveText(longKey);
  await page.keyboard.press("[");
  await expect(panel(page)).toHaveAccessibleName("Record 0:2");
  await page.goBack();
  await expect(panel(page)).toHaveCount(0);
  await page.goForward();
  await expect(panel(page)).toHaveAccessibleName("Record 0:2");
  await page.keyboard.press("Escape");
  await expect(panel(page)).toHaveCount(0);
  await page.keyboard.press("p");
  await expect(page.getByRole("button", { name: "Go on" }).first()).toBeVisible();
  await page.keyboard.press("p");
  await page.keyboard.press("n");
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.keyboard.press("\\");
  await expect(page.locator(".app")).toHaveAttribute("data-rail", "closed");
  await page.keyboard.press("\\");
  await page.keyboard.press("ControlOrMeta+k");
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("g");
  await page.keyboard.press("c");
  await expect(page).toHaveURL(/\/groups$/);
  await page.goBack();
  await rowCount(page, 5);
});
