import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { testBootstrap, uniqueName, withConsole } from "../support/rig";
import { produceTo } from "./api-produce";
import { clusterName } from "./console-address";
import { joinGroup } from "./live-group";

test("a group over time: the range is in the address, the same as a table and as a file", async ({ page, request }) => {
  const topic = uniqueName("history");
  const group = uniqueName("history-group");
  const made = await request.post(`/api/clusters/${clusterName}/topics`, { data: { name: topic, partitions: 1 } });
  expect(made.status(), await made.text()).toBe(201);
  try {
    await produceTo(request, topic, [{ key: "k", value: "v" }]);
    const member = await joinGroup(group, topic);
    await member.reads(1);
    await member.stop();
    await page.goto(`/c/${clusterName}/groups/${group}`);
    const section = page.getByRole("region", { name: "Over time" });
    await section.getByRole("button", { name: "15 min" }).click();
    await expect(page).toHaveURL(/range=15m/);
    await section.getByRole("button", { name: "Table" }).click();
    await expect(section.getByRole("table", { name: "Over time" })).toBeVisible();
    const download = page.waitForEvent("download");
    await section.getByRole("button", { name: "CSV" }).click();
    expect((await download).suggestedFilename()).toBe(`${group}-history.csv`);
    await section.getByRole("button", { name: "…", exact: true }).click();
    await section.getByLabel("From").fill("2026-07-14 09:00");
    await section.getByLabel("To").fill("2026-07-14 10:00");
    await section.getByRole("button", { name: "Show" }).click();
    await expect(page).toHaveURL(/range=1784019600000-1784023200000/);
  } finally {
    await request.delete(`/api/clusters/${clusterName}/groups/${group}`);
    await request.delete(`/api/clusters/${clusterName}/topics/${topic}`);
  }
});

test("what lies further back than what is kept is asked of Prometheus, and said to be from there", async ({ page }) => {
  const asked: string[] = [];
  // it answers as Prometheus does, with 41 records behind at each step
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const query = new URLSearchParams(body);
    asked.push(query.get("query") ?? "");
    const [start, end, step] = ["start", "end", "step"].map((name) => Number(query.get(name)));
    const values = Array.from({ length: Math.floor(((end ?? 0) - (start ?? 0)) / (step ?? 1)) + 1 }, (_, i) => [
      (start ?? 0) + i * (step ?? 1),
      "41",
    ]);
    response.setHeader("content-type", "application/json");
    response.end(
      JSON.stringify({ status: "success", data: { resultType: "matrix", result: [{ metric: {}, values }] } }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const directory = mkdtempSync(join(tmpdir(), "prometheus-"));
  const config = join(directory, "klar.yaml");
  const prometheus = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const clusters = [{ name: "long", bootstrapServers: testBootstrap().split(","), prometheus }];
  writeFileSync(config, JSON.stringify({ clusters, history: { enabled: true } }));
  const day = 86_400_000;
  const from = Date.now() - 60 * day;
  try {
    await withConsole({ KLAR_CONFIG: config }, async ({ url }) => {
      await page.goto(`${url}/c/long/overview?range=${from}-${from + 7 * day}`);
      const section = page.getByRole("region", { name: "Over time" });
      await expect(section.getByText("from Prometheus")).toBeVisible({ timeout: 30_000 });
      await section.getByRole("button", { name: "Table" }).click();
      await expect(section.getByRole("table", { name: "Over time" }).getByText("41").first()).toBeVisible();
      expect(asked.some((query) => query.includes("kafka_consumergroup_lag_sum"))).toBe(true);
    });
  } finally {
    server.close();
    rmSync(directory, { recursive: true, force: true });
  }
});
