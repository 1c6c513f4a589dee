import type { WireBody } from "@/lib/api/call";
import { mostHeaders, type produceMessages } from "@/lib/api/produce";
import { plural } from "@/lib/format/count";
import { csvRows } from "@/lib/format/csv-rows";
import { jsonValueAt } from "@/lib/format/json-value-at";
import { isPlainKind, type SchemaPick, sideFault, inputOf as writtenAs } from "./produce-side";

export type BatchRecord = WireBody<typeof produceMessages>["records"][number];
export type BatchForm = "lines" | "ndjson" | "csv";
/** What a column of a CSV is. `field` columns together are the value, as a JSON object. */
export type ColumnRole = "key" | "value" | "field" | "header" | "partition" | "timestamp" | "none";
export type BatchOptions = {
  form: BatchForm;
  /** lines: what stands between key and value; empty = the line is the value */
  separator: string;
  /** by the name of the column, where it is not as guessed */
  roles: Readonly<Record<string, ColumnRole>>;
  /** what the texts of keys and values are written as */
  key: BatchKind;
  value: BatchKind;
};
export type BatchKind = { kind: string; schema?: SchemaPick };
export type BatchRow = { line: number; record: BatchRecord } | { line: number; fault: string };

const most = 10_000;
/** of JSON, with room for what stands around the records; the API takes 32 MiB */
const mostChars = 28 * 1024 * 1024;

/** The records of a text, each with its line, or what is wrong with it. */
export function parseBatch(text: string, options: BatchOptions): BatchRow[] {
  return textRows(text, options).map((row) => ("fault" in row ? row : asKinds(row, options)));
}

/** Whether only the server can tell that the texts are what they are said to be. */
export function needsCheck({ key, value }: Pick<BatchOptions, "key" | "value">): boolean {
  return !isPlainKind(key.kind) || !isPlainKind(value.kind);
}

/** A row whose texts are of the chosen formats. What names its own (bytes as base64), and null, stays as it is. */
function asKinds({ line, record }: Extract<BatchRow, { record: BatchRecord }>, options: BatchOptions): BatchRow {
  const made: BatchRecord = { ...record };
  for (const part of ["key", "value"] as const) {
    const text = record[part];
    if (typeof text !== "string" || options[part].kind === "text") continue;
    const side = { ...options[part], text };
    const fault = sideFault(side);
    if (fault !== null) return { line, fault: `${part}: ${fault}` };
    made[part] = writtenAs(side);
  }
  return { line, record: made };
}

function textRows(text: string, options: BatchOptions): BatchRow[] {
  if (options.form === "csv") return fromCsv(text, options.roles);
  const rows: BatchRow[] = [];
  for (const [at, line] of text.split("\n").entries()) {
    const clean = line.endsWith("\r") ? line.slice(0, -1) : line;
    if (clean === "") continue;
    rows.push(options.form === "lines" ? fromLine(clean, at + 1, options.separator) : fromJson(clean, at + 1));
  }
  return rows;
}

function fromLine(line: string, at: number, separator: string): BatchRow {
  if (separator === "") return { line: at, record: { value: line } };
  const end = line.indexOf(separator);
  if (end < 0) return { line: at, fault: `has no ${JSON.stringify(separator)} between key and value` };
  return { line: at, record: { key: line.slice(0, end), value: line.slice(end + separator.length) } };
}

const members = new Set(["key", "value", "headers", "partition", "timestamp", "offset"]);

/** A line of NDJSON is a record where it has a key or a value, as an export has; else it is the value itself. */
function fromJson(text: string, line: number): BatchRow {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch (error) {
    return { line, fault: `is not JSON: ${error instanceof Error ? error.message : ""}` };
  }
  if (!isObject(read) || !("value" in read || "key" in read)) return { line, record: { value: text } };
  const extra = Object.keys(read).filter((name) => !members.has(name) && !exported.has(name));
  if (extra.length > 0) return { line, record: { value: text } };
  try {
    const { key, value, partition, timestamp } = read;
    return {
      line,
      record: {
        ...(key === undefined ? {} : { key: inputOf(key, rawAt(text, "key")) }),
        ...(value === undefined ? {} : { value: inputOf(value, rawAt(text, "value")) }),
        ...("headers" in read ? { headers: headersOf(read.headers, text) } : {}),
        ...(partition === undefined ? {} : { partition: wholeOf(partition, "partition") }),
        ...(timestamp === undefined ? {} : { timestamp: wholeOf(timestamp, "timestamp") }),
      },
    };
  } catch (error) {
    return { line, fault: error instanceof Error ? error.message : "cannot be read" };
  }
}

/** What else a line of an export has. */
const exported = new Set(
  "timestampType keySize valueSize compression producerId transaction leaderEpoch batch topic".split(" "),
);

/** A value inside a line of JSON as it is written there: numbers beyond 2^53 keep their digits. */
function rawAt(line: string, ...path: (string | number)[]): string {
  const found = jsonValueAt(line, path);
  return typeof found === "string" ? "" : found.raw;
}

/** `raw` = the text of what was read. */
function inputOf(read: unknown, raw: string): NonNullable<BatchRecord["value"]> | null {
  if (read === null) return null;
  if (typeof read === "string") return read;
  if (isObject(read) && typeof read.text === "string" && typeof read.format === "string")
    return read.encoding === "base64" ? { encoding: "base64", text: read.text } : read.text;
  if (isObject(read) && read.encoding === "base64" && typeof read.text === "string")
    return { encoding: "base64", text: read.text };
  return raw;
}

function headersOf(read: unknown, line: string): NonNullable<BatchRecord["headers"]> {
  if (Array.isArray(read))
    return read.map((one: unknown, at) => {
      if (!isObject(one) || typeof one.name !== "string") throw new Error("has a header without a name");
      return { name: one.name, value: inputOf(one.value ?? null, rawAt(line, "headers", at, "value")) };
    });
  if (isObject(read))
    return Object.entries(read).map(([name, value]) => ({ name, value: inputOf(value, rawAt(line, "headers", name)) }));
  throw new Error("headers must be a list of {name, value}, or an object");
}

function wholeOf(read: unknown, name: string): number {
  if (typeof read === "number" && Number.isSafeInteger(read) && read >= 0) return read;
  throw new Error(`${name} must be a whole number`);
}

function isObject(read: unknown): read is Record<string, unknown> {
  return typeof read === "object" && read !== null && !Array.isArray(read);
}

/** The columns of a CSV with what each is taken for. */
export function columnsOf(text: string, roles: BatchOptions["roles"]): { name: string; role: ColumnRole }[] {
  const head = csvRows(text.slice(0, 100_000))[0]?.cells ?? [];
  const hasValue = head.some((name) => name.toLowerCase() === "value");
  return head.map((name) => ({ name, role: roles[name] ?? guessed(name, hasValue) }));
}

function guessed(name: string, hasValue: boolean): ColumnRole {
  const word = name.toLowerCase();
  if (word === "key" || word === "value" || word === "partition" || word === "timestamp") return word;
  return hasValue ? "none" : "field";
}

function fromCsv(text: string, roles: BatchOptions["roles"]): BatchRow[] {
  const columns = columnsOf(text, roles);
  const [, ...rows] = csvRows(text);
  return rows.map(({ cells, line }) => {
    if (cells.length !== columns.length)
      return { line, fault: `has ${plural(cells.length, "field")} where the head has ${columns.length}` };
    const record: BatchRecord = {};
    const fields: [string, string][] = [];
    for (const [at, { name, role }] of columns.entries()) {
      const cell = cells[at] ?? "";
      if (role === "key" || role === "value") record[role] = cell;
      else if (role === "field") fields.push([name, cell]);
      else if (role === "header") record.headers = [...(record.headers ?? []), { name, value: cell }];
      else if (role !== "none" && cell !== "") {
        const number = role === "timestamp" && !/^\d+$/.test(cell) ? Date.parse(cell) : Number(cell);
        if (!Number.isSafeInteger(number) || number < 0)
          return { line, fault: `${name} ${JSON.stringify(cell)} is no ${role}` };
        record[role] = number;
      }
    }
    if (fields.length > 0) record.value = JSON.stringify(Object.fromEntries(fields));
    return { line, record };
  });
}

/** Requests that the API takes: so many records and so many bytes each. */
export function chunksOf<Row extends { record: BatchRecord }>(rows: readonly Row[]): Row[][] {
  const chunks: Row[][] = [];
  let chars = 0;
  let headers = 0;
  for (const row of rows) {
    const size = JSON.stringify(row.record).length + 1;
    const count = row.record.headers?.length ?? 0;
    const last = chunks.at(-1);
    if (last && last.length < most && chars + size <= mostChars && headers + count <= mostHeaders) {
      last.push(row);
      chars += size;
      headers += count;
    } else {
      chunks.push([row]);
      chars = size;
      headers = count;
    }
  }
  return chunks;
}
