import { expect, type Page, test } from "@playwright/test";
import { startConsole } from "../../rig/console.mjs";
import { kafkaTool, type RunningCluster, withCluster } from "../support/rig";

const topic = "one-copy";
const written = [0, 1, 2].flatMap((partition) =>
  [0, 1, 2].map((offset) => ({
    partition,
    key: `k-${partition}-${offset}`,
    value: `{"place":"${partition}:${offset}"}`,
  })),
);
const left = written.filter(({ partition }) => partition !== 1).map(({ key }) => key);

const records = (page: Page) => page.getByRole("grid", { name: "Records" });
async function keys(page: Page): Promise<string[]> {
  const texts = await records(page).getByRole("row").allTextContents();
  return texts.flatMap((text) => /k-\d-\d/.exec(text)?.[0] ?? []).toSorted();
}

test.setTimeout(180_000);

test("with a broker stopped, its partition is left out in words, and the others are read, searched and followed", async ({
  page,
  request,
}) => {
  await withCluster({ nodes: 3 }, async (cluster) => {
    const klar = await startConsole({ env: { KLAR_BOOTSTRAP_SERVERS: cluster.bootstrap, KLAR_CLUSTER_NAME: "own" } });
    try {
      const api = `${klar.url}/api/clusters/own/topics`;
      const made = await request.post(api, { data: { name: topic, assignments: [[1], [2], [3]] } });
      expect(made.status(), await made.text()).toBe(201);
      const sent = await request.post(`${api}/${topic}/messages`, { data: { records: written } });
      expect(sent.status(), await sent.text()).toBe(200);
      const path = `${klar.url}/c/own/topics/${topic}/messages`;
      await page.goto(path);
      await expect.poll(() => keys(page)).toEqual(written.map(({ key }) => key));

      await cluster.nodes[1]?.kill("SIGTERM");
      expect(await unavailable(cluster)).toEqual(["1"]);
      await page.goto(path);
      const why = page.getByText(
        /^Partition 1 left out: It is offline: none of its replicas \(brokers 2\) can lead it\.$/,
      );
      await expect(why).toBeVisible();
      await expect(page.getByText(/in 2 partitions; that is all that could be read$/).first()).toBeVisible();
      expect(await keys(page)).toEqual(left);
      await page.goto(`${path}?q=place`);
      await expect(
        page.getByText(/^searched 6 records in 2 partitions; all that could be read was searched$/).first(),
      ).toBeVisible();
      await expect(why).toBeVisible();
      expect(await keys(page)).toEqual(left);

      await page.goto(`${path}?live=true`);
      await expect(page.locator(".scan").getByText("Live", { exact: true }).first()).toBeVisible();
      await expect(page.getByText(/partition 1/i).first()).toBeVisible();
      const more = { records: [{ partition: 0, key: "k-0-3", value: "{}" }] };
      expect((await request.post(`${api}/${topic}/messages`, { data: more })).status()).toBe(200);
      await expect.poll(() => keys(page)).toEqual(["k-0-3"]);
    } finally {
      await klar.stop();
    }
  });
});

/** The partitions that Kafka's own tool finds without a leader. */
async function unavailable({ nodes }: RunningCluster): Promise<string[]> {
  const argv = ["--describe", "--topic", topic, "--unavailable-partitions"];
  const { stdout } = await kafkaTool("topics", argv, { bootstrap: `127.0.0.1:${nodes[0]?.port}` });
  return [...stdout.matchAll(/Partition: (\d+)\s+Leader: none/g)].map(([, partition]) => partition ?? "");
}
