import { expect, type Locator, type Page, test } from "@playwright/test";
import { uniqueName } from "../support/rig";
import { clusterName } from "./console-address";
import { readBack, texts } from "./read-back";

const at = `/api/clusters/${clusterName}/topics`;
const source = uniqueName("journey-source");
const origin = uniqueName("journey-origin");
const letters = `${origin}-dlt`;
const targets = ["range", "found", "one"].map((name) => uniqueName(`journey-${name}`));
const [range = "", found = "", one = ""] = targets;

test.beforeAll(async ({ request }) => {
  // the times of the records are long past
  const configs = { "retention.ms": "-1" };
  for (const name of [source, origin, letters, ...targets])
    expect((await request.post(at, { data: { name, partitions: 2, configs } })).status()).toBe(201);
  const numbered = Array.from({ length: 20 }, (_, i) => ({
    ...{ key: `k${i}`, value: `{"n":${i}}`, partition: i % 2, timestamp: 1_700_000_000_000 + i * 1000 },
    headers: [{ name: "trace", value: `t${i}` }],
  }));
  const int64 = (value: number) => ({ format: "int64", text: String(value) });
  const failed = Array.from({ length: 3 }, (_, i) => ({
    ...{ key: `k${i}`, value: `failed ${i}` },
    headers: [
      { name: "trace", value: `t${i}` },
      // the last one tells of no topic, and stays
      ...(i === 2 ? [] : [{ name: "kafka_dlt-original-topic", value: origin }]),
      { name: "kafka_dlt-original-partition", value: { format: "int32", text: "1" } },
      { name: "kafka_dlt-original-timestamp", value: int64(1_600_000_000_000 + i) },
      { name: "kafka_dlt-exception-message", value: "no" },
    ],
  }));
  for (const [topic, records] of [
    [source, numbered],
    [letters, failed],
  ] as const) {
    const sent = await request.post(`${at}/${topic}/messages`, { data: { records } });
    expect(sent.status(), await sent.text()).toBe(200);
  }
});
test.afterAll(async ({ request }) => {
  for (const name of [source, origin, letters, ...targets]) await request.delete(`${at}/${name}`);
});

const planOf = (drawer: Locator) => drawer.getByRole("region", { name: "What would be done" });

/** Starts what the preview shows, and waits for its end: it has done as many as were shown. */
async function run(drawer: Locator, act: "Copy" | "Send back", count: string): Promise<void> {
  await expect(planOf(drawer).getByText(new RegExp(`^${count},`))).toBeVisible();
  await drawer.getByRole("button", { name: `${act} ${count}` }).click();
  await expect(drawer.getByText("done", { exact: true })).toBeVisible();
  await expect(drawer.locator("dl dd").first()).toHaveText(count);
}

async function openRecord(page: Page, topic: string, id: string): Promise<Locator> {
  await page.goto(`/c/${clusterName}/topics/${topic}/messages?m=${id}`);
  return page.getByRole("complementary", { name: /^Record / });
}

test("a range, what a search finds and one record are copied, changed as was chosen and no more", async ({ page }) => {
  const drawer = page.getByRole("dialog");
  await page.goto(`/c/${clusterName}/topics/${source}/messages?from=offset:2&to=offset:6&partitions=1`);
  await page.getByRole("button", { name: "Copy to…" }).click();
  await expect(drawer.getByText("the chosen range of", { exact: false })).toBeVisible();
  await drawer.getByLabel("Topic", { exact: true }).fill(`${range}-not`);
  await expect(planOf(drawer).getByText(`There is no topic ${range}-not.`)).toBeVisible();
  await expect(planOf(drawer).getByText(/records? stays?\./)).toHaveCount(0);
  await drawer.getByLabel("Topic", { exact: true }).fill(range);
  await drawer.getByLabel("Partition").selectOption("same");
  await drawer.getByLabel("Headers").selectOption("with-origin");
  await drawer.getByLabel("At most").fill("many");
  await expect(drawer.getByText("Records a second, from 1 to 1,000,000", { exact: false })).toBeVisible();
  await drawer.getByLabel("At most").fill("1000");
  await run(drawer, "Copy", "4 records");
  const ranged = await readBack(range, 4);
  expect(ranged.map(texts)).toEqual([5, 7, 9, 11].map((n) => [`k${n}`, `{"n":${n}}`]));
  expect(ranged.every(({ partition }) => partition === 1)).toBe(true);
  expect(ranged.map(({ timestamp }) => timestamp)).toEqual(
    [5, 7, 9, 11].map((n) => String(1_700_000_000_000 + n * 1000)),
  );
  expect(Object.entries(ranged[0]?.headers ?? {}).map(([name, value]) => `${name}=${value}`)).toEqual([
    "trace=t5",
    `klar.origin.topic=${source}`,
    "klar.origin.partition=1",
    "klar.origin.offset=2",
    "klar.origin.timestamp=1700000005000",
  ]);

  await page.goto(`/c/${clusterName}/topics/${source}/messages?where=value.n%20%3E%2016`);
  await page.getByRole("button", { name: "Copy to…" }).click();
  await expect(drawer.getByText("what the search finds of", { exact: false })).toBeVisible();
  await drawer.getByLabel("Topic", { exact: true }).fill(found);
  await drawer.getByLabel("Timestamp").selectOption("now");
  await drawer.getByLabel("Headers").selectOption("none");
  const before = Date.now();
  await run(drawer, "Copy", "3 records");
  const searched = await readBack(found, 3);
  expect(searched.map(({ value }) => String(value)).sort()).toEqual(['{"n":17}', '{"n":18}', '{"n":19}']);
  expect(
    searched.every(({ headers, timestamp }) => Object.keys(headers).length === 0 && Number(timestamp) >= before - 1000),
  ).toBe(true);

  const panel = await openRecord(page, source, "0:3");
  await panel.getByRole("button", { name: "Copy to…" }).click();
  await drawer.getByLabel("Topic", { exact: true }).fill(one);
  await run(drawer, "Copy", "1 record");
  await page.keyboard.press("Escape");
  // two more, chosen in the list
  const list = page.getByRole("grid", { name: "Records" });
  for (const place of ["0:4", "1:7"])
    await list
      .getByRole("row")
      .filter({ hasText: place })
      .click({ modifiers: ["ControlOrMeta"] });
  await page.getByRole("region", { name: "Selected records" }).getByRole("button", { name: "Copy to…" }).click();
  await expect(drawer.getByText("2 chosen records of", { exact: false })).toBeVisible();
  await drawer.getByLabel("Topic", { exact: true }).fill(one);
  await run(drawer, "Copy", "2 records");
  expect((await readBack(one, 3)).map(texts).sort()).toEqual([
    ["k15", '{"n":15}'],
    ["k6", '{"n":6}'],
    ["k8", '{"n":8}'],
  ]);
});

test("one dead letter of Spring's goes back by itself, then all; what has no origin stays and is counted", async ({
  page,
  request,
}) => {
  const drawer = page.getByRole("dialog");
  const listed = await request.get(`${at}/${letters}/messages?contains=failed%200`);
  const [first] = ((await listed.json()) as { messages: { partition: number; offset: string }[] }).messages;
  const panel = await openRecord(page, letters, `${first?.partition}:${first?.offset}`);
  await panel.getByRole("button", { name: "Send back…" }).click();
  await expect(planOf(drawer).getByRole("cell", { name: `${origin} partition 1` })).toBeVisible();
  await run(drawer, "Send back", "1 record");
  await page.goto(`/c/${clusterName}/topics/${letters}/messages`);
  await page.getByRole("button", { name: "Send back…" }).first().click();
  await expect(planOf(drawer).getByText("1 record stays.")).toBeVisible();
  await run(drawer, "Send back", "2 records");
  await expect(drawer.getByText("1 record without an origin")).toBeVisible();
  const back = await readBack(origin, 3);
  expect(back.map(({ value }) => String(value)).sort()).toEqual(["failed 0", "failed 0", "failed 1"]);
  expect(back.every(({ partition, headers }) => partition === 1 && Object.keys(headers).join() === "trace")).toBe(true);
  expect(new Set(back.map(({ timestamp }) => timestamp))).toEqual(new Set(["1600000000000", "1600000000001"]));
});
