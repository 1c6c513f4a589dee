import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { type ExportQuery, exportMessages, Message } from "../../../lib/api/messages.ts";
import type { KafkaCluster } from "../../kafka/cluster.ts";
import { openBench } from "../rig.fixtures.ts";
import { exportRecords } from "./export.ts";

const bench = openBench();
afterAll(() => bench.close());

const queryOf = (query: Record<string, string>) => exportMessages.query?.parse(query) as ExportQuery;
const open = (topic: string, query: Record<string, string>, kafka: KafkaCluster = bench.kafka) =>
  exportRecords(kafka, topic, queryOf(query), AbortSignal.timeout(60_000));
async function textOf(topic: string, query: Record<string, string>): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const chunk of (await open(topic, query)).chunks) parts.push(chunk);
  return Buffer.concat(parts).toString("utf8");
}

/** RFC 4180, read strictly: null stands for an empty field that was not quoted. */
function csvRows(text: string): (string | null)[][] {
  const rows: (string | null)[][] = [];
  const field = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n)/gy;
  let row: (string | null)[] = [];
  while (field.lastIndex < text.length) {
    const [, raw = "", end] = field.exec(text) ?? expect.fail(`no CSV: ${text.slice(0, 200)}`);
    row.push(raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw === "" ? null : raw);
    if (end === ",") continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

const odd = ['a,"b"\r\nc', "", null, " spaced ", "=1+1", "-5", "line\nfeed", '{"n":9007199254740993}', "héé 😀"];
let topic = "";
beforeAll(async () => {
  topic = await bench.ownTopic(2);
  const records = odd.map((value, i) => ({
    key: i % 2 === 0 ? Buffer.from(`k${i}`) : null,
    value: value === null ? null : Buffer.from(value),
    headers:
      i === 0
        ? [
            { name: "h,1", value: Buffer.from('"x"') },
            { name: "none", value: null },
          ]
        : [],
    timestamp: 1_700_000_000_000 + i * 1000,
  }));
  await bench.append(topic, 0, [records.slice(0, 5)]);
  await bench.append(topic, 1, [
    [...records.slice(5), { value: Buffer.from([0xff, 0x00, 0x80]), timestamp: 1_700_000_100_000 }],
  ]);
});

describe("an export", () => {
  for (const order of ["newest", "oldest"]) {
    it(`holds the very messages that the page of the same selection shows, ${order} first`, async () => {
      const { messages } = await bench.read(topic, { order, limit: "100" });
      const wire = messages.map((message) => z.encode(Message, message));
      const lines = (await textOf(topic, { format: "ndjson", order })).trimEnd().split("\n");
      expect(lines.map((line) => JSON.parse(line))).toEqual(wire);
      expect(JSON.parse(await textOf(topic, { format: "json", order }))).toEqual(wire);
    });
  }

  it("of a page holds that page where timestamps do not rise with the offsets, also further on", async () => {
    const mixed = await bench.ownTopic(2);
    for (const partition of [0, 1]) {
      const records = Array.from({ length: 60 }, (_, i) => ({
        value: Buffer.from(`${partition}:${i}`),
        timestamp: 1_700_000_000_000 + ((i * 23 + partition) % 60) * 1000,
      }));
      await bench.append(mixed, partition, [records]);
    }
    for (const order of ["newest", "oldest"]) {
      let at: Record<string, string> = { order, limit: "7" };
      for (let turned = 0; turned < 3; turned++) {
        const { messages, scan } = await bench.read(mixed, at);
        const wire = messages.map((message) => z.encode(Message, message));
        expect(JSON.parse(await textOf(mixed, { format: "json", page: "true", ...at }))).toEqual(wire);
        const rows = csvRows(await textOf(mixed, { format: "csv", page: "true", ...at }));
        expect(rows.slice(1).map((row) => `${row[0]}/${row[1]}`)).toEqual(
          wire.map((one) => `${one.partition}/${one.offset}`),
        );
        at = { cursor: scan.cursor.next ?? "", limit: "7" };
      }
    }
    await expect(open(mixed, { format: "json", page: "true", limit: "10001" })).rejects.toMatchObject({
      errors: [{ path: "query.limit" }],
    });
  });

  it("writes CSV that reads back to every byte, with null and empty apart", async () => {
    const [header, ...rows] = csvRows(await textOf(topic, { format: "csv", order: "oldest" }));
    expect(header?.slice(0, 7)).toEqual(["partition", "offset", "timestamp", "time", "key", "value", "headers"]);
    expect(rows.slice(0, odd.length).map((row) => row[5])).toEqual(odd);
    expect(rows[0]?.slice(0, 5)).toEqual(["0", "0", "1700000000000", "2023-11-14T22:13:20.000Z", "k0"]);
    expect(JSON.parse(rows[0]?.[6] ?? "")).toEqual([
      { name: "h,1", value: '"x"' },
      { name: "none", value: null },
    ]);
    expect(rows.at(-1)?.[5]).toBe(Buffer.from([0xff, 0x00, 0x80]).toString("base64"));
    expect(rows.at(-1)?.[10]).toBe("base64");
  });

  it("keeps spreadsheets from running texts as formulas when asked to", async () => {
    const rows = csvRows(await textOf(topic, { format: "csv", order: "oldest", csvSafe: "true" }));
    expect([rows[5]?.[5], rows[6]?.[5], rows[7]?.[5]]).toEqual(["'=1+1", "'-5", "line\nfeed"]);
  });

  it("takes exactly the selection: filters, bounds, partitions, limit", async () => {
    const offsets = async (query: Record<string, string>) =>
      csvRows(await textOf(topic, { format: "csv", order: "oldest", ...query }))
        .slice(1)
        .map((row) => `${row[0]}/${row[1]}`);
    expect(await offsets({ contains: "9007" })).toEqual(["1/2"]);
    expect(await offsets({ where: 'type(value) == string && value.startsWith("=")' })).toEqual(["0/4"]);
    expect(await offsets({ partitions: "0", from: "offset:1", to: "offset:3" })).toEqual(["0/1", "0/2"]);
    expect(await offsets({ limit: "3", order: "newest" })).toEqual(["1/4", "1/3", "1/2"]);
    expect(await textOf(topic, { format: "json", contains: "nothing of the kind" })).toBe("[]\n");
    expect(await offsets({ contains: "nothing of the kind" })).toEqual([]);
  });

  it("has no limit, holds each record once, and is fetched only while somebody reads", async () => {
    const large = await bench.ownTopic(3);
    const count = 24_000;
    for (let batch = 0; batch < 30; batch++) {
      const records = Array.from({ length: 800 }, (_, i) => ({
        value: Buffer.from(`${batch * 800 + i} ${"x".repeat(1000)}`),
        timestamp: 1_700_000_000_000 + batch * 1000 + i,
      }));
      await bench.append(large, batch % 3, [records]);
    }
    let fetched = 0;
    const counting: KafkaCluster = Object.create(bench.kafka, {
      topic: { value: bench.kafka.topic.bind(bench.kafka) },
      listOffsets: { value: bench.kafka.listOffsets.bind(bench.kafka) },
      openFetch: {
        value: () => {
          const session = bench.kafka.openFetch();
          return {
            close: () => session.close(),
            fetch: async (...args: Parameters<typeof session.fetch>) => {
              const items = await session.fetch(...args);
              for (const item of items) if (item.ok) fetched += item.value.batches.length;
              return items;
            },
          };
        },
      },
    });
    const chunks = (await open(large, { format: "ndjson", order: "oldest" }, counting)).chunks[Symbol.asyncIterator]();
    let text = Buffer.from((await chunks.next()).value ?? []).toString("utf8");
    // whatever was on its way comes in, and then nothing more, however much time goes by with other readings
    const passing = async () => {
      const before = fetched;
      for (let i = 0; i < 5; i++) await bench.read(topic, {});
      return fetched - before;
    };
    await expect.poll(passing, { timeout: 30_000 }).toBe(0);
    const held = fetched;
    await passing();
    expect(fetched).toBe(held);
    expect(held).toBeLessThan(24_000_000);
    for (let step = await chunks.next(); !step.done; step = await chunks.next())
      text += Buffer.from(step.value).toString("utf8");
    expect(fetched).toBeGreaterThan(24_000_000);
    const seen = new Set(
      text
        .trimEnd()
        .split("\n")
        .map((line) => Number.parseInt(JSON.parse(line).value.text, 10)),
    );
    expect([seen.size, text.trimEnd().split("\n").length]).toEqual([count, count]);
  });

  it("ends its reading when its reader leaves", async () => {
    const stream = (await open(topic, { format: "ndjson" })).chunks;
    await stream.next();
    await stream.return();
    expect((await stream.next()).done).toBe(true);
  });

  it("refuses before the first byte what cannot be", async () => {
    expect(exportMessages.query?.safeParse({ format: "xlsx" }).success).toBe(false);
    await expect(open("no such topic", { format: "csv" })).rejects.toMatchObject({
      code: expect.stringMatching(/topic|invalid|refused/),
    });
    await expect(open(topic, { format: "csv", where: "1 +" })).rejects.toMatchObject({
      errors: [{ path: "query.where" }],
    });
  });
});
