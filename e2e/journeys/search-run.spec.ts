import { expect, type Page, test } from "@playwright/test";
import { uniqueName } from "../support/rig";
import { makeTopic, produceTo } from "./api-produce";
import { clusterName } from "./console-address";

const topic = uniqueName("search-run");
const path = `/c/${clusterName}/topics/${topic}/messages`;
const perPartition = 4800;
const filler = "x".repeat(240);

/** A condition that takes its time over each record: what it lets through is `wanted`. */
const slowly = (wanted: string) => {
  const numbers = `[${Array.from({ length: 16 }, (_, n) => n + 1).join(",")}]`;
  return `${numbers}.exists(x, ${numbers}.exists(y, x * y * value.n < 0)) || ${wanted}`;
};
const asking = (where: string, more = "") => `${path}?${new URLSearchParams({ where })}${more}`;

const records = (page: Page) => page.getByRole("grid", { name: "Records" });
const panel = (page: Page) => page.getByRole("complementary", { name: /^Record / });
const rowCount = (page: Page, count: number) =>
  expect(records(page)).toHaveAttribute("aria-rowcount", String(count + 1), { timeout: 60_000 });
async function keys(page: Page): Promise<string[]> {
  const texts = await records(page).getByRole("row").allTextContents();
  return texts.flatMap((text) => /k-\d-\d+(?=\D)/.exec(text)?.[0] ?? []).toSorted();
}

test.beforeAll(async ({ request }) => {
  await makeTopic(request, topic, 3);
  for (let from = 0; from < perPartition; from += 400)
    await produceTo(
      request,
      topic,
      [0, 1, 2].flatMap((partition) =>
        Array.from({ length: 400 }, (_, i) => {
          const n = from + i;
          const kind = n % 150 === 0 ? "note" : "order";
          const value = { n, kind, ...(n % 100 === 99 ? {} : { extra: n * 2 }), filler };
          return { partition, key: `k-${partition}-${n}`, value: JSON.stringify(value) };
        }),
      ),
    );
});
test.afterAll(async ({ request }) => {
  await request.delete(`/api/clusters/${clusterName}/topics/${topic}`);
});

test("a search that runs tells how far it has come, is stopped by hand, and goes on exactly there", async ({
  page,
}) => {
  const wanted = [0, 1, 2].flatMap((partition) => Array.from({ length: 8 }, (_, i) => `k-${partition}-${i * 600}`));
  // of the last of each 600 it cannot be told
  await page.goto(asking(slowly("value.n % 600 == 0 || (value.n % 600 == 599 && value.extra < 0)")));
  await expect(page.getByText(/to go at most/)).toBeVisible();
  await page.getByRole("button", { name: "Stop", exact: true }).click();
  await expect(page.getByText(/stopped by you$/).first()).toBeVisible();
  await page.getByRole("button", { name: "Partitions", exact: true }).click();
  const table = page.getByRole("region", { name: "Progress by partition" }).getByRole("row");
  await expect(table).toHaveCount(4);
  await expect(page.getByText(/\d (k)?\/s$/).first()).toBeVisible();
  await expect(page.getByText(/\d [KM]i?B\/s$/).first()).toBeVisible();
  await expect(page.getByText(/^[1-9]\d? %$/).first()).toBeVisible();
  const left = await table.nth(1).getByRole("cell").nth(3).textContent();
  expect(Number(left?.replaceAll(",", ""))).toBeGreaterThan(0);
  expect((await keys(page)).length).toBeLessThan(24);
  const untold = page.getByText(/^the first is \d:4799: No such key: extra$/);
  const first = await untold.textContent();
  await page.getByRole("button", { name: "Go on" }).click();
  await rowCount(page, 24);
  await expect(
    page.getByText(/searched 14,400 records in 3 partitions; all of it was searched/).first(),
  ).toBeAttached();
  expect(await keys(page)).toEqual(wanted.toSorted());
  await expect(page.getByText("24 records could not be tested and count as no match")).toBeVisible();
  expect(await untold.textContent()).toBe(first);
});

test("a filter that hangs is ended and told by name with its record, and the next question is answered", async ({
  page,
}) => {
  const hangs = `"${"a".repeat(40)}!".matches("^(a+)+$")`;
  await page.goto(asking(hangs));
  const told = page.getByRole("alert").filter({ hasText: "The reading broke off" });
  await expect(told).toContainText(/The filter took more than 2 s over partition \d, offset \d+, and was ended/);
  await expect(told).toContainText(hangs);
  await expect(told).toContainText("regex= is always linear");
  await page.goto(asking("value.n == 7"));
  await rowCount(page, 3);
  await expect(told).toHaveCount(0);
});

test("records that a condition cannot be told of are counted, and the first is named and opened", async ({ page }) => {
  await page.goto(asking("value.extra < 0"));
  await expect(page.getByText("144 records could not be tested and count as no match")).toBeVisible();
  const said = page.getByText(/^the first is/);
  await expect(said).toContainText(/\d:\d+99: No such key: extra|\d:99: No such key: extra/);
  const id = await said.getByRole("button").textContent();
  await said.getByRole("button").click();
  await expect(panel(page)).toHaveAccessibleName(`Record ${id}`);
  await expect(
    panel(page)
      .getByText(`k-${id?.replace(":", "-")}`)
      .first(),
  ).toBeVisible();
});

test("a value that is pointed at is asked for or left out, and the list holds exactly the rest", async ({ page }) => {
  await page.goto(`${path}?from=offset:1&to=offset:301&partitions=0,2&limit=1000&m=0:150`);
  await rowCount(page, 600);
  const kind = panel(page).getByRole("tree", { name: "Value as a tree" }).getByRole("treeitem", { name: /^kind/ });
  await kind.click();
  await kind.getByRole("button", { name: "Filter" }).click();
  await expect(page.getByText("4 matches").first()).toBeVisible();
  expect(await keys(page)).toEqual(["k-0-150", "k-0-300", "k-2-150", "k-2-300"]);
  await page.getByRole("button", { name: /^Remove the condition value.kind/ }).click();
  await rowCount(page, 600);
  await kind.click();
  await kind.getByRole("button", { name: "Exclude" }).click();
  await rowCount(page, 596);
  await expect(
    page.getByText(/^searched 600 records from offset 1 up to offset 301 in 2 partitions/).first(),
  ).toBeVisible();
});
