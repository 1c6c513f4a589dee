import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import { csvRows } from "../../lib/format/csv-rows";
import { joinGroup } from "../support/consume";
import { eventually, testBootstrap, uniqueName } from "../support/rig";
import { makeTopic, produceTo } from "./api-produce";
import { clusterName } from "./console-address";

const topic = uniqueName("files");
const path = `/c/${clusterName}/topics/${topic}/messages`;
const count = 900;
const odd = ["=1+1", "+SUM(A1:A9)", "-5", "@cell", "\tx", 'a,"b"\r\nc', " spaced ", "", "héé 😀", null];

type Line = { partition: number; offset: string; key: string | null; value: string | null };
const inPlace = (lines: Line[]) =>
  lines.toSorted((a, b) => a.partition - b.partition || Number(a.offset) - Number(b.offset));

/** All of the topic as a client of others reads it: kcat where it is installed, else kafkajs. */
async function readElsewhere(): Promise<Line[]> {
  try {
    const argv = ["-b", testBootstrap(), "-C", "-t", topic, "-o", "beginning", "-e", "-q", "-J"];
    const text = execFileSync("kcat", argv, { encoding: "utf8" });
    const lines = text.trimEnd().split("\n");
    return inPlace(
      lines.map((line) => {
        const { partition, offset, key, payload } = JSON.parse(line) as Line & { offset: number; payload: string };
        return { partition, offset: String(offset), key, value: payload };
      }),
    );
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  const seen: Line[] = [];
  const each = async ({ partition, offset, key, value }: { [K in keyof Line]: Line[K] | Buffer }) => {
    seen.push({ partition, offset, key: key?.toString() ?? null, value: value?.toString() ?? null } as Line);
  };
  const member = await joinGroup(testBootstrap(), { group: uniqueName("files-reader"), topics: [topic], each });
  await eventually("all records read elsewhere", () => seen.length >= count + odd.length || undefined);
  await member.stop();
  return inPlace(seen);
}

test.beforeAll(async ({ request }) => {
  await makeTopic(request, topic, 3);
  await produceTo(
    request,
    topic,
    Array.from({ length: count }, (_, n) => ({
      key: `k-${n % 40}`,
      value: `{"n":${n},"id":${2n ** 60n + BigInt(n)}}`,
    })),
  );
  await produceTo(
    request,
    topic,
    odd.map((value) => ({ key: "odd", value, partition: 1 })),
  );
});
test.afterAll(async ({ request }) => {
  await request.delete(`/api/clusters/${clusterName}/topics/${topic}`);
});

async function fileOf(page: Page, format: "NDJSON" | "JSON" | "CSV"): Promise<string> {
  const drawer = page.getByRole("dialog", { name: "Export" });
  await drawer.getByRole("button", { name: format, exact: true }).click();
  const coming = page.waitForEvent("download");
  await drawer.getByRole("link", { name: `Download ${format}` }).click();
  return readFileSync(await (await coming).path(), "utf8");
}

type Told = { partition: number; offset: string; key: { text: string } | null; value: { text: string } | null };
const lineOf = ({ partition, offset, key, value }: Told): Line => ({
  ...{ partition, offset },
  key: key?.text ?? null,
  value: value?.text ?? null,
});

test("a file of the whole topic and one of a search hold exactly what another client reads, in each format", async ({
  page,
}) => {
  const all = await readElsewhere();
  expect(all).toHaveLength(count + odd.length);
  await page.goto(`${path}?where=value.n+%25+7+%3D%3D+3&partitions=0,2`);
  await page.getByRole("button", { name: "Export…" }).click();
  const drawer = page.getByRole("dialog", { name: "Export" });
  await expect(
    drawer.getByText(/All records in the partitions 0,2 that fit the conditions, newest first/),
  ).toBeVisible();
  const fitting = all.filter(({ partition, value }) => {
    if (partition === 1 || !value?.startsWith("{")) return false;
    return (JSON.parse(value) as { n: number }).n % 7 === 3;
  });
  expect(fitting.length).toBeGreaterThan(50);
  const found = (await fileOf(page, "NDJSON")).trimEnd().split("\n");
  expect(inPlace(found.map((line) => lineOf(JSON.parse(line) as Told)))).toEqual(fitting);
  expect(inPlace((JSON.parse(await fileOf(page, "JSON")) as Told[]).map(lineOf))).toEqual(fitting);

  await drawer.getByRole("radio", { name: /the whole topic/ }).click();
  await expect(drawer.getByText(/Every record of the topic, oldest first/)).toBeVisible();
  const lines = (await fileOf(page, "NDJSON")).trimEnd().split("\n");
  expect(inPlace(lines.map((line) => lineOf(JSON.parse(line) as Told)))).toEqual(all);
});

test("CSV disarms what a spreadsheet would run, and without that holds each text as it is", async ({ page }) => {
  await page.goto(`${path}?key=odd&from=oldest`);
  await expect(page.getByText(`${odd.length} matches`).first()).toBeVisible();
  await page.getByRole("button", { name: "Export…" }).click();
  const drawer = page.getByRole("dialog", { name: "Export" });
  await drawer.getByRole("radio", { name: /this page/ }).click();
  const values = async () => {
    const rows = csvRows(await fileOf(page, "CSV")).map(({ cells }) => cells);
    const at = rows[0]?.indexOf("value") ?? -1;
    return rows.slice(1).map((cells) => cells[at]);
  };
  const exact = odd.map((value) => value ?? "");
  expect(await values()).toEqual(exact.map((value) => (/^[=+\-@\t]/.test(value) ? `'${value}` : value)));
  await drawer.getByRole("checkbox", { name: /safe for spreadsheets/ }).click();
  expect(await values()).toEqual(exact);
});
