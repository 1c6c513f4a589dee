import { crc32c } from "@node-rs/crc32";
import { describe, expect, it } from "vitest";
import { randomRecords, seeded } from "../kafka/batch/batch.fixtures/seeded.ts";
import type { Codec } from "../kafka/batch/codec.ts";
import { encodeBatch, type RecordToWrite } from "../kafka/batch/encode.ts";
import type { TopicDecoding } from "../serde/decoding.ts";
import { type Answer, lookThrough, readAnswer, type Slice } from "./answer.ts";
import { messageOf, type Shape, wireText } from "./message.ts";
import { fileForms, type Rows, RowWriter } from "./row.ts";

const slice: Slice = {
  partition: 7,
  from: 0n,
  to: 2n ** 63n - 1n,
  showsAll: true,
  most: Number.POSITIVE_INFINITY,
  mostLast: Number.POSITIVE_INFINITY,
  skip: null,
};
const plain: Shape = { topic: "orders", keyFormat: "auto", valueFormat: "auto", maxBytes: 2 ** 31 - 1 };

function answerOf(records: readonly RecordToWrite[], codec: Codec = "none", baseOffset = 5n): Answer {
  const batches = Buffer.from(encodeBatch({ records: [...records], codec }));
  batches.writeBigInt64BE(baseOffset, 0);
  batches.writeInt32BE(3, 12);
  return { batches, aborted: [], lastStableOffset: 2n ** 62n };
}

function linesOf(answer: Answer, shape: Shape): { rows: Rows[]; lines: string[] } {
  const writer = new RowWriter({ format: "ndjson", csvSafe: false }, shape, slice.partition);
  lookThrough(answer, slice, null, writer);
  const rows = writer.rows();
  const lines = rows.flatMap(({ bytes, ends }) =>
    Array.from(ends, (end, i) => Buffer.from(bytes.subarray(i === 0 ? 0 : ends[i - 1], end)).toString("utf8")),
  );
  for (const line of lines) expect(line.startsWith(fileForms.ndjson.between)).toBe(true);
  return { rows, lines: lines.map((line) => line.slice(1)) };
}

/** The messages in the contract's wire form, by the slow way. */
function expected(answer: Answer, shape: Shape): string[] {
  return readAnswer(answer, slice, null).found.map((found) => wireText(messageOf(found, shape)));
}

const record = (value: string | Buffer | null, more: Partial<RecordToWrite> = {}): RecordToWrite => ({
  key: null,
  value: value === null ? null : Buffer.from(value),
  headers: [],
  timestamp: 1_700_000_000_000,
  ...more,
});

const values = [
  '{"id":9007199254740993,"a":"x\\"y\\\\z","a":2}',
  ' {"leading":1}',
  '{"broken":',
  "[1,2,",
  `{"wide":"é😀\u2028"}`,
  Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]),
  Buffer.concat([Buffer.from('{"surrogate":"'), Buffer.from([0xed, 0xa0, 0x80]), Buffer.from('"}')]),
  '{"control":"\u0001"}',
  "[".repeat(3000) + "]".repeat(3000),
  "plain text",
  "42",
  "Obj\u0001 is how a container begins",
  "Order 7",
  "<a><b/></a>",
  "<broken>",
  ":)\n is how Smile begins",
  'quotes "and" \\ and\ttabs\r\n',
  "Zoë 😀",
  Buffer.from([0x5a, 0xff, 0xfe]),
  Buffer.from([0, 0, 0, 0, 9, 0x7b, 0x7d]),
  Buffer.from([0x83, 0xa1, 0x61, 0x01]),
  Buffer.from([0x1f, 0x8b, 8, 0]),
  "",
  null,
  `{"huge":"${"x\\n".repeat(700_000)}"}`,
  "h".repeat(1_500_000),
];
const headers = [
  { name: "trace", value: Buffer.from("abc") },
  { name: "trace", value: Buffer.from('{"json":true}') },
  { name: 'na"me\n', value: Buffer.from([0xff, 0]) },
  { name: Buffer.from([0xff]), value: Buffer.alloc(0) },
  { name: "none", value: null },
];
const schemaHeader = { name: "__value_schema_id", value: Buffer.from([0, 0, 0, 0, 4]) };
const registry: TopicDecoding = {
  schemas: { hasRegistry: true, find: () => ({ ok: false, reason: "there is none" }) },
  given: { key: null, value: null },
  source: null,
};

describe("lines of a file", () => {
  const all = values.flatMap((value) => [
    record(value),
    record(value, { key: Buffer.from(value ?? "k"), headers: value === null ? [schemaHeader] : headers }),
    record(value, { headers: [schemaHeader], timestamp: -1 }),
  ]);
  const shapes: [string, Partial<Shape>][] = [
    ["unasked", {}],
    ["cut", { maxBytes: 12 }],
    ["cut to nothing", { maxBytes: 0 }],
    ["asked for JSON", { keyFormat: "json", valueFormat: "json" }],
    ["asked for text", { keyFormat: "text", valueFormat: "text" }],
    ["asked for hex", { keyFormat: "hex", valueFormat: "hex" }],
    ["with a registry", { decoding: registry }],
    ["of a topic of Kafka's own", { topic: "__consumer_offsets" }],
  ];
  it.each(shapes)("are byte for byte what JSON.stringify writes of the messages, %s", (_, more) => {
    const shape = { ...plain, ...more };
    const answer = answerOf(all, "zstd");
    const { lines, rows } = linesOf(answer, shape);
    const wanted = expected(answer, shape);
    expect(lines.length).toBe(all.length);
    for (const [i, line] of lines.entries()) if (line !== wanted[i]) expect(line).toBe(wanted[i]);
    // blocks of about a megabyte, each a buffer of its own
    expect(rows.length > 1 || (more.maxBytes ?? 1000) < 1000).toBe(true);
    expect(new Set(rows.map(({ bytes }) => bytes.buffer)).size).toBe(rows.length);
  });

  it("are so of any records, whatever their offsets", () => {
    const random = seeded(21);
    for (const [round, offset] of [0n, 8n, 999_999n, 2n ** 31n, 2n ** 53n - 3n, 2n ** 60n].entries()) {
      const answer = answerOf(randomRecords(random, 120), round % 2 === 0 ? "none" : "lz4", offset);
      expect(linesOf(answer, plain).lines).toEqual(expected(answer, plain));
    }
  });

  it("name the first record and the time of each", () => {
    const times = [5, 3, 9].map((n) => 1_700_000_000_000 + n);
    const [rows] = linesOf(answerOf(times.map((timestamp) => record("x", { timestamp }))), plain).rows;
    expect(rows).toMatchObject({ partition: 7, offset: 5n, timestamp: times[0] });
    expect([...(rows?.times ?? [])]).toEqual(times);
  });

  it("hold nothing of a record whose headers do not fill it", () => {
    const answer = answerOf([record("first"), record("second", { headers: [{ name: "h", value: Buffer.from("v") }] })]);
    // the length of the header's name
    answer.batches[answer.batches.lastIndexOf("h") - 1] = 60;
    answer.batches.writeUInt32BE(crc32c(answer.batches.subarray(21)), 17);
    const writer = new RowWriter({ format: "ndjson", csvSafe: false }, plain, 7);
    expect(lookThrough(answer, slice, null, writer).damaged).toEqual([
      { offset: 5n, message: "the headers of record 1 do not fit it" },
    ]);
    const text = writer.rows().map(({ bytes }) => Buffer.from(bytes).toString("utf8"));
    expect(text).toEqual([`\n${expected(answer, plain).join("\n")}`]);
    expect(text.join()).toContain('"first"');
  });
});
