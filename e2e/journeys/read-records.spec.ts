import { readFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import { csvRows } from "../../lib/format/csv-rows";
import { uniqueName } from "../support/rig";
import { produceTo } from "./api-produce";
import { clusterName } from "./console-address";

const topic = uniqueName("read");
const other = uniqueName("read-other");

const path = (of: string) => `/c/${clusterName}/topics/${of}/messages`;
const records = (page: Page) => page.getByRole("grid", { name: "Records" });
const panel = (page: Page) => page.getByRole("complementary", { name: /^Record / });
/** rows that the list has, whether they are in sight or not */
const rowCount = (page: Page, count: number) =>
  expect(records(page)).toHaveAttribute("aria-rowcount", String(count + 1));

test.beforeAll(async ({ request }) => {
  for (const [name, partitions] of [
    [topic, 3],
    [other, 1],
  ] as const) {
    const made = await request.post(`/api/clusters/${clusterName}/topics`, { data: { name, partitions } });
    expect(made.status(), await made.text()).toBe(201);
  }
  const orders = Array.from({ length: 60 }, (_, n) => ({
    key: `customer-${n % 6}`,
    value:
      n % 10 === 9
        ? `{"kind": "note", "n": ${n}}`
        : `{"kind": "order", "n": ${n}, "id": ${9007199254740993n + BigInt(n)}, "item": {"name": "book ${n % 3}", "price": ${n}.50}}`,
  }));
  await produceTo(request, topic, orders);
  await produceTo(request, other, [{ key: "customer-2", value: '{"kind": "parcel", "n": 1}' }]);
});

test.afterAll(async ({ request }) => {
  for (const name of [topic, other]) await request.delete(`/api/clusters/${clusterName}/topics/${name}`);
});

test("conditions are combined, completed from fields that were seen, and wrong ones told where they are wrong", async ({
  page,
}) => {
  await page.goto(path(topic));
  await rowCount(page, 50);
  const search = page.getByRole("search");
  await search.getByRole("searchbox").fill("order");
  await search.getByRole("searchbox").press("Enter");
  await expect(page).toHaveURL(/q=order/);
  await search.getByRole("button", { name: "Add a condition" }).click();
  await page.getByRole("menuitem", { name: /^Field condition/ }).click();
  const editor = page.getByRole("combobox", { name: "Condition" });
  await editor.fill("value.item.");
  await expect(page.getByRole("option", { name: /^name/ })).toBeVisible();
  await page.getByRole("option", { name: /^name/ }).click();
  await expect(editor).toHaveValue("value.item.name");
  await editor.fill('value.item.name == "book 1" &&');
  await expect(page.getByRole("alert").filter({ hasText: "at character" })).toBeVisible();
  await editor.fill('value.item.name == "book 1"');
  await page.getByRole("button", { name: "Apply" }).click();
  await rowCount(page, 18);
  await expect(page.getByText("18 matches").first()).toBeVisible();
  await expect(page.getByText(/in 3 partitions.*all of it was searched/).first()).toBeAttached();
  await page.getByRole("button", { name: "Remove the condition value.item.name" }).click();
  await rowCount(page, 50);
  await page.goto(`${path(topic)}?where=value.item.price%20%3E%2040`);
  await expect(page.getByText("6 records could not be tested and count as no match")).toBeVisible();
  await page.getByRole("button", { name: "Pass over records without these fields" }).click();
  await expect(page.getByText(/could not be tested/)).toHaveCount(0);
  await rowCount(page, 18);
});

test("a value is pointed at: filter, column, around, this key, the record before with it", async ({ page }) => {
  await page.goto(`${path(topic)}?where=value.n%20%3D%3D%2044`);
  await rowCount(page, 1);
  await records(page).getByText("customer-2").first().click();
  const tree = panel(page).getByRole("tree", { name: "Value as a tree" });
  await tree.getByRole("treeitem", { name: /^kind/ }).click();
  await tree.getByRole("treeitem", { name: /^kind/ }).getByRole("button", { name: "Column" }).click();
  await expect(page.getByRole("columnheader", { name: /kind/ })).toBeVisible();
  await expect(page).toHaveURL(/col=value.kind/);
  await tree.getByRole("treeitem", { name: /^kind/ }).getByRole("button", { name: "Exclude" }).click();
  await rowCount(page, 0);
  await page.getByRole("button", { name: /^Remove the condition value.kind/ }).click();
  await rowCount(page, 1);
  await panel(page).getByRole("tab", { name: /^Diff/ }).click();
  await expect(panel(page).getByText(/fields? differs?/)).toBeVisible();
  await panel(page).getByRole("tab", { name: "Hex" }).click();
  await expect(panel(page).getByText("00000000").first()).toBeVisible();
  await panel(page).getByRole("tab", { name: "Tree" }).click();
  await panel(page).getByRole("button", { name: "Records with this key" }).click();
  await expect(page).toHaveURL(/key=customer-2/);
  await page.getByRole("button", { name: /^Remove the condition value.n/ }).click();
  await rowCount(page, 10);
  await panel(page)
    .getByRole("button", { name: /Around it/ })
    .click();
  await page.getByRole("menuitem", { name: /in its partition/ }).click();
  await expect(page).toHaveURL(/from=offset/);
  await expect(records(page).locator("[role=row][aria-selected=true]")).toContainText("customer-2");
  await page.reload();
  await expect(panel(page)).toBeVisible();
});

test("pages go on and back, between bounds of each kind, and columns are remembered", async ({ page }) => {
  await page.goto(`${path(topic)}?limit=20`);
  await rowCount(page, 20);
  await page.getByRole("button", { name: "Next page" }).click();
  await page.getByRole("button", { name: "Next page" }).click();
  await rowCount(page, 20);
  await page.getByRole("button", { name: "Previous page" }).click();
  await page.getByRole("button", { name: "Previous page" }).click();
  await expect(page.getByRole("button", { name: "Previous page" })).toHaveCount(0);
  await page.goto(`${path(topic)}?from=offsets%3A0%3D0%2C1%3D100000%2C2%3D100000&limit=100`);
  await expect(page.getByText(/beyond the end/).first()).toBeAttached();
  await page.getByRole("button", { name: "Columns" }).click();
  const chooser = page.getByRole("dialog", { name: "Columns of the list" });
  await chooser.getByRole("checkbox", { name: "Headers" }).click();
  await chooser.getByLabel("Column from a path").fill("item.price");
  await chooser.getByRole("button", { name: "Add" }).click();
  await page.goto(path(topic));
  await expect(page.getByRole("columnheader", { name: /item\.price/ })).toBeVisible();
  await expect(page.getByRole("columnheader", { name: "Headers" })).toHaveCount(0);
});

test("a search is kept by name and taken along as a file that holds exactly what is selected", async ({ page }) => {
  await page.goto(`${path(topic)}?where=value.kind%20%3D%3D%20%22note%22`);
  await rowCount(page, 6);
  await page.getByRole("button", { name: "Saved" }).click();
  const saved = page.getByRole("dialog", { name: "Saved searches" });
  await saved.getByLabel("Save this search as").fill("notes");
  await saved.getByRole("button", { name: "Save", exact: true }).click();
  await saved.getByRole("button", { name: "Rename notes" }).click();
  await saved.getByLabel("New name of notes").fill("all notes");
  await saved.getByRole("button", { name: "Rename", exact: true }).click();
  await page.goto(path(topic));
  await rowCount(page, 50);
  await page.getByRole("button", { name: "Saved" }).click();
  await saved.getByRole("link", { name: "all notes" }).click();
  await rowCount(page, 6);
  await page.getByRole("button", { name: "Export…" }).click();
  const drawer = page.getByRole("dialog", { name: "Export" });
  await expect(drawer.getByText(/All records .*that fit the conditions/)).toBeVisible();
  const coming = page.waitForEvent("download");
  await drawer.getByRole("link", { name: /Download NDJSON/ }).click();
  const file = await (await coming).path();
  const lines = readFileSync(file, "utf8").trim().split("\n");
  const values = lines.map((line) => (JSON.parse(line) as { value: { text: string } }).value.text);
  expect(values).toHaveLength(6);
  for (const value of values) expect(value).toContain('"note"');
  await drawer.getByRole("button", { name: "CSV" }).click();
  await expect(drawer.getByRole("checkbox", { name: /safe for spreadsheets/ })).toBeChecked();
  const table = page.waitForEvent("download");
  await drawer.getByRole("link", { name: /Download CSV/ }).click();
  const cells = csvRows(readFileSync(await (await table).path(), "utf8")).map((row) => row.cells);
  expect(cells).toHaveLength(7);
  expect(new Set(cells.map((row) => row.length)).size).toBe(1);
  const value = cells[0]?.indexOf("value") ?? -1;
  expect(cells.slice(1).map((row) => row[value])).toEqual(values);
});

test("one key is followed through several topics, in the order of time", async ({ page }) => {
  await page.goto(`/c/${clusterName}/explore`);
  await page.getByRole("button", { name: /^Topics/ }).click();
  const picker = page.getByRole("dialog", { name: "Topics to look into" });
  await picker.getByRole("searchbox", { name: "Find a topic" }).fill(topic);
  await picker.getByRole("checkbox", { name: topic }).click();
  await picker.getByLabel("And all that fit a pattern").fill(other);
  await picker.getByRole("button", { name: /Search 2 topics/ }).click();
  await expect(page.getByText(/61 newest/).first()).toBeVisible();
  await page.goto(`/c/${clusterName}/explore?topic=${topic}&topic=${other}&key=customer-2&order=oldest`);
  await rowCount(page, 11);
  const last = records(page).getByRole("row").last();
  await expect(last).toContainText("parcel");
  await expect(page.getByRole("columnheader", { name: "After" })).toBeVisible();
  await last.click();
  await expect(panel(page).getByRole("link", { name: `Open in ${other}` })).toBeVisible();
  await page.goto(`/c/${clusterName}/explore?topic=${topic}&to=time:-50m`);
  await expect(page.getByText("No record of these topics lies between these times.")).toBeVisible();
  await page.getByRole("button", { name: "all that is kept" }).click();
  await expect(page).toHaveURL(/from=(&|$)/);
  await page.goto(`/c/${clusterName}/explore?topic=${topic}&topic=${other}&key=customer-2&order=oldest`);
  await page.getByRole("button", { name: "Topic by topic" }).click();
  await expect(page.getByRole("region", { name: "Progress by topic" }).getByRole("row")).toHaveCount(3);
});
