import { BatchError } from "./batch-error.ts";
import { inflate } from "./inflate.ts";
import type { BatchHeader } from "./scan.ts";
import { VarintReader } from "./varint.ts";

/** length, attributes, timestamp delta, offset delta, key length, value length, header count: a byte each */
const SMALLEST_RECORD = 7;
const FIELDS = 7;

/**
 * Where each record of an inflated payload lies: numbers only (36 bytes a record), no object and no view, so that a scan
 * pays for records only when it has found one it wants. Positions are bytes in `payload`.
 */
export class RecordIndex {
  readonly payload: Buffer;
  readonly count: number;
  readonly timestampDeltas: Float64Array;
  private readonly fields: Int32Array;

  constructor(payload: Buffer, count: number) {
    this.payload = payload;
    this.count = count;
    this.timestampDeltas = new Float64Array(count);
    this.fields = new Int32Array(count * FIELDS);
  }

  /** First byte of the record, its length varint. */
  start(i: number): number {
    return this.fields[i * FIELDS] ?? 0;
  }

  end(i: number): number {
    return this.fields[i * FIELDS + 1] ?? 0;
  }

  offsetDelta(i: number): number {
    return this.fields[i * FIELDS + 2] ?? 0;
  }

  keyStart(i: number): number {
    return this.fields[i * FIELDS + 3] ?? 0;
  }

  /** -1 = null */
  keyLength(i: number): number {
    return this.fields[i * FIELDS + 4] ?? 0;
  }

  valueStart(i: number): number {
    return this.fields[i * FIELDS + 5] ?? 0;
  }

  /** -1 = null (a tombstone) */
  valueLength(i: number): number {
    return this.fields[i * FIELDS + 6] ?? 0;
  }

  /** The header count's varint. */
  headersStart(i: number): number {
    return this.valueStart(i) + Math.max(this.valueLength(i), 0);
  }

  /** The record that holds the byte at `position` of the payload, say of a needle found there. */
  recordHolding(position: number): number {
    let low = 0;
    let high = this.count - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.start(middle) <= position) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Fills in the record that begins at `at`; returns where it ends. */
  private walk(reader: VarintReader, i: number, at: number): number {
    reader.at = at;
    const length = reader.int();
    const bodyStart = reader.at;
    const limit = this.payload.length;
    if (length < SMALLEST_RECORD - 1 || length > limit - bodyStart)
      throw damaged(`record ${i} has length ${length}`, at);
    const end = bodyStart + length;
    reader.at = bodyStart + 1;
    this.timestampDeltas[i] = reader.long();
    const offsetDelta = reader.int();
    const keyLength = reader.int();
    const keyStart = reader.at;
    if (keyLength < -1 || keyLength > end - keyStart) throw damaged(`record ${i} has a key of ${keyLength} bytes`, at);
    if (keyLength > 0) reader.at += keyLength;
    const valueLength = reader.int();
    const valueStart = reader.at;
    if (valueLength < -1 || valueLength >= end - valueStart)
      throw damaged(`record ${i} has a value of ${valueLength} bytes`, at);
    if (offsetDelta < 0) throw damaged(`record ${i} lies ${-offsetDelta} offsets before its batch`, at);
    const fields = this.fields;
    const to = i * FIELDS;
    fields[to] = at;
    fields[to + 1] = end;
    fields[to + 2] = offsetDelta;
    fields[to + 3] = keyStart;
    fields[to + 4] = keyLength;
    fields[to + 5] = valueStart;
    fields[to + 6] = valueLength;
    return end;
  }

  /** Walks the whole payload once. */
  fill(): this {
    const reader = new VarintReader(this.payload, 0);
    let at = 0;
    for (let i = 0; i < this.count; i++) at = this.walk(reader, i, at);
    if (at !== this.payload.length)
      throw damaged(`${this.payload.length - at} bytes follow the last of ${this.count} records`, at);
    return this;
  }
}

/**
 * Finds all records of an inflated payload (`inflate`). Every length is checked against the record and the payload that
 * holds it; headers are checked when `recordAt` reads them.
 *
 * @throws BatchError `corrupt`, also when the payload holds more or less than `recordCount` records
 */
export function indexRecords(payload: Buffer, recordCount: number): RecordIndex {
  if (recordCount < 0 || recordCount * SMALLEST_RECORD > payload.length)
    throw damaged(`${payload.length} bytes cannot hold ${recordCount} records`, 0);
  return new RecordIndex(payload, recordCount).fill();
}

export type RawHeader = { name: Buffer; value: Buffer | null };
/** A record as stored; key, value and headers are views of the inflated payload. */
export type RawRecord = {
  offset: bigint;
  /** epoch ms; of a batch with LogAppendTime the broker's time; -1 = none */
  timestamp: number;
  key: Buffer | null;
  /** null is a tombstone */
  value: Buffer | null;
  /** in order, duplicates kept */
  headers: RawHeader[];
  /** of the record inside its batch, inflated, length prefix included */
  sizeBytes: number;
};

/** Control batches are small: a marker's key has 4 bytes, the largest value (KRaft's) some hundred. */
const CONTROL_LIMIT = 64 * 1024;

/**
 * The record number `i` of the batch that `index` was made of.
 *
 * @throws BatchError `corrupt` when its headers do not fill the record exactly
 */
export function recordAt(batch: BatchHeader, index: RecordIndex, i: number): RawRecord {
  if (!(i >= 0 && i < index.count)) throw new RangeError(`record ${i} of ${index.count}`);
  return {
    offset: batch.baseOffset + BigInt(index.offsetDelta(i)),
    timestamp: timestampAt(batch, index, i),
    key: view(index.payload, index.keyStart(i), index.keyLength(i)),
    value: view(index.payload, index.valueStart(i), index.valueLength(i)),
    headers: headersAt(index, i),
    sizeBytes: index.end(i) - index.start(i),
  };
}

/** Epoch ms of a record without building it. */
export function timestampAt(batch: BatchHeader, index: RecordIndex, i: number): number {
  return batch.timestampType === "append" ? batch.maxTimestamp : batch.baseTimestamp + (index.timestampDeltas[i] ?? 0);
}

/**
 * What a control batch says (ControlRecordType: key = version int16, type int16); "other" for KRaft's own records,
 * unknown types, and batches that are no control batches.
 *
 * @throws BatchError when its record cannot be read
 */
export function controlType(batch: BatchHeader): "abort" | "commit" | "other" {
  if (!batch.control || batch.recordCount === 0) return "other";
  const index = indexRecords(inflate(batch, { maxBytes: CONTROL_LIMIT }), batch.recordCount);
  if (index.keyLength(0) < 4) return "other";
  const type = index.payload.readInt16BE(index.keyStart(0) + 2);
  if (type === 0) return "abort";
  return type === 1 ? "commit" : "other";
}

/**
 * What a control record says (EndTransactionMarker: version int16, coordinator epoch int32, under a key as `controlType` reads it);
 * null where it does not tell.
 */
export function markerOf({ key, value }: Pick<RawRecord, "key" | "value">): {
  type: "abort" | "commit" | "other";
  coordinatorEpoch: number | null;
} {
  const type = key && key.length >= 4 ? key.readInt16BE(2) : -1;
  if (type !== 0 && type !== 1) return { type: "other", coordinatorEpoch: null };
  return {
    type: type === 1 ? "commit" : "abort",
    coordinatorEpoch: value && value.length >= 6 ? value.readInt32BE(2) : null,
  };
}

/** Headers: [name length varint, name, value length varint (-1 = null), value], after their count. */
function headersAt(index: RecordIndex, i: number): RawHeader[] {
  const { payload } = index;
  const end = index.end(i);
  const reader = new VarintReader(payload, index.headersStart(i));
  const count = reader.int();
  // A header takes two bytes at least, so a claimed count cannot make us allocate more than the record holds.
  if (count < 0 || count * 2 > end - reader.at)
    throw damaged(`the headers of record ${i} do not fit it`, index.headersStart(i));
  const headers: RawHeader[] = [];
  for (let h = 0; h < count; h++) {
    const nameLength = reader.int();
    if (nameLength < 0 || nameLength > end - reader.at)
      throw damaged(`the headers of record ${i} do not fit it`, index.headersStart(i));
    const name = payload.subarray(reader.at, reader.at + nameLength);
    reader.at += nameLength;
    const valueLength = reader.int();
    if (valueLength < -1 || Math.max(valueLength, 0) > end - reader.at)
      throw damaged(`the headers of record ${i} do not fit it`, index.headersStart(i));
    headers.push({ name, value: view(payload, reader.at, valueLength) });
    reader.at += Math.max(valueLength, 0);
  }
  if (reader.at !== end) throw damaged(`the headers of record ${i} do not fit it`, index.headersStart(i));
  return headers;
}

const view = (bytes: Buffer, start: number, length: number) =>
  length < 0 ? null : bytes.subarray(start, start + length);

const damaged = (message: string, position: number) => new BatchError("corrupt", message, { position });
