import { expect, test } from "@playwright/test";
import kafkajs from "kafkajs";
import { kafkaTool, testBootstrap, uniqueName } from "../support/rig";
import { clusterName } from "./console-address";

const topic = uniqueName("written");
const address = `/api/clusters/${clusterName}/topics`;

test.beforeAll(async ({ request }) => {
  const made = await request.post(address, { data: { name: topic, partitions: 1 } });
  expect(made.status(), await made.text()).toBe(201);
});

test.afterAll(async ({ request }) => {
  await request.delete(`${address}/${topic}`);
});

test("who writes to a topic is told as Kafka's tool tells it, also an open transaction", async ({ page }) => {
  const logLevel = kafkajs.logLevel.NOTHING;
  const kafka = new kafkajs.Kafka({ clientId: "journey", brokers: testBootstrap().split(","), logLevel });
  const producer = kafka.producer({ idempotent: true, transactionalId: topic, maxInFlightRequests: 1 });
  await page.goto(`/c/${clusterName}/topics/${topic}/producers`);
  await expect(page.getByText(/Leaders remember producers with an id/)).toBeVisible();
  await producer.connect();
  try {
    const transaction = await producer.transaction();
    await transaction.send({ topic, messages: [{ value: "in a transaction" }] });
    const table = page.getByRole("table", { name: "Producers of the topic" });
    await expect(table.getByRole("row")).toHaveCount(2, { timeout: 30_000 });
    await expect(page.getByText("1 producer, 1 in a transaction")).toBeVisible();
    const argv = ["describe-producers", "--topic", topic, "--partition", "0"];
    const { stdout } = await kafkaTool("transactions", argv, { bootstrap: testBootstrap() });
    const id = /^\s*(\d+)\s/m.exec(stdout)?.[1] ?? "no producer";
    await expect(table.getByRole("cell", { name: id, exact: true })).toBeVisible();
    await transaction.commit();
    await expect(page.getByText("1 producer, 1 in a transaction")).toHaveCount(0, { timeout: 30_000 });
  } finally {
    await producer.disconnect();
  }
});
