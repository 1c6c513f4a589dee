import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { ProduceBody } from "../../lib/api/produce.ts";
import { utf8Of } from "./batch-texts.ts";
import { chunksOf, columnsOf, needsCheck, parseBatch } from "./produce-batch.ts";

const options = {
  form: "lines",
  separator: "",
  roles: {},
  key: { kind: "text" },
  value: { kind: "text" },
} as const;

describe("a batch that was pasted", () => {
  it("has a record on each line, with a key where a separator says so", () => {
    expect(parseBatch("a\r\n\nb: c\n", options)).toEqual([
      { line: 1, record: { value: "a" } },
      { line: 3, record: { value: "b: c" } },
    ]);
    expect(parseBatch("k:v:w\nnone", { ...options, separator: ":" })).toEqual([
      { line: 1, record: { key: "k", value: "v:w" } },
      { line: 2, fault: 'has no ":" between key and value' },
    ]);
  });

  it("gives texts the format that was chosen, and leaves null and bytes as they are", () => {
    const chosen = {
      ...options,
      form: "ndjson",
      key: { kind: "int64" },
      value: { kind: "avro", schema: { subject: "s" } },
    } as const;
    const text = [
      '{"key":"7","value":{"id":1}}',
      '{"key":null,"value":{"encoding":"base64","text":"AA=="}}',
      '{"id":2}',
    ].join("\n");
    expect(parseBatch(text, chosen)).toEqual([
      {
        line: 1,
        record: {
          key: { format: "int64", text: "7" },
          value: { format: "avro", text: '{"id":1}', subject: "s" },
        },
      },
      { line: 2, record: { key: null, value: { encoding: "base64", text: "AA==" } } },
      { line: 3, record: { value: { format: "avro", text: '{"id":2}', subject: "s" } } },
    ]);
    const lines = parseBatch("{", { ...options, value: { kind: "avro" } });
    expect(lines).toEqual([{ line: 1, fault: expect.stringMatching(/^value: Not JSON/) }]);
    expect([needsCheck(chosen), needsCheck(options)]).toEqual([true, false]);
  });

  it("keeps the digits and the writing of values that stand inside a record", () => {
    const text =
      '{"key":9007199254740993,"value":{"id": 9007199254740993, "b":1.0, "1":2},"headers":{"n":1e2}}\n' +
      '{"key":"k","value":[18446744073709551615],"headers":[{"name":"h","value":9007199254740993}]}';
    expect(parseBatch(text, { ...options, form: "ndjson" })).toEqual([
      {
        line: 1,
        record: {
          key: "9007199254740993",
          value: '{"id": 9007199254740993, "b":1.0, "1":2}',
          headers: [{ name: "n", value: "1e2" }],
        },
      },
      {
        line: 2,
        record: { key: "k", value: "[18446744073709551615]", headers: [{ name: "h", value: "9007199254740993" }] },
      },
    ]);
  });

  it("reads NDJSON as values, as records, and as an export wrote it", () => {
    const text = [
      '{"id":9007199254740993}',
      '{"key":"k","value":{"a":1},"headers":{"h":"1"},"partition":2,"timestamp":5}',
      '{"partition":0,"offset":"7","timestamp":6,"key":null,"value":{"format":"binary","text":"AAE=","encoding":"base64"},"headers":[{"name":"h","value":null}],"keySize":0}',
      "{broken",
    ].join("\n");
    const rows = parseBatch(text, { ...options, form: "ndjson" });
    expect(rows).toMatchObject([
      { record: { value: '{"id":9007199254740993}' } },
      { record: { key: "k", value: '{"a":1}', headers: [{ name: "h", value: "1" }], partition: 2, timestamp: 5 } },
      { record: { key: null, value: { encoding: "base64", text: "AAE=" }, headers: [{ name: "h", value: null }] } },
      { line: 4, fault: expect.stringMatching(/not JSON/) },
    ]);
    const records = rows.flatMap((row) => ("record" in row ? [row.record] : []));
    expect(z.safeParse(ProduceBody, { records }).success).toBe(true);
  });

  it("maps the columns of a CSV", () => {
    const text = 'id,name,at\n1,"Ann, B.\n""x""",2026-01-01\n2\n3,C,never\n';
    expect(columnsOf(text, {}).map(({ role }) => role)).toEqual(["field", "field", "field"]);
    expect(parseBatch(text, { ...options, form: "csv", roles: { id: "key", at: "timestamp" } })).toEqual([
      { line: 2, record: { key: "1", value: '{"name":"Ann, B.\\n\\"x\\""}', timestamp: Date.UTC(2026, 0, 1) } },
      { line: 4, fault: "has 1 field where the head has 3" },
      { line: 5, fault: 'at "never" is no timestamp' },
    ]);
    expect(columnsOf("Key,Value,x\n", {}).map(({ role }) => role)).toEqual(["key", "value", "none"]);
  });

  it("goes in pieces the API takes", () => {
    const rows = Array.from({ length: 20_001 }, (_, line) => ({ line, record: { value: "x" } }));
    expect(chunksOf(rows).map(({ length }) => length)).toEqual([10_000, 10_000, 1]);
    const large = Array.from({ length: 5 }, (_, line) => ({ line, record: { value: "x".repeat(10 * 1024 * 1024) } }));
    expect(chunksOf(large).map(({ length }) => length)).toEqual([2, 2, 1]);
    const headers = Array.from({ length: 20_000 }, (_, n) => ({ name: `h${n}`, value: null }));
    const adorned = Array.from({ length: 5 }, (_, line) => ({ line, record: { value: null, headers } }));
    expect(chunksOf(adorned).map(({ length }) => length)).toEqual([2, 2, 1]);
    const taken = [2, 3].map((count) =>
      z.safeParse(ProduceBody, { records: adorned.slice(0, count).map(({ record }) => record) }),
    );
    expect(taken.map(({ success }) => success)).toEqual([true, false]);
    expect(taken[1]?.error?.issues).toMatchObject([
      { path: ["records"], message: "must hold at most 50,000 headers altogether" },
    ]);
  });

  it("of a file is text in UTF-8, without its byte order mark, or it is refused", () => {
    const bytes = (...values: number[]) => new Uint8Array(values).buffer;
    expect(utf8Of(bytes(0xef, 0xbb, 0xbf, 0x61, 0xc3, 0xa9))).toBe("aé");
    expect(utf8Of(bytes(0x61, 0xe9))).toBeNull();
    expect(utf8Of(bytes(0xff, 0xfe, 0x61, 0x00))).toBeNull();
  });
});
