import { expect, type Locator, test } from "@playwright/test";
import { client } from "../../rig/demo/client.mjs";
import { testBootstrap, uniqueName } from "../support/rig";
import { makeTopic, produceTo } from "./api-produce";
import { clusterName } from "./console-address";

const at = `/api/clusters/${clusterName}/topics`;
const source = uniqueName("journey-jobs");
const written = `${source}-written`;
const doomed = `${source}-doomed`;

test.beforeAll(async ({ request }) => {
  for (const name of [source, written, doomed]) await makeTopic(request, name, 1);
  await produceTo(
    request,
    source,
    Array.from({ length: 400 }, (_, n) => ({ key: `k${n}`, value: String(n) })),
  );
});
test.afterAll(async ({ request }) => {
  for (const name of [source, written]) await request.delete(`${at}/${name}`);
});

/** So many a job says it has done. */
const doneOf = async (job: Locator) =>
  Number.parseInt((await job.getByText(/^\d+ of [\d,]+ records$/).textContent()) ?? "", 10);

/** Where a topic's only partition ends, as another client is told. */
async function endOf(topic: string): Promise<number> {
  const admin = client(testBootstrap(), "journey").admin();
  await admin.connect();
  const [partition] = await admin.fetchTopicOffsets(topic);
  await admin.disconnect();
  return Number(partition?.high);
}

test("a job goes on while its page is loaded anew, two are told apart, and that a topic was deleted meanwhile is said", async ({
  page,
  request,
}) => {
  await page.goto(`/c/${clusterName}/topics/${source}/messages`);
  await page.getByRole("button", { name: "Copy to…" }).click();
  const drawer = page.getByRole("dialog");
  await drawer.getByLabel("Topic", { exact: true }).fill(doomed);
  await drawer.getByLabel("At most").fill("10");
  await drawer.getByRole("button", { name: "Copy 400 records" }).click();
  await drawer.getByRole("button", { name: "Close, it goes on" }).click();
  const begun = await request.post(`${at}/${written}/generate`, {
    data: { value: "{{counter}}", rate: 20, seconds: 60 },
  });
  expect(begun.status(), await begun.text()).toBe(202);

  await page.goto(`/c/${clusterName}/jobs`);
  const copying = page.getByRole("article", { name: `replay ${source} → ${doomed}` });
  const repeating = page.getByRole("article", { name: `repeat records for ${written}` });
  await expect.poll(() => doneOf(copying)).toBeGreaterThan(0);
  const before = await doneOf(copying);
  await page.reload();
  await expect.poll(() => doneOf(copying)).toBeGreaterThan(before);
  await repeating.getByRole("button", { name: "Stop" }).click();
  await expect(repeating.getByText("stopped", { exact: true })).toBeVisible();
  await expect(copying.getByText("running", { exact: true })).toBeVisible();
  expect(await doneOf(repeating)).toBe(await endOf(written));

  expect((await request.delete(`${at}/${doomed}`)).status()).toBe(204);
  await expect(copying.getByText("failed", { exact: true })).toBeVisible();
  await expect(copying.getByText(`There is no topic ${doomed}.`)).toBeVisible();
  await page.goto(`/c/${clusterName}/topics/${doomed}/messages`);
  await expect(page.getByText("This topic is not there")).toBeVisible();
});
