import { expect, type Page, test } from "@playwright/test";
import { uniqueName } from "../support/rig";
import { produceTo } from "./api-produce";
import { clusterName } from "./console-address";

const topic = uniqueName("journey-saved");
const source = uniqueName("journey-left");
const at = `/api/clusters/${clusterName}/topics`;

async function picture(page: Page, name: string): Promise<void> {
  if (process.env.KLAR_PICTURES) await page.screenshot({ path: `${process.env.KLAR_PICTURES}/${name}.png` });
}

test.use({ permissions: ["clipboard-read", "clipboard-write"] });
test.beforeAll(async ({ request }) => {
  for (const name of [topic, source]) {
    const made = await request.post(at, { data: { name, partitions: 1 } });
    expect(made.status(), await made.text()).toBe(201);
    await produceTo(
      request,
      name,
      Array.from({ length: 20 }, (_, i) => ({ key: "k", value: `{"n":${i}}` })),
    );
  }
});
test.afterAll(async ({ request }) => {
  for (const name of [topic, source]) await request.delete(`${at}/${name}`);
});

test("searches of all topics stand on one page: opened, renamed, removed and brought back", async ({ page }) => {
  await page.goto(`/c/${clusterName}/explore/saved`);
  await expect(page.getByText("No search is saved yet")).toBeVisible();
  await picture(page, "saved-empty");
  await page.goto(`/c/${clusterName}/topics/${topic}/messages?where=value.n+%3E+15&from=oldest`);
  await page.getByRole("button", { name: "Saved", exact: true }).click();
  await page.getByLabel("Save this search as").fill("the last of them");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByRole("link", { name: "All saved searches" }).click();
  const table = page.getByRole("table", { name: "Saved searches" });
  await expect(table.getByText("oldest, value.n > 15")).toBeVisible();
  await picture(page, "saved");
  await table.getByRole("button", { name: "Rename the last of them" }).click();
  await page.getByLabel("New name of the last of them").fill("beyond fifteen");
  await page.keyboard.press("Enter");
  await table.getByRole("button", { name: "Remove beyond fifteen" }).click();
  await expect(page.getByText("No search is saved yet")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await table.getByRole("link", { name: "beyond fifteen" }).click();
  await expect(page.getByRole("grid", { name: "Records" }).getByText('{"n":19}')).toBeVisible();
  await expect(page.getByRole("grid", { name: "Records" }).getByText('{"n":15}')).toHaveCount(0);
});

test("a search over several topics is kept by name, given on as a link, asked again and removed", async ({ page }) => {
  const records = page.getByRole("grid", { name: "Records" });
  const found = (value: string) => records.getByText(value);
  await page.goto(`/c/${clusterName}/explore?topic=${topic}&topic=${source}&from=&where=value.n+%3D%3D+19`);
  await expect(found('{"n":19}')).toHaveCount(2);
  await page.getByRole("button", { name: "Saved", exact: true }).click();
  const popup = page.getByRole("dialog", { name: "Saved searches" });
  await expect(popup.getByText("No search over several topics is kept yet.")).toBeVisible();
  await popup.getByLabel("Save this search as").fill("the nineteenth of both");
  await popup.getByRole("button", { name: "Save", exact: true }).click();
  await picture(page, "saved-explore-popup");
  await popup.getByRole("button", { name: "Copy the link of the nineteenth of both" }).click();
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await expect.poll(copied).toMatch(/^http/);
  const link = await copied();
  await popup.getByLabel("Save this search as").fill("the same again");
  await popup.getByRole("button", { name: "Save", exact: true }).click();
  await popup.getByRole("button", { name: "Remove the same again" }).click();
  await popup.getByRole("link", { name: "All saved searches" }).click();
  const line = page.getByRole("table", { name: "Saved searches" }).getByRole("row", { name: /the nineteenth of both/ });
  await expect(line).toContainText(`${topic}, ${source}`);
  await expect(line).toContainText("value.n == 19");
  await picture(page, "saved-explore");
  await line.getByRole("link", { name: "the nineteenth of both" }).click();
  await expect(found('{"n":19}')).toHaveCount(2);
  await expect(found('{"n":18}')).toHaveCount(0);
  await page.goto(link);
  await expect(found('{"n":19}')).toHaveCount(2);
  await page.goto(`/c/${clusterName}/explore/saved`);
  await line.getByRole("button", { name: "Remove the nineteenth of both" }).click();
  await expect(page.getByText("No search is saved yet")).toBeVisible();
});

test("a replay that was broken off is discarded once its consequence was told", async ({ page, request }) => {
  const body = { rate: 1, target: { topic } };
  const started = await request.post(`${at}/${source}/replay`, { data: body });
  expect(started.status(), await started.text()).toBe(202);
  const { id } = (await started.json()) as { id: string };
  await expect
    .poll(async () => ((await (await request.get(`/api/jobs/${id}`)).json()) as { done: number }).done)
    .toBeGreaterThan(0);
  await request.delete(`/api/jobs/${id}`);
  await page.goto(`/c/${clusterName}/jobs`);
  const job = page.getByRole("article", { name: `replay ${source} → ${topic}` });
  await job.getByRole("button", { name: "Discard…" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText(/it has copied stays? where/)).toBeVisible();
  await expect(dialog.getByText("the replay cannot go on any more")).toBeVisible();
  await picture(page, "discard");
  await dialog.getByRole("button", { name: "Discard the rest" }).click();
  await expect(job.getByRole("button", { name: "Go on where it stopped" })).toHaveCount(0);
  await expect(job.getByText("What was left of it was discarded.")).toBeVisible();
  const again = await request.post(`${at}/${source}/replay`, { data: { resume: id } });
  expect(again.status()).toBe(404);
});
