import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { testBootstrap, uniqueName, withConsole } from "../support/rig";
import { produceTo } from "./api-produce";
import { clusterName } from "./console-address";

const topic = uniqueName("alerted");
const group = uniqueName("alerted-group");

test.beforeAll(async ({ request }) => {
  const made = await request.post(`/api/clusters/${clusterName}/topics`, { data: { name: topic, partitions: 1 } });
  expect(made.status(), await made.text()).toBe(201);
  await produceTo(request, topic, [{ key: "k", value: "v" }]);
  const data = { to: "earliest", topics: [{ topic }] };
  const set = await request.post(`/api/clusters/${clusterName}/groups/${group}/offsets`, { data });
  expect(set.status(), await set.text()).toBe(200);
});

test.afterAll(async ({ request }) => {
  await request.delete(`/api/clusters/${clusterName}/groups/${group}`);
  await request.delete(`/api/clusters/${clusterName}/topics/${topic}`);
});

test("an alert fires, its webhook is told and is tested from the page, and it goes on after a restart", async ({
  page,
}) => {
  const received: { kind: string; group: string | null }[] = [];
  const server = createServer(async (request, response) => {
    let text = "";
    for await (const chunk of request) text += chunk;
    received.push(JSON.parse(text));
    response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const directory = mkdtempSync(join(tmpdir(), "alerts-"));
  const config = join(directory, "klar.yaml");
  const rule = { name: "somebody is behind", group, lag: 1, for: "0s", resolveFor: "1h" };
  const webhook = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  const clusters = [{ name: "alerted", bootstrapServers: testBootstrap().split(",") }];
  const history = { enabled: true, path: join(directory, "history.sqlite") };
  writeFileSync(config, JSON.stringify({ clusters, history, alerts: [{ ...rule, webhook }] }));
  try {
    await withConsole({ KLAR_CONFIG: config }, async ({ url }) => {
      await page.goto(`${url}/c/alerted/alerts`);
      await expect(page.getByText("Firing").first()).toBeVisible({ timeout: 30_000 });
      await expect(page.getByRole("list", { name: "Groups of somebody is behind" }).getByText(group)).toBeVisible();
      await expect(page.getByText("Alert taken (204)")).toBeVisible();
      await page.getByRole("button", { name: "Test the webhook" }).click();
      await expect(page.getByText(/The webhook took it in/)).toBeVisible();
      expect(received.map(({ kind, group: of }) => [kind, of])).toEqual([
        ["firing", group],
        ["test", null],
      ]);
    });
    await withConsole({ KLAR_CONFIG: config }, async ({ url }) => {
      await page.goto(`${url}/c/alerted/alerts`);
      await expect(page.getByText("Firing").first()).toBeVisible({ timeout: 30_000 });
      server.close();
      await page.getByRole("button", { name: "Test the webhook" }).click();
      await expect(page.getByText(/The webhook did not take it/)).toBeVisible();
      expect(received).toHaveLength(2);
    });
  } finally {
    server.close();
    rmSync(directory, { recursive: true, force: true });
  }
});
