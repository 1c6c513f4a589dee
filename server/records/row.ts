import { type RecordIndex, timestampAt } from "../kafka/batch/records.ts";
import type { BatchHeader } from "../kafka/batch/scan.ts";
import type { Keeper, Transaction } from "./answer.ts";
import { CsvLines, csvHeader } from "./export/csv-lines.ts";
import { JsonLines } from "./export/json-lines.ts";
import { LineBytes } from "./export/line-bytes.ts";
import type { Placed } from "./merge.ts";
import type { Shape } from "./message.ts";

/** How a file writes records. */
export type RowForm = { format: "ndjson" | "json" | "csv"; csvSafe: boolean };

/**
 * Records of one partition as lines of a file, in the order of their offsets; placed where the first of them is. Plain data
 * that can be given to another thread; whoever has copied `bytes` gives them back (`freeBlock`): what lay there is gone then.
 */
export type Rows = Placed & {
  /** UTF-8; before each line stands what parts it from the one before */
  bytes: Uint8Array;
  /** of each line: where it ends in `bytes` */
  ends: Uint32Array;
  /** of each record, epoch ms */
  times: Float64Array;
};

/** What surrounds and parts the lines of a file; `none` = a file without any. */
export const fileForms = {
  ndjson: { contentType: "application/x-ndjson; charset=utf-8", head: "", between: "\n", end: "\n", none: "" },
  json: { contentType: "application/json", head: "[\n", between: ",\n", end: "\n]\n", none: "[]\n" },
  csv: {
    contentType: "text/csv; charset=utf-8; header=present",
    head: `${csvHeader}\r\n`,
    between: "\r\n",
    end: "\r\n",
    none: `${csvHeader}\r\n`,
  },
} as const;

/** Writes the lines of kept records of one partition. */
export class RowWriter implements Keeper {
  readonly #partition: number;
  readonly #between: Buffer;
  readonly #lines: JsonLines | CsvLines;
  readonly #bytes = new LineBytes();
  readonly #rows: Rows[] = [];
  #firstOffset = 0n;
  #ends: number[] = [];
  #times: number[] = [];
  readonly isCopying = true;
  count = 0;

  constructor({ format, csvSafe }: RowForm, shape: Shape, partition: number) {
    this.#partition = partition;
    this.#between = Buffer.from(fileForms[format].between);
    this.#lines = format === "csv" ? new CsvLines(shape, partition, csvSafe) : new JsonLines(shape, partition);
  }

  keep(batch: BatchHeader, index: RecordIndex, i: number, transaction: Transaction): void {
    const bytes = this.#bytes;
    const before = bytes.at;
    bytes.reserve(this.#between.length);
    bytes.put(this.#between);
    try {
      this.#lines.write(bytes, batch, index, i, transaction);
    } catch (error) {
      bytes.at = before;
      throw error;
    }
    if (this.#ends.length === 0) this.#firstOffset = batch.baseOffset + BigInt(index.offsetDelta(i));
    this.#ends.push(bytes.at);
    this.#times.push(timestampAt(batch, index, i));
    this.count++;
    if (bytes.isFull) this.#seal();
  }

  /** All that were written. */
  rows(): Rows[] {
    this.#seal();
    this.#bytes.letGo();
    return this.#rows;
  }

  #seal(): void {
    const [timestamp] = this.#times;
    if (timestamp === undefined) return;
    this.#rows.push({
      partition: this.#partition,
      offset: this.#firstOffset,
      timestamp,
      bytes: this.#bytes.take(),
      ends: Uint32Array.from(this.#ends),
      times: Float64Array.from(this.#times),
    });
    this.#ends = [];
    this.#times = [];
  }
}
