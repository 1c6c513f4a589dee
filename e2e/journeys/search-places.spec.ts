import { expect, type Page, test } from "@playwright/test";
import kafkajs from "kafkajs";
import { testBootstrap, uniqueName } from "../support/rig";
import { produceTo } from "./api-produce";
import { clusterName } from "./console-address";

const topic = uniqueName("places");
const group = uniqueName("places-group");
const path = `/c/${clusterName}/topics/${topic}/messages`;
const perPartition = 400;

const records = (page: Page) => page.getByRole("grid", { name: "Records" });
const panel = (page: Page) => page.getByRole("complementary", { name: /^Record / });
/** rows that the list has, whether they are in sight or not */
const rowCount = (page: Page, count: number) =>
  expect(records(page)).toHaveAttribute("aria-rowcount", String(count + 1));
const row = (page: Page, at: number) => records(page).getByRole("row").nth(at);
const copied = (page: Page) => page.evaluate(() => navigator.clipboard.readText());

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

test.beforeAll(async ({ request }) => {
  const made = await request.post(`/api/clusters/${clusterName}/topics`, { data: { name: topic, partitions: 3 } });
  expect(made.status(), await made.text()).toBe(201);
  for (let from = 0; from < perPartition; from += 200)
    await produceTo(
      request,
      topic,
      [0, 1, 2].flatMap((partition) =>
        Array.from({ length: 200 }, (_, n) => ({
          partition,
          key: `Order-${partition}-${from + n}`,
          value: JSON.stringify({ n: from + n, word: (from + n) % 50 === 0 ? "NEEDLE" : "hay", of: "order" }),
        })),
      ),
    );
  const kafka = new kafkajs.Kafka({ brokers: testBootstrap().split(","), logLevel: kafkajs.logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  await admin.setOffsets({
    groupId: group,
    topic,
    partitions: [0, 1, 2].map((partition) => ({ partition, offset: String(perPartition - 10 * (partition + 1)) })),
  });
  await admin.disconnect();
});

test.afterAll(async ({ request }) => {
  await request.delete(`/api/clusters/${clusterName}/groups/${group}`);
  await request.delete(`/api/clusters/${clusterName}/topics/${topic}`);
});

test("a reading begins where a group stands, at the oldest, in some partitions", async ({ page }) => {
  await page.goto(path);
  await rowCount(page, 50);
  const from = page.getByRole("combobox", { name: "From" });
  await from.selectOption("where a group stands");
  await page.getByRole("combobox", { name: "Consumer group" }).fill(group);
  await page.keyboard.press("Enter");
  await rowCount(page, 50);
  await page.goto(`${path}?from=group%3A${group}&limit=100`);
  await rowCount(page, 60);
  await expect(page.getByText("that is all").first()).toBeVisible();
  await from.selectOption("oldest");
  await rowCount(page, 100);
  await expect(row(page, 1)).toContainText("0:0");
  await page.goto(`${path}?from=oldest&partitions=2&limit=1000`);
  await rowCount(page, perPartition);
  await expect(row(page, 1)).toContainText("2:0");
});

test("a stretch of time is chosen in the histogram, by mouse and by keys", async ({ page }) => {
  await page.goto(`${path}?span=1h`);
  const histogram = page.getByRole("group", { name: "Records over time" });
  const box = await histogram.boundingBox();
  if (!box) throw new Error("The histogram has no place on the page");
  await page.mouse.move(box.x + box.width * 0.6, box.y + 20);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.999, box.y + 20, { steps: 4 });
  await page.mouse.up();
  await expect(page).toHaveURL(/from=time%3A|from=time:/);
  await expect(page).toHaveURL(/to=time%3A|to=time:/);
  const handle = histogram.getByRole("slider", { name: "From" });
  const before = page.url();
  await handle.focus();
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => page.url()).not.toBe(before);
  await page.goBack();
  await expect(page).toHaveURL(before);
});

test("texts are looked for by case and place, by expression, and a key only where it belongs", async ({ page }) => {
  await page.goto(`${path}?q=order-1-39`);
  await rowCount(page, 0);
  await page.getByRole("button", { name: "Options" }).click();
  const options = page.getByRole("dialog", { name: "Options of the search" });
  await options.getByRole("checkbox", { name: /upper and lower case|ignore case|case/i }).click();
  await rowCount(page, 11);
  await options.getByRole("checkbox", { name: "key" }).click();
  await rowCount(page, 0);
  await page.keyboard.press("Escape");
  await page.goto(path);
  await page.getByRole("button", { name: "Add a condition" }).click();
  await page.getByRole("menuitem", { name: /^Regular expression/ }).click();
  const expression = page.getByRole("textbox", { name: "Expression" });
  await expression.fill("Order-2-(1|2");
  await expect(page.getByRole("alert").filter({ hasText: /\)/ })).toBeVisible();
  await expression.fill('^\\{"n":(1|2)?50,');
  await page.getByRole("button", { name: "Apply" }).click();
  await rowCount(page, 9);
  await page.goto(path);
  await page.getByRole("button", { name: "Add a condition" }).click();
  await page.getByRole("menuitem", { name: /^Exact key/ }).click();
  await page.getByRole("textbox", { name: "Key" }).fill("Order-1-7");
  await page.getByRole("checkbox", { name: /only where the partitioner puts it/ }).click();
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page.getByText(/in 1 partition\b/).first()).toBeAttached();
  await page.goto(`${path}?key=Order-1-7`);
  await rowCount(page, 1);
});

test("a search stops at its limit, says so, and goes on where it stopped until all is searched", async ({ page }) => {
  await page.goto(`${path}?q=NEEDLE&limit=10&from=oldest`);
  const seen = new Set<string>();
  for (const [count, words] of [
    [10, "stopped at 10 matches"],
    [10, "stopped at 10 matches"],
    [4, "all of it was searched"],
  ] as const) {
    await rowCount(page, count);
    await expect(page.getByText(words).first()).toBeAttached();
    await expect(records(page).getByRole("row")).toHaveCount(count + 1);
    const texts = (await records(page).getByRole("row").allTextContents()).join("\n");
    for (const [key] of texts.matchAll(/Order-\d-\d+/g)) seen.add(key);
    if (count === 10) {
      const url = page.url();
      await page.getByRole("button", { name: "Search on, next page" }).click();
      await expect.poll(() => page.url()).not.toBe(url);
    }
  }
  expect(seen.size).toBe(24);
});

test("the keyboard walks the list and the panel, copies and closes", async ({ page }) => {
  await page.goto(`${path}?from=oldest&partitions=0`);
  await rowCount(page, 50);
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await expect(panel(page)).toHaveAccessibleName(/0:1/);
  await page.keyboard.press("]");
  await expect(panel(page)).toHaveAccessibleName(/0:2/);
  await page.keyboard.press("[");
  await page.keyboard.press("c");
  await expect.poll(() => copied(page)).toBe('{"n":1,"word":"hay","of":"order"}');
  await page.keyboard.press("Escape");
  await expect(panel(page)).toHaveCount(0);
  await page.keyboard.press("Shift+ArrowRight");
  await expect(row(page, 1)).toContainText("0:50");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keys" }).getByText("Next record", { exact: true })).toBeVisible();
});

test("a record is taken along as commands that lead back to it", async ({ page, request }) => {
  await page.goto(`${path}?m=1:42`);
  const take = async (item: RegExp) => {
    await page.evaluate(() => navigator.clipboard.writeText(""));
    await panel(page).getByRole("button", { name: "Copy as" }).click();
    await page.getByRole("menuitem", { name: item }).click();
    await expect(panel(page).getByText(/^Copied/)).toBeAttached();
    // what is said may still be of the copy before
    await expect.poll(() => copied(page)).not.toBe("");
    return copied(page);
  };
  expect((await take(/^kcat/)).replace(/\s*\\\n\s*/g, " ")).toMatch(
    new RegExp(`^kcat -b \\S+ -C -t ${topic} -p 1 -o 42 -c 1 -e`),
  );
  const curl = await take(/^curl, the record as JSON/);
  const address = /(http:\S+\/42)/.exec(curl)?.[1];
  const reply = await request.get(address ?? "");
  expect(((await reply.json()) as { key: { text: string } }).key.text).toBe("Order-1-42");
  const value = '{"n":42,"word":"hay","of":"order"}';
  expect(await take(/^Value, exact/)).toBe(value);
  expect(await take(/^Key, exact/)).toBe("Order-1-42");
  expect(Buffer.from(await take(/bytes as hex/), "hex").toString()).toBe(value);
  expect(JSON.parse(await take(/^Record as JSON/))).toMatchObject({ offset: "42", value: { text: value } });
  expect(await take(/^kafka-console-consumer/)).toMatch(/kafka-console-consumer.sh[\s\S]*--offset 42/);
  expect(await take(/^kafka-console-producer/)).toContain(topic);
  const condition = await take(/^CEL condition/);
  await page.goto(`${path}?${new URLSearchParams({ where: condition })}`);
  await rowCount(page, 1);
  await expect(row(page, 1)).toContainText("1:42");
});

test("columns are moved and widened, and stay so", async ({ page }) => {
  await page.goto(path);
  await rowCount(page, 50);
  const heads = () => records(page).getByRole("columnheader").allTextContents();
  const before = await heads();
  await page.getByRole("button", { name: "Columns" }).click();
  const chooser = page.getByRole("dialog", { name: "Columns of the list" });
  await chooser.getByLabel("Column from a path").fill("word");
  await chooser.getByRole("button", { name: "Add" }).click();
  await chooser.getByRole("button", { name: /^Move .*word to the left/ }).click();
  await chooser.getByRole("button", { name: "Move Key to the left" }).click();
  await page.keyboard.press("Escape");
  await expect(records(page).getByRole("row").nth(1).getByText("hay", { exact: true })).toBeVisible();
  await expect.poll(heads).not.toEqual(before);
  const moved = await heads();
  expect(moved.findIndex((one) => one.includes("word"))).toBeLessThan(moved.length - 1);
  const edge = page.getByRole("separator", { name: /^Width of the column .*word/ });
  await edge.focus();
  const wide = Number(await edge.getAttribute("aria-valuenow"));
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await expect.poll(async () => Number(await edge.getAttribute("aria-valuenow"))).toBeGreaterThan(wide);
  const now = await edge.getAttribute("aria-valuenow");
  await page.reload();
  await rowCount(page, 50);
  expect(await heads()).toEqual(moved);
  await edge.focus();
  await expect(edge).toHaveAttribute("aria-valuenow", now ?? "");
});

test("ten thousand rows are held, and the page walks through them", async ({ page, request }) => {
  const many = uniqueName("rows");
  const made = await request.post(`/api/clusters/${clusterName}/topics`, { data: { name: many, partitions: 1 } });
  expect(made.status(), await made.text()).toBe(201);
  for (let from = 0; from < 10_000; from += 1000)
    await produceTo(
      request,
      many,
      Array.from({ length: 1000 }, (_, n) => ({ key: `k-${from + n}`, value: `{"n": ${from + n}}` })),
    );
  await page.goto(`/c/${clusterName}/topics/${many}/messages?from=oldest&limit=10000`);
  await rowCount(page, 10_000);
  // only what is in sight is in the page
  expect(await records(page).getByRole("row").count()).toBeLessThan(120);
  await records(page).getByText("k-3", { exact: true }).click();
  await page.keyboard.press("End");
  await expect(records(page).getByText("k-9999", { exact: true })).toBeVisible();
  await records(page).getByText("k-9999", { exact: true }).click();
  await expect(panel(page)).toHaveAccessibleName(/0:9999/);
  await page.getByRole("searchbox").fill("k-77");
  await page.keyboard.press("Enter");
  await rowCount(page, 111);
  await request.delete(`/api/clusters/${clusterName}/topics/${many}`);
});
