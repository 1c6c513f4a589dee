import { expect, type Page, test } from "@playwright/test";
import { uniqueName } from "../support/rig";
import { produceTo } from "./api-produce";
import { clusterName } from "./console-address";

const topic = uniqueName("journey-tail");

test.beforeAll(async ({ request }) => {
  const made = await request.post(`/api/clusters/${clusterName}/topics`, { data: { name: topic, partitions: 2 } });
  expect(made.status(), await made.text()).toBe(201);
});
test.afterAll(async ({ request }) => {
  await request.delete(`/api/clusters/${clusterName}/topics/${topic}`);
});

const records = (page: Page) => page.getByRole("grid", { name: "Records" });
const row = (page: Page, value: string) => records(page).getByText(value, { exact: true });
const named = (...values: string[]) => values.map((value) => ({ key: "k", value }));

test("a tail stands still under the mouse, counts what waits and loses nothing while it is paused", async ({
  page,
  request,
}) => {
  await page.goto(`/c/${clusterName}/topics/${topic}/messages?live=true`);
  await expect(page.getByText("delivered")).toBeVisible();
  await produceTo(request, topic, named("one", "two"));
  await expect(row(page, "one")).toBeVisible();
  await expect(row(page, "two")).toBeVisible();

  await row(page, "one").hover();
  await expect(page.getByText("list held while you look")).toBeVisible();
  await produceTo(request, topic, named("three"));
  const strip = page.getByRole("button", { name: /1 new since/ });
  await expect(strip).toBeVisible();
  await expect(row(page, "three")).toHaveCount(0);
  await strip.click();
  await expect(row(page, "three")).toBeVisible();
  await page.mouse.move(0, 0);

  const bar = page.locator(".scan");
  await bar.getByRole("button", { name: "Pause" }).click();
  await expect(bar.getByText("Paused").first()).toBeVisible();
  await produceTo(request, topic, named("four", "five"));
  await bar.getByRole("button", { name: "Go on" }).click();
  await page.mouse.move(0, 0);
  await expect(row(page, "four")).toBeVisible();
  await expect(row(page, "five")).toBeVisible();
  for (const value of ["one", "two", "three", "four", "five"]) await expect(row(page, value)).toHaveCount(1);
  await expect(bar.locator("[data-tip^='Records a second over the last']")).toBeVisible();

  const hide = (isHidden: boolean) =>
    page.evaluate((hidden) => {
      Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
      document.dispatchEvent(new Event("visibilitychange"));
    }, isHidden);
  await hide(true);
  await expect(bar.getByText("Resting while the tab is hidden").first()).toBeVisible();
  await produceTo(request, topic, named("six"));
  await expect(row(page, "six")).toHaveCount(0);
  await hide(false);
  await expect(row(page, "six")).toHaveCount(1);
});

test("a tail with a filter shows what matches and counts the rest", async ({ page, request }) => {
  await page.goto(`/c/${clusterName}/topics/${topic}/messages?live=true&q=needle`);
  await expect(page.getByText("delivered")).toBeVisible();
  await produceTo(request, topic, named("a needle", "hay", "more hay"));
  await expect(records(page).locator("mark").getByText("needle")).toBeVisible();
  await expect(page.locator(".scan").getByText("filtered out 2")).toBeVisible();
  await expect(row(page, "hay")).toHaveCount(0);
});
