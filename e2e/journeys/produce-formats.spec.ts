import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { startConsole } from "../../rig/console.mjs";
import { schemaFile } from "../../rig/demo/encoded.mjs";
import recorded from "../../server/serde/registry.fixtures/python.json" with { type: "json" };
import { testBootstrap, uniqueName } from "../support/rig";

const readings = uniqueName("journey-avro");
const airports = uniqueName("journey-proto");
const trips = uniqueName("journey-registry");
const folder = mkdtempSync(join(tmpdir(), "formats-"));
let klar: Awaited<ReturnType<typeof startConsole>>;
let registryPort = 0;
/** knows one schema of its own, under the id 7, and those that Confluent's serializers registered */
const registry = createServer((asked, reply) => {
  const answers = new Map<string, unknown>([
    ["/schemas/ids/7", { schema: JSON.stringify(tripSchema) }],
    ["/schemas/ids/7/versions", [{ subject: `${trips}-value`, version: 3 }]],
  ]);
  for (const [id, { type, text, subject, version }] of Object.entries(recorded.schemas)) {
    answers.set(`/schemas/ids/${id}`, { schema: text, schemaType: type });
    answers.set(`/schemas/ids/${id}/versions`, [{ subject, version }]);
  }
  const answer = answers.get((asked.url ?? "").split("?")[0] ?? "");
  reply.writeHead(answer ? 200 : 404, { "content-type": "application/vnd.schemaregistry.v1+json" });
  reply.end(JSON.stringify(answer ?? { error_code: 40403, message: "not found" }));
});
const tripSchema = {
  type: "record",
  name: "Trip",
  fields: [
    { name: "id", type: "long" },
    { name: "fare", type: { type: "bytes", logicalType: "decimal", precision: 20, scale: 2 } },
  ],
};
/** By schema 7: id 9007199254740993, fare 1234567890.12. */
const trip = Buffer.from("000000000782808080808080200a1cbe991a14", "hex");

/** Pictures for whoever asks for them by a folder. */
async function picture(page: Page, name: string): Promise<void> {
  if (process.env.KLAR_PICTURES) await page.screenshot({ path: `${process.env.KLAR_PICTURES}/${name}.png` });
}

test.describe.configure({ mode: "serial" });

/** A console of its own, whose configuration gives two topics their schemas. */
test.beforeAll(async ({ request }) => {
  const formats = [
    { topics: readings, key: "int64", value: { format: "avro", file: schemaFile("weather.avsc") } },
    { topics: airports, value: { format: "protobuf", file: schemaFile("airports.proto") } },
  ];
  const file = join(folder, "klar.yaml");
  const cluster = { name: "schemas", bootstrapServers: testBootstrap().split(","), formats };
  // a registry that is not there yet
  registry.listen(0, "127.0.0.1");
  await once(registry, "listening");
  registryPort = (registry.address() as AddressInfo).port;
  await new Promise((closed) => registry.close(closed));
  const schemaRegistry = `http://127.0.0.1:${registryPort}`;
  const other = { name: "registry", bootstrapServers: testBootstrap().split(","), schemaRegistry };
  writeFileSync(file, JSON.stringify({ clusters: [cluster, other] }));
  klar = await startConsole({ env: { KLAR_CONFIG: file, KLAR_BOOTSTRAP_SERVERS: "", KLAR_CLUSTER_NAME: "" } });
  for (const name of [readings, airports, trips]) {
    const made = await request.post(`${klar.url}/api/clusters/schemas/topics`, { data: { name, partitions: 1 } });
    expect(made.status(), await made.text()).toBe(201);
  }
});
test.afterAll(async ({ request }) => {
  for (const name of [readings, airports, trips])
    await request.delete(`${klar.url}/api/clusters/schemas/topics/${name}`);
  await klar.stop();
  registry.close();
  rmSync(folder, { recursive: true, force: true });
});

async function openDrawer(page: Page, topic: string) {
  await page.goto(`${klar.url}/c/schemas/topics/${topic}/messages`);
  await page.getByRole("button", { name: "Produce", exact: true }).first().click();
  return page.getByRole("dialog");
}

test("while its registry is away a record shows as bytes with the reason", async ({ page, request }) => {
  const value = { encoding: "base64", text: trip.toString("base64") };
  const sent = await request.post(`${klar.url}/api/clusters/registry/topics/${trips}/messages`, {
    data: { records: [{ key: "trip", value }] },
  });
  expect(sent.status(), await sent.text()).toBe(200);
  await page.goto(`${klar.url}/c/registry/topics/${trips}/messages`);
  await page.getByRole("grid", { name: "Records" }).getByText("00 00 00 00 07 82").click();
  const panel = page.getByRole("complementary", { name: /^Record / });
  await panel.getByRole("button", { name: "Formats" }).click();
  await expect(panel.getByRole("list", { name: "What refused the value" })).toContainText(
    "registry: the schema registry cannot be asked: nothing listens at its address",
  );
  await picture(page, "registry-away");
  registry.listen(registryPort, "127.0.0.1");
});

test("an Avro value is written from an example, with what the schema asks beside it and what does not fit named", async ({
  page,
}) => {
  const drawer = await openDrawer(page, readings);
  await expect(drawer.getByLabel("Format of the value")).toHaveValue("avro");
  const fields = drawer.getByRole("region", { name: "Fields of the value's schema" });
  await expect(fields.getByText("millimetres, exactly as they were read")).toBeVisible();
  await expect(fields.getByText("null or double, null unless said")).toBeVisible();
  await fields.getByRole("button", { name: "Insert an example" }).click();
  await expect(drawer.getByText(/^fits its schema, \d+ B$/)).toBeVisible();
  const value = drawer.getByRole("textbox", { name: "Value", exact: true });
  const example = await value.inputValue();
  await value.fill(example.replace('"highest": 0.5', '"highest": "warm"'));
  await expect(drawer.getByText("Cannot be written: temperature.highest must be a number, not a text.")).toBeVisible();
  await picture(page, "produce-avro-refused");
  await value.fill(example.replace('"station": "text"', '"station": "Oslo"'));
  await drawer.getByRole("button", { name: "write a key" }).click();
  await expect(drawer.getByLabel("Format of the key")).toHaveValue("int64");
  await drawer.getByRole("textbox", { name: "Key", exact: true }).fill("9007199254740993");
  await expect(drawer.getByText(/^This key leads to partition 0/)).toBeVisible();
  await drawer.getByRole("button", { name: "kafka-console-producer" }).click();
  await expect(drawer.getByText("kafka-console-producer.sh writes text only")).toBeVisible();
  await picture(page, "produce-avro");
  await drawer.getByRole("button", { name: "Produce 1 record" }).click();
  await expect(drawer.getByRole("link", { name: /0:0/ })).toBeVisible();
  await drawer.getByRole("button", { name: "Done" }).click();
  const records = page.getByRole("grid", { name: "Records" });
  await expect(records.getByText('"station":"Oslo"')).toBeVisible();
  await expect(records.getByText("9007199254740993", { exact: true })).toBeVisible();
});

test("a batch of Avro is checked whole before any of it is sent", async ({ page }) => {
  const drawer = await openDrawer(page, readings);
  await drawer.getByRole("tab", { name: "Batch" }).click();
  await drawer.getByRole("button", { name: "NDJSON" }).click();
  await drawer.getByLabel("Format of each value").selectOption("avro");
  const line = (sky: string) =>
    `{"station":"Bergen","day":"2026-01-01","precipitation":1.5,"temperature":{"highest":3,"lowest":1},"sky":"${sky}"}`;
  const text = drawer.getByRole("textbox", { name: "Records" });
  await text.fill([line("rain"), line("ash")].join("\n"));
  await drawer.getByRole("button", { name: "Produce 2 records" }).click();
  await expect(drawer.getByText("1 line cannot be sent.")).toBeVisible();
  await expect(drawer.getByText(/line 2 value: sky must be one of sun, fog/)).toBeVisible();
  await picture(page, "batch-avro-refused");
  await text.fill([line("rain"), line("snow")].join("\n"));
  await drawer.getByRole("button", { name: "Produce 2 records" }).click();
  await expect(drawer.getByText("2 of 2 written")).toBeVisible();
});

test("of a Protocol Buffers schema the message is chosen; templates repeat in it", async ({ page }) => {
  const drawer = await openDrawer(page, airports);
  await expect(drawer.getByLabel("Message of the value")).toHaveValue("demo.aviation.Airport");
  await drawer.getByRole("button", { name: "Insert an example" }).click();
  await expect(drawer.getByText(/^fits its schema/)).toBeVisible();
  await picture(page, "produce-protobuf");
  await drawer.getByLabel("Message of the value").selectOption("demo.aviation.Position");
  await expect(drawer.getByText("Cannot be written: iata is no field of demo.aviation.Position.")).toBeVisible();
  await drawer.getByLabel("Message of the value").selectOption("demo.aviation.Airport");
  await expect(drawer.getByText(/^fits its schema/)).toBeVisible();
  await drawer.getByRole("tab", { name: "Repeat" }).click();
  const template = drawer.getByRole("textbox", { name: "Value", exact: true });
  await template.fill('{"iata":"K{{counter}}","position":{"latitude":"x"}}');
  await expect(
    drawer.getByText(/The first record cannot be written: position\.latitude must be a number/),
  ).toBeVisible();
  await template.fill('{"iata":"K{{counter}}","position":{"latitude":1.5}}');
  await drawer.getByLabel("Until").fill("3");
  await drawer.getByRole("button", { name: "Start" }).click();
  await expect(drawer.getByRole("region", { name: "Progress" }).getByText("done", { exact: true })).toBeVisible();
  await drawer.getByRole("button", { name: "Done" }).click();
  await page.reload();
  await expect(page.getByRole("grid", { name: "Records" }).getByText('"iata":"K3"')).toBeVisible();
});

test("when the registry answers again, the record is read by its schema, which can be looked at", async ({ page }) => {
  const panel = page.getByRole("complementary", { name: /^Record / });
  const records = page.getByRole("grid", { name: "Records" });
  // that it did not answer is remembered for some seconds
  await expect(async () => {
    await page.goto(`${klar.url}/c/registry/topics/${trips}/messages?m=0:0`);
    const text = '{"id":9007199254740993,"fare":1234567890.12}';
    await expect(records.getByText(text)).toBeVisible({ timeout: 3000 });
  }).toPass();
  await panel.getByRole("button", { name: "Formats" }).click();
  await expect(panel.getByText(`${trips}-value v3`).first()).toBeVisible();
  await panel.getByRole("button", { name: "Show the schema" }).click();
  await expect(panel.getByLabel("Schema 7")).toContainText('"logicalType": "decimal"');
  await picture(page, "registry-schema");
});

/** What Confluent's Python serializers wrote, in the order of the recording. */
const told = [
  { name: "Avro", by: "py-avro-value v1", shows: "-1234567890123456789012345.67" },
  { name: "JSON Schema", by: "py-json-value v1", shows: "9007199254740993" },
  { name: "Protocol Buffers", by: "py-proto-value v1", shows: "18446744073709551615" },
  { name: "Protocol Buffers", by: "py-proto-value v1", shows: "change" },
];

test("what Confluent's serializers wrote is told with every digit, each record beside its schema", async ({
  page,
  request,
}) => {
  const records = recorded.records.map(({ bytes }) => ({
    value: { encoding: "base64", text: Buffer.from(bytes, "hex").toString("base64") },
  }));
  expect(records).toHaveLength(told.length);
  const address = `${klar.url}/api/clusters/registry/topics/${trips}/messages`;
  const sent = await request.post(address, { data: { records } });
  expect(sent.status(), await sent.text()).toBe(200);
  const panel = page.getByRole("complementary", { name: /^Record / });
  await page.goto(`${klar.url}/c/registry/topics/${trips}/messages?m=0:1`);
  for (const [nth, { name, by, shows }] of told.entries()) {
    await expect(panel).toHaveAccessibleName(`Record 0:${nth + 1}`);
    await expect(panel.getByText(name, { exact: true }).first()).toBeVisible();
    await expect(panel.getByText(by).first()).toBeVisible();
    await expect(panel.getByText(shows).first()).toBeVisible();
    await page.keyboard.press("k");
  }
});
