import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
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
  for (const name of [topic, doomed, renewed]) await request.delete(`/api/clusters/${clusterName}/topics/${name}`);
});

const doomed = uniqueName("journey-tail-doomed");
const renewed = uniqueName("journey-tail-renewed");

/** The console at another address of this machine, whose connections can be cut and refused. */
async function lineTo(console: string) {
  const { port } = new URL(console);
  const sockets = new Set<Socket>();
  let isCut = false;
  const server = createServer((near) => {
    const far = connect(Number(port), "127.0.0.1");
    for (const one of [near, far]) {
      sockets.add(one);
      one.on("error", () => {});
      one.on("close", () => {
        sockets.delete(one);
        near.destroy();
        far.destroy();
      });
    }
    if (isCut) near.destroy();
    else near.pipe(far).pipe(near);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    cut(cut: boolean) {
      isCut = cut;
      if (cut) for (const one of sockets) one.destroy();
    },
    close() {
      this.cut(true);
      server.close();
    },
  };
}

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

test("a tail that is cut off goes on without a gap or a duplicate, and counts what nobody could read", async ({
  page,
  request,
  baseURL,
}) => {
  const line = await lineTo(baseURL ?? "");
  const topics = `/api/clusters/${clusterName}/topics`;
  const make = () => request.post(topics, { data: { name: doomed, partitions: 1 } });
  expect((await make()).status()).toBe(201);
  await page.goto(`${line.url}/c/${clusterName}/topics/${doomed}/messages?live=true`);
  const bar = page.locator(".scan");
  await expect(bar.getByText("Live", { exact: true }).first()).toBeVisible();
  await produceTo(request, doomed, named("before"));
  await expect(row(page, "before")).toBeVisible();
  line.cut(true);
  await expect(bar.getByText("Broken off").first()).toBeVisible();
  await expect(page.getByText(/from where it stood; nothing is lost|Trying again/)).toBeVisible();
  const missed = ["cut 1", "cut 2", "cut 3"];
  await produceTo(request, doomed, named(...missed));
  line.cut(false);
  for (const value of ["before", ...missed]) await expect(row(page, value)).toHaveCount(1);

  // faster than anybody reads
  let sent = 4;
  let isSeen = false;
  const flood = (async () => {
    while (!isSeen) {
      await produceTo(request, doomed, named(...Array.from({ length: 2000 }, (_, n) => `flood ${sent + n}`)));
      sent += 2000;
    }
  })();
  await expect(page.getByText(/^Sampled\. .*records a second come/)).toBeVisible();
  isSeen = true;
  await flood;
  const figure = async (name: string) =>
    Number(/[\d,\s]+$/.exec((await bar.getByText(new RegExp(`^${name}`)).textContent()) ?? "")?.[0].replace(/\D/g, ""));
  await expect.poll(async () => (await figure("delivered")) + (await figure("skipped"))).toBe(sent);
  expect(await figure("skipped")).toBeGreaterThan(0);
  line.close();
});

test("who has scrolled reads on where they are while records come", async ({ page, request }) => {
  await page.goto(`/c/${clusterName}/topics/${topic}/messages?live=true`);
  await expect(page.getByText("delivered")).toBeVisible();
  await produceTo(request, topic, named(...Array.from({ length: 120 }, (_, n) => `line ${n}`)));
  await expect(records(page)).toHaveAttribute("aria-rowcount", "121");
  await records(page).evaluate((list) => list.scrollTo({ top: 900 }));
  await expect(page.getByText("list held while you look")).toBeVisible();
  await page.mouse.move(0, 0);
  /** the records that stand in sight, from the top */
  const inSight = () =>
    records(page).evaluate((list) => {
      const { top, bottom } = list.getBoundingClientRect();
      const rows = [...list.querySelectorAll("[role=row]")].map((one) => ({
        text: one.textContent,
        place: one.getBoundingClientRect(),
      }));
      return rows.filter(({ place }) => place.top > top + 80 && place.bottom < bottom - 80).map(({ text }) => text);
    });
  await expect.poll(async () => (await inSight()).length).toBeGreaterThan(3);
  const seen = await inSight();
  const middle = records(page)
    .getByRole("row")
    .filter({ hasText: seen[Math.floor(seen.length / 2)] ?? "" });
  const place = async () => Math.round((await middle.boundingBox())?.y ?? -1);
  const before = await place();
  await produceTo(request, topic, named("after 1", "after 2"));
  await expect(page.getByRole("button", { name: /2 new since/ })).toBeVisible();
  expect(await place()).toBe(before);
  expect(await inSight()).toEqual(seen);
  await page.keyboard.press("Home");
  await expect(row(page, "after 2")).toBeVisible();
});

test("a topic that is deleted and made anew is tailed anew when asked to", async ({ page, request }) => {
  const topics = `/api/clusters/${clusterName}/topics`;
  const make = async () => (await request.post(topics, { data: { name: renewed, partitions: 1 } })).status();
  expect(await make()).toBe(201);
  await page.goto(`/c/${clusterName}/topics/${renewed}/messages?live=true`);
  const bar = page.locator(".scan");
  await expect(bar.getByText("Live", { exact: true }).first()).toBeVisible();
  await produceTo(request, renewed, named("of the old topic"));
  await expect(row(page, "of the old topic")).toBeVisible();
  await request.delete(`${topics}/${renewed}`);
  await expect(bar.getByText("Ended").first()).toBeVisible();
  await expect(page.getByRole("alert").filter({ hasText: renewed })).toBeVisible();
  await expect.poll(make).toBe(201);
  await page.getByRole("button", { name: "Begin anew" }).click();
  await expect(bar.getByText("Live", { exact: true }).first()).toBeVisible();
  await produceTo(request, renewed, named("of the new topic"));
  await expect(row(page, "of the new topic")).toHaveCount(1);
  await expect(row(page, "of the old topic")).toHaveCount(0);
});
