import { expect, type Page, test } from "@playwright/test";
import kafkajs from "kafkajs";
import { encodeBatch } from "../../server/kafka/batch/encode";
import { openCluster } from "../../server/kafka/open";
import { testBootstrap, uniqueName } from "../support/rig";
import { clusterName } from "./console-address";

const topic = uniqueName("ten-million");
const partitions = 5;
const each = 20_000;
const batches = 100;
const total = partitions * each * batches;

/** So many records in one batch: one of a hundred has the word where it is `near`, and two are needles where `needle` names them. */
function batchOf({ near = false, needle = null }: { near?: boolean; needle?: string | null }): Buffer {
  const timestamp = Date.now();
  const records = Array.from({ length: each }, (_, nth) => {
    const isNeedle = needle !== null && (nth === 7 || nth === each - 7);
    const found = isNeedle ? `needle ${needle}-${nth}` : near && nth % 100 === 0 ? "like a needle" : "hay";
    const value = Buffer.from(`{"n":${isNeedle ? -nth : nth},"is":"${found}"}`);
    return { key: null, value, headers: [], timestamp };
  });
  return encodeBatch({ codec: "lz4", records });
}

/** The same bytes again and again: a broker numbers them, nobody builds them anew. */
test.beforeAll(async () => {
  const kafka = openCluster({ name: "own", bootstrapServers: testBootstrap().split(",") });
  try {
    await kafka.createTopic({ name: topic, partitions, replicationFactor: 1 });
    const [hay, near] = [batchOf({}), batchOf({ near: true })];
    const asks = Array.from({ length: batches }, (_, turn) =>
      Array.from({ length: partitions }, (__, partition) => ({
        ...{ topic, partition },
        // at the beginning and the end of what is there; one of five has to be looked at record by record
        batch:
          turn === 0 || turn === batches - 1
            ? batchOf({ near: true, needle: `${partition}-${turn}` })
            : turn % 5 === 0
              ? near
              : hay,
      })),
    ).flat();
    for (const answer of await kafka.produce(asks, { acks: 1, timeoutMs: 60_000 })) if (!answer.ok) throw answer.error;
  } finally {
    await kafka.close();
  }
});
test.afterAll(async ({ request }) => {
  await request.delete(`/api/clusters/${clusterName}/topics/${topic}`);
});

const records = (page: Page) => page.getByRole("grid", { name: "Records" });
const panel = (page: Page) => page.getByRole("complementary", { name: /^Record / });

test("ten million records are searched, each of them counted, while the page answers as ever", async ({ page }) => {
  const logLevel = kafkajs.logLevel.NOTHING;
  const admin = new kafkajs.Kafka({ brokers: testBootstrap().split(","), logLevel }).admin();
  await admin.connect();
  const ends = await admin.fetchTopicOffsets(topic);
  await admin.disconnect();
  expect(ends.reduce((sum, { high }) => sum + Number(high), 0)).toBe(total);

  await page.goto(`/c/${clusterName}/topics/${topic}/messages?q=needle&where=value.n%20%3C%200&limit=1000`);
  const running = page.getByText(/to go at most/);
  await expect(running).toBeVisible();
  await records(page).getByRole("row").filter({ hasText: "-99-" }).first().click();
  await expect(panel(page)).toContainText(/needle \d-99-/);
  const first = await panel(page).getAttribute("aria-label");
  await page.keyboard.press("j");
  await expect(panel(page)).not.toHaveAccessibleName(first ?? "");
  await page.getByRole("button", { name: "Partitions", exact: true }).click();
  await expect(page.getByRole("region", { name: "Progress by partition" }).getByRole("row")).toHaveCount(
    1 + partitions,
  );
  // all of that was done before the search was
  await expect(running).toBeVisible();

  await expect(
    page.getByText(/^searched 10,000,000 records in 5 partitions; all of it was searched$/).first(),
  ).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText("20 matches", { exact: true })).toBeVisible();
  const found = (await records(page).getByRole("row").allTextContents()).flatMap(
    (text) => /needle (\d-\d+-\d+)/.exec(text)?.[1] ?? [],
  );
  const planted = Array.from({ length: partitions }, (_, partition) =>
    [0, batches - 1].flatMap((turn) => [7, each - 7].map((nth) => `${partition}-${turn}-${nth}`)),
  ).flat();
  expect(found.toSorted()).toEqual(planted.toSorted());
});
