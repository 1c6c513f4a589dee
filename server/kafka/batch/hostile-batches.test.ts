import { crc32c } from "@node-rs/crc32";
import { describe, expect, test } from "vitest";
import { recordsOf, sample } from "./batch.fixtures/read-all.ts";
import { randomRecords, seeded } from "./batch.fixtures/seeded.ts";
import { BatchError } from "./batch-error.ts";
import type { Codec } from "./codec.ts";
import { encodeBatch } from "./encode.ts";
import { inflate } from "./inflate.ts";
import { controlType, indexRecords } from "./records.ts";
import { scanBatches, truncatedTail } from "./scan.ts";
import { transactionState, transactionView } from "./visibility.ts";

const codecs: Codec[] = ["none", "gzip", "snappy", "lz4", "zstd"];
const MAX_BYTES = 4 * 1024 * 1024;
const refused = (code: string) => expect.objectContaining({ name: "BatchError", code });

/** Reads everything as a reader would; resolves with what stopped it. Anything but a BatchError is a failure of the test. */
function readHostile(bytes: Buffer): { batches: number; records: number; refusals: number } {
  const told = { batches: 0, records: 0, refusals: 0 };
  const counting = (act: () => void) => {
    try {
      act();
    } catch (error) {
      if (!(error instanceof BatchError)) throw error;
      told.refusals++;
    }
  };
  const view = transactionView({ aborted: [{ producerId: 0n, firstOffset: 0n }], lastStableOffset: 5n });
  counting(() => truncatedTail(bytes));
  counting(() => {
    for (const batch of scanBatches(bytes, MAX_BYTES)) {
      told.batches++;
      counting(() => controlType(batch));
      counting(() => transactionState(view, batch));
      counting(() => {
        for (const record of recordsOf(batch, MAX_BYTES)) {
          told.records++;
          for (const view of [
            record.key,
            record.value,
            ...record.headers.flatMap(({ name, value }) => [name, value]),
          ]) {
            if (view && view.length > MAX_BYTES) throw new Error("a view of more than there is");
          }
        }
      });
    }
  });
  return told;
}

function thrown(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}

/** Puts the checksum right, so that the damage reaches what lies behind it. */
function signed(batch: Buffer): Buffer {
  batch.writeUInt32BE(crc32c(batch.subarray(21)), 17);
  return batch;
}

describe.each(codecs)("batches in %s with flipped bits", (codec) => {
  test("are read or refused, and never anything else", () => {
    const random = seeded(codec.length + 1000);
    let refusals = 0;
    for (let round = 0; round < 400; round++) {
      const bytes = Buffer.concat(
        [0, 1, 2].map(() => encodeBatch({ records: randomRecords(random, 1 + Math.floor(random() * 8)), codec })),
      );
      for (let flips = 1 + Math.floor(random() * 6); flips > 0; flips--) {
        const at = Math.floor(random() * bytes.length);
        bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(random() * 8));
      }
      refusals += readHostile(bytes).refusals;
    }
    expect(refusals).toBeGreaterThan(0);
  });

  test("are read up to where they are cut off, at every length", () => {
    const one = encodeBatch({ records: randomRecords(seeded(3), 6), codec });
    const bytes = Buffer.concat([one, one]);
    for (let length = 0; length <= bytes.length; length += length % one.length < 70 ? 1 : 13) {
      const cut = bytes.subarray(0, length);
      expect(readHostile(cut)).toEqual({
        batches: Math.floor(length / one.length),
        records: 6 * Math.floor(length / one.length),
        refusals: 0,
      });
      expect(truncatedTail(cut)).toBe(length % one.length);
    }
  });
});

test.each([0, 1].flatMap((magic) => ["none", "gzip", "snappy", "lz4"].map((codec) => `magic-${magic}-${codec}`)))(
  "a damaged message set, %s, is read or refused",
  (name) => {
    const random = seeded(name.length * 31);
    let refusals = 0;
    for (let round = 0; round < 300; round++) {
      const bytes = Buffer.from(sample(name).bytes.subarray(0, Math.floor(random() * 200) + 100 + (round % 2) * 4000));
      const at = Math.floor(random() * bytes.length);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(random() * 8));
      refusals += readHostile(bytes).refusals;
    }
    expect(refusals).toBeGreaterThan(0);
  },
);

test("random bytes behind a sound header are read or refused", () => {
  const random = seeded(77);
  for (let round = 0; round < 500; round++) {
    const batch = encodeBatch({ records: randomRecords(random, 3), codec: "none" });
    for (let at = 61; at < batch.length; at++) batch[at] = Math.floor(random() * 256);
    batch[22] = round % 5;
    readHostile(signed(batch));
  }
});

describe("a header that lies", () => {
  const sound = () =>
    encodeBatch({
      records: [{ key: null, value: Buffer.from("value"), headers: [{ name: "h", value: null }], timestamp: 1 }],
      codec: "none",
    });
  const scan = (bytes: Buffer) => () => [...scanBatches(bytes)];

  test.each([-1, 0, 13, -2147483648])("about its length (%d) is refused with the position", (length) => {
    const second = sound();
    second.writeInt32BE(length, 8);
    const bytes = Buffer.concat([sound(), second]);
    expect(scan(bytes)).toThrow(expect.objectContaining({ code: "corrupt", position: sound().length }));
    expect(() => truncatedTail(bytes)).toThrow(expect.objectContaining({ code: "corrupt", position: sound().length }));
  });

  test("about a length that holds a message but no batch header is refused", () => {
    const short = sound().subarray(0, 40);
    short.writeInt32BE(28, 8);
    expect(scan(short)).toThrow(refused("corrupt"));
  });

  test("about a length of gigabytes is a truncated tail", () => {
    const long = sound();
    long.writeInt32BE(2147483647, 8);
    expect([...scanBatches(long)]).toEqual([]);
    expect(truncatedTail(long)).toBe(long.length);
  });

  test.each([3, 127, -1])("with magic %d is unsupported, and the offset is named", (magic) => {
    const batch = sound();
    batch.writeInt8(magic, 16);
    batch.writeBigInt64BE(42n, 0);
    expect(scan(batch)).toThrow(
      expect.objectContaining({
        code: "unsupported",
        offset: 42n,
        message: expect.stringContaining(`magic ${magic} at offset 42`),
      }),
    );
  });

  test("with a compression id of the future is unsupported", () => {
    const batch = sound();
    batch.writeInt16BE(5, 21);
    expect(scan(batch)).toThrow(refused("unsupported"));
  });

  test.each([
    ["a negative record count", 57, -1],
    ["a negative last offset delta", 23, -1],
  ])("with %s is corrupt", (_, at, value) => {
    const batch = sound();
    batch.writeInt32BE(value, at);
    expect(scan(batch)).toThrow(refused("corrupt"));
  });

  test("with offsets past the end of int64, or below zero, is corrupt", () => {
    const batch = sound();
    batch.writeBigInt64BE(2n ** 63n - 1n, 0);
    batch.writeInt32BE(1, 23);
    expect(scan(batch)).toThrow(refused("corrupt"));
    batch.writeBigInt64BE(-1n, 0);
    expect(scan(batch)).toThrow(refused("corrupt"));
  });

  test.each([0, 2, 2147483647])(
    "claiming %d records where there is one is corrupt, before anything is allocated",
    (count) => {
      const batch = sound();
      batch.writeInt32BE(count, 57);
      const [header] = scanBatches(batch);
      expect(() => header && recordsOf(header)).toThrow(refused("corrupt"));
    },
  );
});

test("one bad batch does not hide what follows it", () => {
  const sound = encodeBatch({ records: randomRecords(seeded(1), 2), codec: "none" });
  const bad = Buffer.from(sound);
  bad.writeInt8(9, 16);
  const bytes = Buffer.concat([sound, bad, sound]);
  const refusal = thrown(() => [...scanBatches(bytes)]);
  expect(refusal).toMatchObject({ code: "unsupported", position: sound.length, resumeAt: 2 * sound.length });
  if (!(refusal instanceof BatchError)) return;
  expect([...scanBatches(bytes.subarray(refusal.resumeAt ?? 0))].map((batch) => batch.sizeBytes)).toEqual([
    sound.length,
  ]);
});

test("a batch that does not inflate is named by its offset", () => {
  const bytes = encodeBatch({ records: randomRecords(seeded(1), 9), codec: "zstd" });
  bytes.writeBigInt64BE(700n, 0);
  const [batch] = scanBatches(bytes);
  expect(thrown(() => batch && inflate(batch, { maxBytes: 10 }))).toMatchObject({ code: "too-large", offset: 700n });
});

describe("a record that lies", () => {
  // length 8: attributes, timestamp delta, offset delta, key length -1, value length 1, "v", header count 0, one to spare
  const record = (...bytes: number[]) => Buffer.from([bytes.length * 2, ...bytes]);
  test.each([
    ["a key longer than the record", record(0, 0, 0, 40, 1, 0, 0)],
    ["a key length below -1", record(0, 0, 0, 3, 1, 0, 0)],
    ["a value longer than the record", record(0, 0, 0, 1, 40, 0, 0)],
    ["a value that leaves no room for the header count", record(0, 0, 0, 1, 4, 7, 7)],
    ["an offset before its batch", record(0, 0, 1, 1, 1, 0, 0)],
    ["a varint without an end", record(0, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0)],
    ["a length past the payload", Buffer.from([80, 0, 0, 0, 1, 1, 0])],
    ["a negative length", Buffer.from([3, 0, 0, 0, 1, 1, 0])],
  ])("by %s", (_, payload) => {
    expect(() => indexRecords(payload, 1)).toThrow(refused("corrupt"));
  });

  test.each([
    ["more headers than it can hold", record(0, 0, 0, 1, 1, 0xfe, 0x7f)],
    ["a negative header count", record(0, 0, 0, 1, 1, 1)],
    ["a header name past its end", record(0, 0, 0, 1, 1, 2, 40, 0)],
    ["a null header name", record(0, 0, 0, 1, 1, 2, 1, 1)],
    ["a header value past its end", record(0, 0, 0, 1, 1, 2, 2, 97, 40)],
    ["bytes behind its headers", record(0, 0, 0, 1, 1, 0, 9)],
  ])("by %s", (_, payload) => {
    const [header] = scanBatches(
      encodeBatch({ records: [{ key: null, value: null, headers: [], timestamp: 1 }], codec: "none" }),
    );
    expect(() => header && recordsOf({ ...header, payload })).toThrow(refused("corrupt"));
  });

  test("never shows bytes of its neighbour in memory", () => {
    const memory = Buffer.alloc(64, 0x7f);
    record(0, 0, 0, 1, 60).copy(memory, 10);
    expect(() => indexRecords(memory.subarray(10, 16), 1)).toThrow(BatchError);
  });
});

test("corrupt batches do not make the WASM memory grow", () => {
  const batch = encodeBatch({
    records: [{ key: null, value: Buffer.alloc(3 * 1024 * 1024, "klar and more "), headers: [], timestamp: 1 }],
    codec: "lz4",
  });
  batch[batch.length - 40] = (batch[batch.length - 40] ?? 0) ^ 0xff;
  const before = process.memoryUsage().rss;
  for (let round = 0; round < 200; round++) readHostile(signed(Buffer.from(batch)));
  expect(process.memoryUsage().rss - before).toBeLessThan(300 * 1024 * 1024);
});
