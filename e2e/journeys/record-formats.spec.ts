import { gzipSync } from "node:zlib";
import { type APIRequestContext, expect, test } from "@playwright/test";
import avro from "avsc";
import cbor from "../../server/serde/cbor.fixtures/cbor-x.json" with { type: "json" };
import mirror from "../../server/serde/mirror-maker.fixtures/kafka.json" with { type: "json" };
import smile from "../../server/serde/smile.fixtures/jackson.json" with { type: "json" };
import { uniqueName } from "../support/rig";
import { clusterName } from "./console-address";

const api = `/api/clusters/${clusterName}/topics`;
const topic = uniqueName("formats");
const many = uniqueName("formats");
const syncs = `mm2-offset-syncs.${uniqueName("formats")}.internal`;

async function fill(request: APIRequestContext, name: string, records: unknown[]): Promise<void> {
  const made = await request.post(api, { data: { name, partitions: 1 } });
  expect(made.status(), await made.text()).toBe(201);
  const sent = await request.post(`${api}/${name}/messages`, { data: { records } });
  expect(sent.status(), await sent.text()).toBe(200);
}

const bytes = (from: Buffer) => ({ encoding: "base64", text: from.toString("base64") });
const hex = (digits: string) => bytes(Buffer.from(digits, "hex"));

/** What somebody else's encoder wrote, and how a person is to be told of it. */
const written = async () => [
  { value: bytes(await container()), name: "Avro container", shows: "9007199254740000" },
  { value: hex(smile.usual), name: "Smile", shows: "9007199254740993" },
  { value: hex(cbor.document), name: "CBOR", shows: "9007199254740993" },
  { value: bytes(gzipSync('{"packed": 9007199254740993}')), name: "gzip+json", shows: "9007199254740993" },
  { value: "<order id='1'><paid/></order>", name: "XML", shows: "paid" },
  { value: "Grüße, 世界", name: "text", shows: "世界" },
  { value: '{"id": 9007199254740993}', name: "JSON", shows: "9007199254740993" },
];

/** One row, by the library of Avro's own format. */
async function container(): Promise<Buffer> {
  const encoder = new avro.streams.BlockEncoder({
    type: "record",
    name: "Row",
    fields: [{ name: "id", type: "long" }],
  });
  encoder.end({ id: 9_007_199_254_740_000 });
  return Buffer.concat(await encoder.toArray());
}

test.beforeAll(async ({ request }) => {
  await fill(request, topic, [
    { key: { format: "int64", text: "42" }, value: { format: "msgpack", text: '{"id": 9007199254740993}' } },
    { key: { format: "int64", text: "43" }, value: { format: "hex", text: "00 00 00 00 07 ff" } },
  ]);
});

test.afterAll(async ({ request }) => {
  for (const name of [topic, many, syncs]) await request.delete(`${api}/${name}`);
});

test("each format is found out, called by its name and shown with every digit", async ({ page, request }) => {
  const all = await written();
  await fill(
    request,
    many,
    all.map(({ value }) => ({ value })),
  );
  const { key, value } = mirror["mm2-offset-syncs.backup.internal"];
  await fill(request, syncs, [{ key: hex(key), value: hex(value) }]);
  const panel = page.getByRole("complementary", { name: /^Record / });
  await page.goto(`/c/${clusterName}/topics/${many}/messages?m=0:0`);
  await expect(page.getByRole("grid", { name: "Records" }).getByText("世界")).toBeVisible();
  // the newest is at the top
  for (const [nth, { name, shows }] of all.entries()) {
    await expect(page).toHaveURL(new RegExp(`m=0(:|%3A)${nth}(&|$)`));
    await expect(panel.getByText(name, { exact: true }).first()).toBeVisible();
    await expect(panel.getByText(shows).first()).toBeVisible();
    await page.keyboard.press("k");
  }
  // never guessed: any few bytes are such a message
  await page.goto(`/c/${clusterName}/topics/${topic}/messages?m=0:1&valueFormat=protobuf-raw`);
  await expect(panel.getByText("found out, because protobuf-raw refused it")).toBeVisible();
  await page.goto(`/c/${clusterName}/topics/${syncs}/messages?m=0:0`);
  await expect(panel.getByText("MirrorMaker's own", { exact: true })).toBeVisible();
  await expect(panel.getByText("orders").first()).toBeVisible();
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
  // the same bytes as a number, the least of them first: what Node reads
  const six = Buffer.from("0000000007ff", "hex");
  for (const [format, number] of [
    ["int-le", six.readIntLE(0, 6)],
    ["uint-le", six.readUIntLE(0, 6)],
  ] as const) {
    await panel.getByLabel("Read each value as").selectOption(format);
    await expect(records.getByText(String(number), { exact: true })).toBeVisible();
  }
  await panel.getByLabel("Read each value as").selectOption("hex");
  // another visit, by an address that says nothing of formats
  await page.goto(messages);
  await expect(page).toHaveURL(/keyFormat=int64&valueFormat=hex/);
  await expect(records.getByText("0000000007ff")).toBeVisible();
  await page.getByRole("button", { name: /^Options/ }).click();
  await page.getByLabel("Read each value as").selectOption("auto");
  await expect(records.getByText("9007199254740993")).toBeVisible();
});
