import { expect, type Page, test } from "@playwright/test";
import { uniqueName } from "../support/rig";
import { clusterName } from "./console-address";
import { readBack, texts } from "./read-back";

const at = `/api/clusters/${clusterName}/topics`;
const [formats, batches, repeated] = ["formats", "batches", "repeated"].map((name) => uniqueName(`journey-${name}`));

test.beforeAll(async ({ request }) => {
  const configs = { "retention.ms": "-1" };
  for (const name of [formats, batches, repeated]) await request.post(at, { data: { name, partitions: 1, configs } });
});
test.afterAll(async ({ request }) => {
  for (const name of [formats, batches, repeated]) await request.delete(`${at}/${name}`);
});

async function openDrawer(page: Page, topic: string | undefined) {
  await page.goto(`/c/${clusterName}/topics/${topic}/messages`);
  await page.getByRole("button", { name: "Produce", exact: true }).first().click();
  return page.getByRole("dialog");
}

/** by the name in the list: what is written, and the bytes that has to become */
const written: [format: string, text: string, hex: string][] = [
  ["text", "é", "c3a9"],
  ["json", '{"id":9007199254740993}', Buffer.from('{"id":9007199254740993}').toString("hex")],
  ["xml", "<a>1</a>", Buffer.from("<a>1</a>").toString("hex")],
  ["base64", "AAH/", "0001ff"],
  ["hex", "00 01 fe", "0001fe"],
  ["uuid", "00010203-0405-0607-0809-0a0b0c0d0e0f", "000102030405060708090a0b0c0d0e0f"],
  ["msgpack", '{"a":[1,-2]}', "81a1619201fe"],
  ["cbor", '{"a":[1,-2]}', "a16161820121"],
  ["int8", "-1", "ff"],
  ["int16", "-2", "fffe"],
  ["int32", "258", "00000102"],
  ["int64", "9007199254740993", "0020000000000001"],
  ["uint8", "255", "ff"],
  ["uint16", "65535", "ffff"],
  ["uint32", "4294967295", "ffffffff"],
  ["uint64", "18446744073709551615", "ffffffffffffffff"],
  ["float", "1.5", "3fc00000"],
  ["double", "1.5", "3ff8000000000000"],
];

test("a value of each format is written from the drawer, and is on the broker what it should be", async ({
  page,
  request,
}) => {
  const drawer = await openDrawer(page, formats);
  const choice = drawer.getByLabel("Format of the value");
  const value = drawer.getByRole("textbox", { name: "Value", exact: true });
  await expect(choice.locator("option[value=xml]")).toBeAttached();
  const offered = await choice
    .locator("option")
    .evaluateAll((all) => all.map((one) => (one as HTMLOptionElement).value));
  const wrapped = offered.filter((name) => name.startsWith("gzip"));
  // numbers with the least byte first are told apart elsewhere
  expect(offered.filter((name) => !wrapped.includes(name) && !name.endsWith("-le")).sort()).toEqual(
    written.map(([name]) => name).sort(),
  );
  expect(wrapped.length).toBeGreaterThan(2);
  await drawer.getByLabel("Compression").selectOption("zstd");
  await drawer.getByLabel("Acks", { exact: true }).selectOption("1");
  await expect(drawer.getByRole("checkbox", { name: "Idempotent" })).toBeDisabled();
  const sent = drawer.getByRole("region", { name: "Sent records" });
  for (const [at, [format, text]] of written.entries()) {
    await choice.selectOption(format);
    await value.fill(text);
    await drawer.getByRole("button", { name: "Produce 1 record" }).click();
    await expect(sent.getByRole("link", { name: `0:${at}`, exact: true })).toBeVisible();
  }
  await expect(sent.getByRole("listitem").first()).toContainText(/written\s*0:17.*\d\d:\d\d/);
  await drawer.getByLabel("Acks", { exact: true }).selectOption("0");
  await choice.selectOption("gzip");
  await value.fill("packed");
  await drawer.getByRole("button", { name: "Produce 1 record" }).click();
  await expect(sent.getByText("not acknowledged: whether it was written is not known")).toBeVisible();
  const records = await readBack(formats ?? "", written.length + 1);
  expect(records.slice(0, -1).map((one, i) => [written[i]?.[0], one.value?.toString("hex")])).toEqual(
    written.map(([format, , hex]) => [format, hex]),
  );
  const listed = await request.get(`${at}/${formats}/messages?limit=2`);
  const { messages } = (await listed.json()) as { messages: object[] };
  expect(messages).toMatchObject([{ compression: "zstd" }, { compression: "zstd" }]);
});

const lineOf = (nth: number) => `line ${nth} ${"-".repeat(20)}`;

test("lines, NDJSON and CSV become the records they say, also from files with a byte order mark or of many lines", async ({
  page,
}) => {
  const drawer = await openDrawer(page, batches);
  await drawer.getByRole("tab", { name: "Batch" }).click();
  const records = drawer.getByRole("textbox", { name: "Records" });
  const send = async (count: string) => {
    await drawer.getByRole("button", { name: `Produce ${count} records` }).click();
    await expect(drawer.getByText(`${count} of ${count} written`)).toBeVisible();
  };
  await drawer.getByLabel("Between key and value").fill("=");
  await records.fill("a=1\r\nb==2\n");
  await send("2");
  await drawer.getByRole("button", { name: "NDJSON" }).click();
  await records.fill(
    '{"key":"c","value":{"id": 9007199254740993},"headers":{"h":"1"},"timestamp":1700000000000}\n{"id":1}\n{"key":"t","value":null}',
  );
  await send("3");
  await drawer.locator("input[type=file]").setInputFiles({
    name: "people.csv",
    mimeType: "text/csv",
    buffer: Buffer.from('\ufeffkey,name,note\r\n1,"Ann ""A""","two\nlines, and a comma"\r\n2,Bob,\r\n'),
  });
  await expect(drawer.getByLabel("What column key is")).toHaveValue("key");
  await drawer.getByLabel("What column note is").selectOption("header");
  await send("2");
  const file = (name: string, text: string | Buffer) =>
    drawer.locator("input[type=file]").setInputFiles({ name, mimeType: "text/plain", buffer: Buffer.from(text) });
  await file("latin1.txt", Buffer.from([0x61, 0xe9]));
  await expect(drawer.getByText("latin1.txt is not text in UTF-8")).toBeVisible();
  await file("empty.txt", "");
  await expect(drawer.getByRole("button", { name: "Produce 0 records" })).toHaveAttribute("aria-disabled", "true");
  await drawer.getByRole("button", { name: "Lines" }).click();
  await drawer.getByLabel("Between key and value").fill("");
  await file("many.txt", Array.from({ length: 30_000 }, (_, i) => lineOf(i)).join("\n"));
  await expect(drawer.getByText("948,889 characters")).toBeVisible();
  await send("30,000");
  await expect(drawer.getByRole("table", { name: "What became of each record" }).getByRole("row").nth(1)).toBeVisible();
  const all = await readBack(batches ?? "", 30_007);
  expect(all.slice(0, 7).map(texts)).toEqual([
    ["a", "1"],
    ["b", "=2"],
    ["c", '{"id": 9007199254740993}'],
    ["null", '{"id":1}'],
    ["t", "null"],
    ["1", '{"name":"Ann \\"A\\""}'],
    ["2", '{"name":"Bob"}'],
  ]);
  expect([all[2]?.timestamp, String(all[2]?.headers?.h)]).toEqual(["1700000000000", "1"]);
  expect(String(all[5]?.headers?.note)).toBe("two\nlines, and a comma");
  expect(all.slice(7).every(({ value }, i) => String(value) === lineOf(i))).toBe(true);
});

test("each placeholder writes what it stands for, and what the examples showed", async ({ page }) => {
  const drawer = await openDrawer(page, repeated);
  await drawer.getByRole("tab", { name: "Repeat" }).click();
  await drawer.getByRole("button", { name: "write a key" }).click();
  await drawer.getByRole("textbox", { name: "Key", exact: true }).fill("k{{counter 7}}");
  const template =
    '{"s":"{{sequence a|b|c}}","c":"{{choice x|y}}","i":{{random.int 1 6}},"f":{{random.float 0 1}},"n":{{now}},"t":"{{now iso}}","u":"{{uuid}}","b":"{{{{"}';
  const value = drawer.getByRole("textbox", { name: "Value", exact: true });
  await value.fill("{{nothing}}");
  await expect(drawer.getByText(/There is no placeholder nothing/)).toBeVisible();
  await value.fill(template);
  await drawer.getByRole("button", { name: "Add header" }).click();
  await drawer.getByLabel("Name of header 1").fill("turn");
  await drawer.getByLabel("Value of header 1").fill("{{counter}}");
  await expect(drawer.getByRole("region", { name: "What it writes" }).getByText(/^k7/)).toContainText('{"s":"a"');
  await drawer.getByLabel("Pace").fill("500");
  await drawer.getByLabel("Until").fill("6");
  const before = Date.now();
  await drawer.getByRole("button", { name: "Start" }).click();
  await expect(drawer.getByRole("region", { name: "Progress" }).getByText("done", { exact: true })).toBeVisible();
  const records = await readBack(repeated ?? "", 6);
  for (const [at, { key, value: text, headers }] of records.entries()) {
    const { s, c, i, f, n, t, u, b } = JSON.parse(String(text));
    expect([String(key), String(headers?.turn), s, b]).toEqual([`k${7 + at}`, String(1 + at), "abc"[at % 3], "{{"]);
    expect(["x", "y"]).toContain(c);
    expect(Number.isInteger(i) && i >= 1 && i <= 6 && f >= 0 && f <= 1).toBe(true);
    expect(n).toBeGreaterThanOrEqual(before - 1000);
    expect(Date.parse(t)).toBe(n);
    expect(u).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  }
});
