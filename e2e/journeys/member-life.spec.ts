import { expect, test } from "@playwright/test";
import { client } from "../../rig/demo/client.mjs";
import { rangeAssignor } from "../../server/workloads/assignors";
import { testBootstrap, uniqueName } from "../support/rig";
import { produceTo } from "./api-produce";
import { clusterName } from "./console-address";

const topic = uniqueName("journey-shared");
const group = uniqueName("journey-shared");

test.beforeAll(async ({ request }) => {
  await request.post(`/api/clusters/${clusterName}/topics`, { data: { name: topic, partitions: 2 } });
  const records = Array.from({ length: 4 }, (_, i) => ({ key: `k${i}`, value: `<b>v${i}</b>`, partition: i % 2 }));
  await produceTo(request, topic, records);
});
test.afterAll(async ({ request }) => {
  await request.delete(`/api/clusters/${clusterName}/topics/${topic}`);
});

test("a member sees the group rebalance as another joins and leaves, what it commits stands, and it leaves cleanly", async ({
  page,
  request,
}) => {
  const groupAt = `/api/clusters/${clusterName}/groups/${group}`;
  const membersOf = async () => {
    const reply = await request.get(groupAt);
    return reply.ok() ? ((await reply.json()) as { members: unknown[] }).members.length : 0;
  };
  await page.goto(`/c/${clusterName}/topics/${topic}/messages`);
  await page.getByRole("button", { name: "Consume…" }).click();
  const drawer = page.getByRole("dialog");
  const join = drawer.getByRole("button", { name: "Join the group" });
  await drawer.getByLabel("Group").fill("");
  await expect(join).toHaveAttribute("aria-disabled", "true");
  await drawer.getByLabel("Group").fill(group);
  await drawer.getByLabel("Without a commit begin").selectOption("earliest");
  await drawer.getByLabel("At most").fill("none");
  await expect(join).toHaveAttribute("aria-disabled", "true");
  await drawer.getByLabel("At most").fill("");
  await join.click();
  const holds = drawer.getByRole("region", { name: "Partitions it holds" });
  const happened = drawer.getByRole("region", { name: "What happened" });
  await expect(holds.getByText("0, 1", { exact: true })).toBeVisible();
  await expect(drawer.getByText("4 records taken")).toBeVisible();
  await drawer.getByRole("button", { name: "Commit", exact: true }).click();
  await expect(happened.getByText(new RegExp(`^Committed .*${topic}-0 at 2`))).toBeVisible();
  // another application, which shares partitions as Java's clients do
  const assigners = { partitionAssigners: [rangeAssignor] };
  const other = client(testBootstrap(), "journey").consumer({ groupId: group, maxWaitTimeInMs: 200, ...assigners });
  await other.connect();
  await other.subscribe({ topic });
  await other.run({ eachMessage: async () => {} });
  await expect(happened.getByText("The group rebalances", { exact: false }).first()).toBeVisible();
  await expect(holds.getByText(/^[01]$/)).toBeVisible();
  await expect.poll(membersOf).toBe(2);
  await other.disconnect();
  await expect(holds.getByText("0, 1", { exact: true })).toBeVisible();
  await expect(drawer.getByText("4 records taken")).toBeVisible();
  await drawer.getByRole("button", { name: "Leave the group" }).click();
  await expect(drawer.getByRole("button", { name: "Join again" })).toBeVisible();
  await expect.poll(membersOf).toBe(0);
  // who closes the page leaves, too, a little later
  await drawer.getByRole("button", { name: "Join again" }).click();
  await join.click();
  await expect(holds.getByText("0, 1", { exact: true })).toBeVisible();
  await page.goto("about:blank");
  await expect.poll(membersOf, { timeout: 30_000 }).toBe(0);
  expect((await request.delete(groupAt)).status()).toBe(204);
});
