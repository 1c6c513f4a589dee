import { expect, test } from "@playwright/test";
import { uniqueName } from "../support/rig";
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
