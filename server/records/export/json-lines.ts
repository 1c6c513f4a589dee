import { type RecordIndex, recordAt, timestampAt } from "../../kafka/batch/records.ts";
import type { BatchHeader } from "../../kafka/batch/scan.ts";
import { JsonCopier } from "../../serde/json-copier.ts";
import { schemaHeaderOf } from "../../serde/schema-frame.ts";
import type { Transaction } from "../answer.ts";
import type { Shape } from "../message.ts";
import { placeOf } from "../place-of.ts";
import type { LineBytes } from "./line-bytes.ts";
import { PayloadLines } from "./payload-lines.ts";

/** of what stands between the fields whose length is not known */
const fixedBytes = 1024;
const offsetName = Buffer.from(',"offset":"');
const timestampName = Buffer.from('","timestamp":');
const typeNames = {
  create: Buffer.from(',"timestampType":"create","key":'),
  append: Buffer.from(',"timestampType":"append","key":'),
};
const valueName = Buffer.from(',"value":');
const noHeaders = Buffer.from(',"headers":[],"keySize":');
const headersName = Buffer.from(',"headers":[');
const headersEnd = Buffer.from('],"keySize":');
const valueSizeName = Buffer.from(',"valueSize":');
const nothing = Buffer.from("null");
const comma = Buffer.from(",");
const end = Buffer.from("}");

/** Writes records as messages in the contract's wire form, byte for byte as `wireText` does. */
export class JsonLines {
  readonly #shape: Shape;
  readonly #head: Buffer;
  readonly #copier = new JsonCopier();
  readonly #key: PayloadLines;
  readonly #value: PayloadLines;
  readonly #header: PayloadLines;
  #batch: BatchHeader | null = null;
  #payload: Buffer | null = null;
  /** what all records of the batch end with */
  #tail: Buffer = nothing;
  #base = 0;

  constructor(shape: Shape, partition: number) {
    this.#shape = shape;
    this.#head = Buffer.from(`{"partition":${partition}`);
    const { keyFormat, valueFormat, maxBytes } = shape;
    this.#key = new PayloadLines(this.#copier, placeOf(shape, "key", null, null), keyFormat, maxBytes);
    this.#value = new PayloadLines(this.#copier, placeOf(shape, "value", null, null), valueFormat, maxBytes);
    const place = { topic: shape.topic, part: "header", key: null } as const;
    this.#header = new PayloadLines(this.#copier, place, "auto", maxBytes);
  }

  /** @throws BatchError when its headers do not fill the record exactly; nothing of it counts as written then */
  write(into: LineBytes, batch: BatchHeader, index: RecordIndex, i: number, transaction: Transaction): void {
    if (batch !== this.#batch || index.payload !== this.#payload) this.#begin(batch, index, transaction);
    const record = hasHeaders(index, i) ? recordAt(batch, index, i) : null;
    into.reserve(fixedBytes);
    into.put(this.#head);
    into.put(offsetName);
    const offset = this.#base + index.offsetDelta(i);
    if (Number.isSafeInteger(offset)) into.number(offset);
    else into.text((batch.baseOffset + BigInt(index.offsetDelta(i))).toString());
    into.put(timestampName);
    into.number(timestampAt(batch, index, i));
    into.put(typeNames[batch.timestampType]);
    this.#part(into, index, i, "key", record ? schemaHeaderOf(record.headers, "key") : null);
    into.reserve(fixedBytes);
    into.put(valueName);
    this.#part(into, index, i, "value", record ? schemaHeaderOf(record.headers, "value") : null);
    into.reserve(fixedBytes + this.#tail.length);
    if (record) this.#headers(into, record.headers, index);
    else into.put(noHeaders);
    into.number(Math.max(0, index.keyLength(i)));
    into.put(valueSizeName);
    into.number(Math.max(0, index.valueLength(i)));
    into.put(this.#tail);
  }

  #begin(batch: BatchHeader, { payload }: RecordIndex, transaction: Transaction): void {
    this.#batch = batch;
    this.#payload = payload;
    this.#base = Number(batch.baseOffset);
    this.#copier.read(payload);
    const { codec, leaderEpoch, producerId, baseOffset, recordCount, sizeBytes, producerEpoch, baseSequence } = batch;
    const told = {
      compression: codec,
      transaction,
      leaderEpoch,
      producerId: producerId.toString(),
      batch: { baseOffset: baseOffset.toString(), recordCount, sizeBytes, producerEpoch, baseSequence },
    };
    this.#tail = Buffer.from(`,${JSON.stringify(told).slice(1)}`);
  }

  #part(into: LineBytes, index: RecordIndex, i: number, part: "key" | "value", schemaHeader: Buffer | null): void {
    const isKey = part === "key";
    const start = isKey ? index.keyStart(i) : index.valueStart(i);
    const length = isKey ? index.keyLength(i) : index.valueLength(i);
    if (length < 0) {
      into.put(nothing);
      return;
    }
    const lines = isKey ? this.#key : this.#value;
    if (schemaHeader === null && lines.copy(into, index.payload, start, length)) return;
    const keyStart = index.keyStart(i);
    const keyLength = index.keyLength(i);
    const key = keyLength < 0 ? null : index.payload.subarray(keyStart, keyStart + keyLength);
    const place = placeOf(this.#shape, part, key, schemaHeader);
    lines.read(into, index.payload.subarray(start, start + length), place);
  }

  #headers(
    into: LineBytes,
    headers: readonly { name: Buffer; value: Buffer | null }[],
    { payload }: RecordIndex,
  ): void {
    const place = { topic: this.#shape.topic, part: "header", key: null } as const;
    into.put(headersName);
    for (const [nth, { name, value }] of headers.entries()) {
      if (nth > 0) into.put(comma);
      into.text(`{"name":${JSON.stringify(name.toString("utf8"))},"value":`);
      // where it lies in the payload, of which it is a view
      const start = value === null ? 0 : value.byteOffset - payload.byteOffset;
      if (value === null || !this.#header.copy(into, payload, start, value.length))
        this.#header.read(into, value, place);
      into.reserve(fixedBytes);
      into.put(end);
    }
    into.reserve(fixedBytes + this.#tail.length);
    into.put(headersEnd);
  }
}

/** Nearly all have none: then one byte says so, which is the record's last. */
function hasHeaders(index: RecordIndex, i: number): boolean {
  const start = index.headersStart(i);
  return index.end(i) - start !== 1 || index.payload[start] !== 0;
}
