import { expect, test } from "@playwright/test";
import { uniqueName } from "../support/rig";
import { clusterName } from "./console-address";

const topic = uniqueName("formats");

test.beforeAll(async ({ request }) => {
  const api = `/api/clusters/${clusterName}/topics`;
  const made = await request.post(api, { data: { name: topic, partitions: 1 } });
  expect(made.status(), await made.text()).toBe(201);
  const records = [
    { key: { format: "int64", text: "42" }, value: { format: "msgpack", text: '{"id": 9007199254740993}' } },
    { key: { format: "int64", text: "43" }, value: { format: "hex", text: "00 00 00 00 07 ff" } },
  ];
  const sent = await request.post(`${api}/${topic}/messages`, { data: { records } });
  expect(sent.status(), await sent.text()).toBe(200);
});

test.afterAll(async ({ request }) => {
  await request.delete(`/api/clusters/${clusterName}/topics/${topic}`);
});

test("a record tells how it was read and what refused; a format chosen for the topic is remembered", async ({
  page,
}) => {
  const messages = `/c/${clusterName}/topics/${topic}/messages`;
  const records = page.getByRole("grid", { name: "Records" });
  const panel = page.getByRole("complementary", { name: /^Record / });
  await page.goto(`${messages}?m=0:1`);
  await panel.getByRole("button", { name: "Formats" }).click();
  const refusals = panel.getByRole("list", { name: "What refused the value" });
  await expect(refusals.getByText("not text: it is not valid UTF-8")).toBeVisible();
  await panel.getByLabel("Read each key as").selectOption("int64");
  await expect(page).toHaveURL(/keyFormat=int64/);
  await expect(records.getByText("43", { exact: true })).toBeVisible();
  await expect(records.getByText("42", { exact: true })).toBeVisible();
  await panel.getByLabel("Read each value as").selectOption("hex");
  await expect(records.getByText("0000000007ff")).toBeVisible();
  // another visit, by an address that says nothing of formats
  await page.goto(messages);
  await expect(page).toHaveURL(/keyFormat=int64&valueFormat=hex/);
  await expect(records.getByText("0000000007ff")).toBeVisible();
  await page.getByRole("button", { name: /^Options/ }).click();
  await page.getByLabel("Read each value as").selectOption("auto");
  await expect(records.getByText("9007199254740993")).toBeVisible();
});
