import { readFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import { startConsole } from "../../rig/console.mjs";
import { testBootstrap, uniqueName } from "../support/rig";
import { makeTopic, produceTo } from "./api-produce";
import { clusterName } from "./console-address";

const topic = uniqueName("bounds.of-a_topic");
const path = `/c/${clusterName}/topics/${topic}/messages`;
const perPartition = 40;

/** Written out of the order of their times: an old one now and then among new ones. */
const written = [0, 1].flatMap((partition) =>
  Array.from({ length: perPartition }, (_, offset) => ({
    partition,
    offset,
    key: `k-${partition}-${offset}`,
    timestamp: Date.now() - 3_000_000 + ((offset * 17 + partition * 5) % perPartition) * 60_000 + partition,
  })),
);
/** The newest by definition: of the last so many of each partition the first by time. */
function newest(count: number): string[] {
  return written
    .filter(({ offset }) => offset >= perPartition - count)
    .sort((a, b) => b.timestamp - a.timestamp)
    .slice(0, count)
    .map(({ key }) => key);
}

const records = (page: Page) => page.getByRole("grid", { name: "Records" });
const panel = (page: Page) => page.getByRole("complementary", { name: /^Record / });
const rowCount = (page: Page, count: number) =>
  expect(records(page)).toHaveAttribute("aria-rowcount", String(count + 1));
async function keys(page: Page): Promise<string[]> {
  const texts = await records(page).getByRole("row").allTextContents();
  return texts.flatMap((text) => /k-\d-\d+(?=\D)/.exec(text)?.[0] ?? []);
}

test.beforeAll(async ({ request }) => {
  await makeTopic(request, topic, 2);
  await produceTo(
    request,
    topic,
    written.map(({ partition, offset, key, timestamp }) => ({
      ...{ partition, key, timestamp },
      value: `{"at":"${partition}:${offset}"}`,
    })),
  );
});
test.afterAll(async ({ request }) => {
  await request.delete(`/api/clusters/${clusterName}/topics/${topic}`);
});

test("where times do not rise with the offsets the newest are those of the definition, its reach is told, and a file has the same", async ({
  page,
}) => {
  await page.goto(`${path}?limit=10`);
  await rowCount(page, 10);
  expect(await keys(page)).toEqual(newest(10));
  await expect(
    page.getByText(/Timestamps do not rise with the offsets in partitions 0, 1\..*newest among the last 10 records/),
  ).toBeVisible();
  await expect(page.getByText(/^≈ records per .*approximate where producers’ times are out of order/)).toBeVisible();
  await page.getByRole("button", { name: "Export…" }).click();
  const coming = page.waitForEvent("download");
  await page.getByRole("dialog", { name: "Export" }).getByRole("link", { name: "Download NDJSON" }).click();
  const lines = readFileSync(await (await coming).path(), "utf8")
    .trimEnd()
    .split("\n");
  expect(lines.map((line) => (JSON.parse(line) as { key: { text: string } }).key.text)).toEqual(newest(10));
});

test("offsets of each partition are a beginning, the back button leads to what was asked before, a link opens one record", async ({
  page,
  context,
}) => {
  await page.goto(`${path}?limit=10`);
  await rowCount(page, 10);
  await page.getByRole("combobox", { name: "From" }).selectOption("offset per partition");
  await page.getByRole("textbox", { name: "First offset of each partition" }).fill("0=33, 1=36");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/from=offsets/);
  await page.goto(`${page.url().replace("limit=10", "limit=100")}`);
  await rowCount(page, 11);
  const wanted = written.filter(({ partition, offset }) => offset >= (partition === 0 ? 33 : 36)).map(({ key }) => key);
  expect((await keys(page)).toSorted()).toEqual(wanted.toSorted());
  await expect(page.getByText("from the offsets given in 2 partitions; that is all").first()).toBeVisible();
  await page.goBack();
  await rowCount(page, 10);
  await page.goBack();
  await expect.poll(() => keys(page)).toEqual(newest(10));
  await page.goForward();
  await expect(page.getByRole("textbox", { name: "First offset of each partition" })).toHaveValue("0=33,1=36");

  await records(page).getByText("k-1-38", { exact: true }).click();
  await expect(panel(page)).toHaveAccessibleName("Record 1:38");
  const link = new URL(page.url()).searchParams.get("m");
  expect(link).toBe("1:38");
  const second = await context.newPage();
  await second.goto(`${path}?m=${link}`);
  await expect(panel(second).getByText('"1:38"').first()).toBeVisible();
  await expect(panel(second).getByText("k-1-38").first()).toBeVisible();
});

test("the link of a page further on shows the same records on a console that was started later", async ({ page }) => {
  await page.goto(`${path}?limit=9`);
  const seen: string[] = [];
  for (let turned = 0; turned < 3; turned++) {
    await rowCount(page, 9);
    await expect.poll(async () => (await keys(page)).some((key) => seen.includes(key))).toBe(false);
    seen.push(...(await keys(page)));
    const before = page.url();
    if (turned < 2) await page.getByRole("button", { name: "Next page" }).click();
    if (turned < 2) await expect.poll(() => page.url()).not.toBe(before);
  }
  expect(new Set(seen).size).toBe(27);
  const { pathname, search } = new URL(page.url());
  const later = await startConsole({
    env: { KLAR_BOOTSTRAP_SERVERS: testBootstrap(), KLAR_CLUSTER_NAME: clusterName },
  });
  try {
    await page.goto(`${later.url}${pathname}${search}`);
    await expect.poll(() => keys(page)).toEqual(seen.slice(18));
    await page.getByRole("button", { name: "Previous page" }).click();
    await expect.poll(() => keys(page)).toEqual(seen.slice(9, 18));
    await page.getByRole("button", { name: "Previous page" }).click();
    await expect.poll(() => keys(page)).toEqual(seen.slice(0, 9));
  } finally {
    await later.stop();
  }
});

test("a time to come, no conditions that fit, and a topic without records each say what they are", async ({
  page,
  request,
}) => {
  await page.goto(`${path}?from=time:2099-01-01T00:00:00Z`);
  await expect(page.getByText("No record lies between these bounds.")).toBeVisible();
  await expect(page.getByText(/Partitions 0, 1 left out: no record in it is at or after 2099-01-01/)).toBeVisible();
  await page.getByRole("button", { name: "Show the newest records" }).click();
  await rowCount(page, 50);
  await page.goto(`${path}?q=nothing-of-the-kind&partitions=1`);
  await expect(page.getByText(/^searched 40 records in 1 partition; all of it was searched$/).first()).toBeVisible();
  await expect(page.getByText(/No record between these bounds fits all of the conditions/)).toBeVisible();
  await page.getByRole("button", { name: "Search all of the topic" }).click();
  await expect(page.getByText(/^searched 80 records in 2 partitions; all of it was searched$/).first()).toBeVisible();
  await expect(page.getByText(/No record of the topic fits all of the conditions/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Search all of the topic" })).toHaveCount(0);
  const empty = uniqueName("bounds.empty");
  await makeTopic(request, empty, 1);
  await page.goto(`/c/${clusterName}/topics/${empty}/messages`);
  await expect(page.getByRole("heading", { name: "No records yet" })).toBeVisible();
  await page.goto(`/c/${clusterName}/topics/${empty}/messages?q=x`);
  await expect(page.getByText(/in 1 partition, which is empty|No records yet/).first()).toBeVisible();
  await request.delete(`/api/clusters/${clusterName}/topics/${empty}`);
});
