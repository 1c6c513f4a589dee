import { expect, test } from "@playwright/test";
import { startConsole } from "../../rig/console.mjs";
import { testBootstrap, uniqueName } from "../support/rig";
import { makeTopic, produceTo } from "./api-produce";
import { clusterName } from "./console-address";
import { readBack } from "./read-back";

const source = uniqueName("journey-restart");
const target = `${source}-copy`;
const numbers = Array.from({ length: 40 }, (_, n) => String(n));

test.beforeAll(async ({ request }) => {
  for (const name of [source, target]) await makeTopic(request, name, 1);
  await produceTo(
    request,
    source,
    numbers.map((value) => ({ key: `k${value}`, value })),
  );
});
test.afterAll(async ({ request }) => {
  for (const name of [source, target]) await request.delete(`/api/clusters/${clusterName}/topics/${name}`);
});

test("a replay that the console's end breaks off goes on after its restart: who reads what is committed has each record once", async ({
  page,
  request,
}) => {
  const env = { KLAR_BOOTSTRAP_SERVERS: testBootstrap(), KLAR_CLUSTER_NAME: clusterName, KLAR_CONFIG: "" };
  let klar = await startConsole({ env });
  try {
    const port = Number(new URL(klar.url).port);
    await page.goto(`${klar.url}/c/${clusterName}/topics/${source}/messages`);
    await page.getByRole("button", { name: "Copy to…" }).click();
    const drawer = page.getByRole("dialog");
    await drawer.getByLabel("Topic", { exact: true }).fill(target);
    await drawer.getByLabel("At most").fill("8");
    await drawer.getByRole("button", { name: "Copy 40 records" }).click();
    await expect(drawer.locator("dl dd").first()).toHaveText(/^[1-9]\d* records$/);
    await klar.stop();
    await expect(drawer.getByText("The console was stopped.")).toBeVisible();
    await expect(drawer.getByText("It can go on.")).toBeVisible();

    klar = await startConsole({ env, port });
    await page.goto(`${klar.url}/c/${clusterName}/jobs`);
    const left = page.getByRole("region", { name: "Broken off" }).getByRole("article").filter({ hasText: source });
    await expect(left.getByText(/^[1-9]\d* records copied, [1-9]\d* offsets not looked at$/)).toBeVisible();
    await left.getByRole("button", { name: "Go on where it stopped" }).click();
    const job = page.getByRole("article", { name: `replay ${source} → ${target}` });
    await expect(job.getByText("done", { exact: true })).toBeVisible();
    await expect(job.getByText("40 records", { exact: true })).toBeVisible();
    // a record after the last copy: whoever has read it has read all before it
    await produceTo(request, target, [{ key: null, value: "end" }]);
    const all = await readBack(target, numbers.length + 1);
    expect(all.map(({ value }) => String(value))).toEqual([...numbers, "end"]);
  } finally {
    await klar.stop();
  }
});
