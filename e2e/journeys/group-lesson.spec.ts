import { expect, test } from "@playwright/test";
import { clusterName } from "./console-address";

// rebalances and sessions take their time, also on a busy machine
test.setTimeout(180_000);

test("the lesson shows a rebalance on the real cluster, and leaves nothing behind", async ({ page, request }) => {
  await page.goto(`/c/${clusterName}/lesson`);
  const seen = page.getByRole("list", { name: "Steps" }).getByText("Seen", { exact: true });
  try {
    await page.getByRole("button", { name: "Create the topic and write" }).click();
    await expect(seen).toHaveCount(1);
    await page.getByRole("button", { name: "Start a member" }).click();
    await expect(seen).toHaveCount(2, { timeout: 40_000 });
    const map = page.getByRole("table", { name: "Members and partitions of klar-lesson" });
    await expect(map.locator("tbody tr")).toHaveCount(1);
    await page.getByRole("button", { name: "Start another member" }).click();
    await expect(seen).toHaveCount(3, { timeout: 40_000 });
    await expect(map.locator("tbody tr")).toHaveCount(2);
    // who held a partition before the rebalance
    await expect(map.getByText("held before").first()).toBeAttached();
    await page.getByRole("button", { name: "End the lesson" }).click();
    await expect(page.getByText(/There is no group klar-lesson yet/)).toBeVisible({ timeout: 40_000 });
  } finally {
    await page.close();
    await request.delete(`/api/clusters/${clusterName}/groups/klar-lesson`);
    await request.delete(`/api/clusters/${clusterName}/topics/klar-lesson`);
  }
});
