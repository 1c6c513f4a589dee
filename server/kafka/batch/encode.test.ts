import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRecordsBatch, Reader, readRecordsBatch } from "@platformatic/kafka";
import { describe, expect, test } from "vitest";
import { libraryDirectory } from "../../../rig/jars.mjs";
import { kafkaTool } from "../../../rig/tools.mjs";
import { decodeWithKafkajs, encodeWithKafkajs } from "./batch.fixtures/kafkajs-codec.ts";
import { readAll, recordsOf } from "./batch.fixtures/read-all.ts";
import { randomRecords, seeded } from "./batch.fixtures/seeded.ts";
import type { Codec } from "./codec.ts";
import { encodeBatch, type RecordToWrite } from "./encode.ts";
import { type BatchHeader, scanBatches, verifyCrc } from "./scan.ts";

const codecs: Codec[] = ["none", "gzip", "snappy", "lz4", "zstd"];

const asBytes = (name: Buffer | string) => (typeof name === "string" ? Buffer.from(name) : name);
/** What a reader must see of records that were written. */
const seen = (records: readonly RecordToWrite[]) =>
  records.map(({ key, value, headers, timestamp }) => ({
    timestamp,
    key,
    value,
    headers: headers.map(({ name, value }) => ({ name: asBytes(name), value })),
  }));
const read = (batch: BatchHeader) =>
  recordsOf(batch).map(({ timestamp, key, value, headers }) => ({ timestamp, key, value, headers }));

function only(bytes: Buffer): BatchHeader {
  const batches = [...scanBatches(bytes)];
  const [batch] = batches;
  if (batches.length !== 1 || !batch) throw new Error(`${batches.length} batches`);
  return batch;
}

describe.each(codecs)("a batch in %s", (codec) => {
  test("comes back as it was written, whatever the records are", () => {
    const random = seeded(codec.length * 97);
    for (let round = 0; round < 25; round++) {
      const records = randomRecords(random, 1 + Math.floor(random() * 60));
      const batch = only(encodeBatch({ records, codec }));
      expect(verifyCrc(batch)).toBe(true);
      expect(read(batch)).toEqual(seen(records));
      expect([batch.codec, batch.recordCount, batch.lastOffset]).toEqual([
        codec,
        records.length,
        BigInt(records.length - 1),
      ]);
      expect(batch.maxTimestamp).toBe(Math.max(...records.map(({ timestamp }) => timestamp)));
    }
  });

  test("is read by the protocol library, binary and repeated headers included", () => {
    const records = randomRecords(seeded(5), 40);
    const theirs = readRecordsBatch(Reader.from(encodeBatch({ records, codec })));
    const told = theirs.records.map((record) => ({
      timestamp: Number(theirs.firstTimestamp + record.timestampDelta),
      key: record.key,
      value: record.value,
      headers: record.headers.map(([name, value]) => ({ name, value })),
    }));
    expect(told).toEqual(seen(records));
    expect([theirs.partitionLeaderEpoch, theirs.firstOffset, theirs.lastOffsetDelta]).toEqual([-1, 0n, 39]);
  });

  const plain = Array.from({ length: 30 }, (_, i) => ({
    key: i % 4 === 0 ? null : Buffer.from(`key ${i}`),
    value: i % 5 === 0 ? null : Buffer.from(`größe ${i} `.repeat(i)),
    headers: { trace: Buffer.from(`${i}`), second: Buffer.from([i, 255]) },
    timestamp: 1_700_000_000_000 - i * 7919,
  }));
  const toWrite = plain.map((record) => ({
    ...record,
    headers: Object.entries(record.headers).map(([name, value]) => ({ name, value })),
  }));

  test("is read by kafkajs", async () => {
    const theirs = await decodeWithKafkajs(
      encodeBatch({
        records: toWrite,
        codec,
        producerId: 12345678901n,
        producerEpoch: 3,
        baseSequence: 9,
        transactional: true,
      }),
    );
    const told = theirs.records.map(({ timestamp, key, value, headers }) => ({
      timestamp: Number(timestamp),
      key,
      value,
      headers: { ...headers },
    }));
    expect(told).toEqual(plain);
    expect([theirs.producerId, theirs.inTransaction, theirs.maxTimestamp]).toEqual([
      "12345678901",
      true,
      "1700000000000",
    ]);
  });

  test("is read when kafkajs has written it", async () => {
    const batch = only(await encodeWithKafkajs(codec, plain));
    expect(verifyCrc(batch)).toBe(true);
    expect(read(batch)).toEqual(seen(toWrite));
  });

  test("is read when the protocol library has written it", () => {
    const messages = plain.map(({ key, value, headers, timestamp }) => ({
      topic: "t",
      partition: 0,
      ...(key ? { key } : {}),
      ...(value ? { value } : {}),
      headers: new Map(Object.entries(headers).map(([name, value]) => [Buffer.from(name), value])),
      timestamp: BigInt(timestamp),
    }));
    const batch = only(
      createRecordsBatch(messages as Parameters<typeof createRecordsBatch>[0], { compression: codec }).buffer,
    );
    expect(verifyCrc(batch)).toBe(true);
    expect(read(batch)).toEqual(seen(toWrite));
  });
});

test.skipIf(!existsSync(libraryDirectory("broker")))(
  "Kafka's own reader takes every codec, record by record",
  async () => {
    const directory = mkdtempSync(join(tmpdir(), "klar-batch-"));
    try {
      const segment = join(directory, "00000000000000000000.log");
      const value = (codec: string, i: number) => `${codec} ${i} ${"x".repeat(i * 40)}`;
      const batches = codecs.map((codec, n) => {
        const records = Array.from({ length: 100 }, (_, i) => ({
          key: Buffer.from(`${i}`),
          value: Buffer.from(value(codec, i)),
          headers: [{ name: "h", value: null }],
          timestamp: 1_700_000_000_000 - i,
        }));
        const bytes = encodeBatch({ records, codec });
        // The broker gives the offsets; the checksum does not cover them.
        bytes.writeBigInt64BE(BigInt(n * 100), 0);
        return bytes;
      });
      writeFileSync(segment, Buffer.concat(batches));
      const { stdout } = await kafkaTool("dump-log", ["--files", segment, "--print-data-log"]);
      const told = [
        ...stdout.matchAll(/^\| offset: (\d+) CreateTime: (\d+) .*?headerKeys: \[h\] key: (\d+) payload: (.*)$/gm),
      ].map((match) => match.slice(1));
      expect(told).toEqual(
        codecs.flatMap((codec, n) =>
          Array.from({ length: 100 }, (_, i) => [
            `${n * 100 + i}`,
            `${1_700_000_000_000 - i}`,
            `${i}`,
            value(codec, i),
          ]),
        ),
      );
      expect([...stdout.matchAll(/compresscodec: (\w+) .*?isvalid: true/g)].map(([, codec]) => codec)).toEqual(codecs);
    } finally {
      rmSync(directory, { recursive: true });
    }
  },
);

describe("the header of a new batch", () => {
  const record = (timestamp: number): RecordToWrite => ({ key: null, value: null, headers: [], timestamp });

  test("has no producer, no sequence and no leader epoch unless told", () => {
    const batch = only(encodeBatch({ records: [record(5)], codec: "none" }));
    const {
      producerId,
      producerEpoch,
      baseSequence,
      leaderEpoch,
      transactional,
      control,
      magic,
      timestampType,
      baseOffset,
    } = batch;
    expect({
      producerId,
      producerEpoch,
      baseSequence,
      leaderEpoch,
      transactional,
      control,
      magic,
      timestampType,
      baseOffset,
    }).toEqual({
      producerId: -1n,
      producerEpoch: -1,
      baseSequence: -1,
      leaderEpoch: -1,
      transactional: false,
      control: false,
      magic: 2,
      timestampType: "create",
      baseOffset: 0n,
    });
  });

  test("keeps times that go backwards", () => {
    const batch = only(encodeBatch({ records: [record(5000), record(1), record(9000), record(0)], codec: "lz4" }));
    expect([batch.baseTimestamp, batch.maxTimestamp]).toEqual([5000, 9000]);
    expect(recordsOf(batch).map(({ timestamp }) => timestamp)).toEqual([5000, 1, 9000, 0]);
  });

  test("holds a hundred and thirty thousand records", () => {
    const records = Array.from({ length: 130_000 }, (_, i) => record(i));
    expect(readAll(encodeBatch({ records, codec: "zstd" })).at(-1)).toMatchObject({
      offset: "129999",
      timestamp: 129_999,
    });
  });

  test("is refused without records and with times that are none", () => {
    expect(() => encodeBatch({ records: [], codec: "none" })).toThrow(RangeError);
    for (const time of [1.5, Number.NaN, -2, 2 ** 60])
      expect(() => encodeBatch({ records: [record(time)], codec: "none" })).toThrow(RangeError);
  });
});
