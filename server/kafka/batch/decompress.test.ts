import { execFileSync } from "node:child_process";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { lz4Compress, lz4Decompress, snappyCompress } from "@platformatic/wasm-utils";
import { describe, expect, test } from "vitest";
import { seeded } from "./batch.fixtures/seeded.ts";
import { BatchError } from "./batch-error.ts";
import type { Codec } from "./codec.ts";
import { compress } from "./compress.ts";
import { decompress } from "./decompress.ts";
import { inflateSnappyBlock } from "./snappy-block.ts";

const MIB = 1024 * 1024;
const codecs: Codec[] = ["gzip", "snappy", "lz4", "zstd"];
const text = Buffer.from("the way of a record, from the socket to the row ".repeat(4000));
const refused = (code: string) => expect.objectContaining({ name: "BatchError", code });

function thrown(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}

describe.each(codecs)("%s", (codec) => {
  test("takes back what it gave", () => {
    for (const input of [Buffer.from("a"), text, Buffer.alloc(300_000), noise(100_000)]) {
      expect(decompress(codec, compress(codec, input), input.length).equals(input)).toBe(true);
    }
  });

  test("inflates to exactly the cap and not to one byte more", () => {
    expect(decompress(codec, compress(codec, text), text.length).length).toBe(text.length);
    expect(thrown(() => decompress(codec, compress(codec, text), text.length - 1))).toEqual(refused("too-large"));
  });

  test("a bomb is refused", () => {
    const bomb = compress(codec, Buffer.alloc(200 * MIB));
    expect(bomb.length).toBeLessThan(12 * MIB);
    expect(thrown(() => decompress(codec, bomb, 16 * MIB))).toEqual(refused("too-large"));
  });

  test("a stream that is cut off is corrupt, not short", () => {
    const whole = compress(codec, text);
    for (const left of [1, 7, Math.floor(whole.length / 2), whole.length - 5]) {
      expect(thrown(() => decompress(codec, whole.subarray(0, left), MIB))).toEqual(refused("corrupt"));
    }
  });

  test("no payload at all is no records", () => {
    expect(decompress(codec, Buffer.alloc(0), MIB).length).toBe(0);
  });
});

describe("several frames one after the other are one stream", () => {
  const joined: [string, Codec, Buffer][] = [
    ["gzip members", "gzip", Buffer.concat([gzipSync(text), gzipSync(text)])],
    ["zstd frames", "zstd", Buffer.concat([zstdCompressSync(text), skippable(), zstdCompressSync(text)])],
    ["lz4 frames", "lz4", Buffer.concat([lz4Compress(text), skippable(), lz4Compress(text)])],
    ["snappy-java streams", "snappy", Buffer.concat([compress("snappy", text), compress("snappy", text)])],
  ];
  test.each(joined)("%s", (_, codec, bytes) => {
    const twice = Buffer.concat([text, text]);
    expect(decompress(codec, bytes, twice.length).equals(twice)).toBe(true);
    expect(thrown(() => decompress(codec, bytes, twice.length - 1))).toEqual(refused("too-large"));
  });
});

describe("what other writers do", () => {
  test("raw snappy without framing", () => {
    expect(decompress("snappy", snappyCompress(text), MIB).equals(text)).toBe(true);
  });

  test("zstd that does not tell its size", () => {
    const frame = Buffer.concat([zstdCompressSync(noise(1000)), zstdCompressSync(noise(1000))]);
    expect(decompress("zstd", frame, 2000).equals(Buffer.concat([noise(1000), noise(1000)]))).toBe(true);
  });

  const lz4Tool = available("lz4");
  test.skipIf(!lz4Tool).each([["-B4"], ["-B7", "-BX"], ["-B4", "-BD"], ["--content-size"], ["--no-frame-crc"]])(
    "lz4 %s %s",
    (...flags) => {
      const input = Buffer.concat([text, noise(200_000), text]);
      const frame = execFileSync("lz4", ["-c", "-q", ...flags.filter(Boolean)], { input, maxBuffer: 16 * MIB });
      expect(decompress("lz4", frame, MIB).equals(input)).toBe(true);
    },
  );

  test.skipIf(!available("zstd")).each([["-1"], ["-19"], ["--no-check"], ["--long=27"]])("zstd %s", (flag) => {
    const frame = execFileSync("zstd", ["-c", "-q", flag], { input: text, maxBuffer: 16 * MIB });
    expect(decompress("zstd", frame, MIB).equals(text)).toBe(true);
  });
});

describe("claims are held against the bytes before anything is allocated", () => {
  test("a snappy preamble of gigabytes", () => {
    expect(thrown(() => decompress("snappy", Buffer.from([0xff, 0xff, 0xff, 0xff, 0x0f, 0, 1]), 16 * MIB))).toEqual(
      refused("corrupt"),
    );
    const plausible = Buffer.concat([Buffer.from([0x80, 0x80, 0x80, 0x10]), Buffer.alloc(2 * MIB)]);
    expect(thrown(() => decompress("snappy", plausible, 16 * MIB))).toEqual(refused("too-large"));
  });

  test("a zstd content size that its blocks cannot hold, and one above the cap", () => {
    const frame = claiming(32);
    expect(thrown(() => decompress("zstd", frame, 1024 * MIB))).toEqual(refused("corrupt"));
    expect(thrown(() => decompress("zstd", frame, MIB))).toEqual(refused("too-large"));
  });

  test("dictionaries are not ours to have", () => {
    const lz4 = Buffer.from(lz4Compress(text));
    lz4[4] = (lz4[4] ?? 0) | 1;
    expect(thrown(() => decompress("lz4", lz4, MIB))).toEqual(refused("unsupported"));
  });
});

describe("lz4 agrees with another decoder", () => {
  test("on what repeats itself near and far, in short and in long stretches", () => {
    const random = seeded(23);
    for (let round = 0; round < 400; round++) {
      const input = patterned(random, 1 + Math.floor(random() * (round % 20 === 0 ? 300_000 : 3000)));
      expect(decompress("lz4", lz4Compress(input), input.length).equals(input)).toBe(true);
    }
  });

  test("on damaged bytes, which are refused or read as it reads them, and never beyond the cap", () => {
    const random = seeded(29);
    let refusals = 0;
    let readings = 0;
    for (let round = 0; round < 2000; round++) {
      const frame = Buffer.from(lz4Compress(patterned(random, 1 + Math.floor(random() * 2000))));
      for (let flips = 0; flips <= round % 3; flips++)
        frame[7 + Math.floor(random() * (frame.length - 7))] = Math.floor(random() * 256);
      try {
        const read = decompress("lz4", frame, 4000);
        expect(read.length).toBeLessThanOrEqual(4000);
        const other = quietly(() => lz4Decompress(frame));
        // the other is stricter about how a block ends
        if (other === null) continue;
        expect(other.equals(read)).toBe(true);
        readings++;
      } catch (error) {
        expect(error).toBeInstanceOf(BatchError);
        refusals++;
      }
    }
    expect(Math.min(refusals, readings)).toBeGreaterThan(100);
  });

  test("a length that never ends is damaged, not a number that turns over", () => {
    const block = Buffer.alloc(3 * MIB, 0xff);
    const size = Buffer.alloc(4);
    size.writeUInt32LE(block.length);
    const head = Buffer.from([0x04, 0x22, 0x4d, 0x18, 0x60, 0x70, 0x73]);
    const frame = Buffer.concat([head, size, block, Buffer.alloc(4)]);
    expect(thrown(() => decompress("lz4", frame, 128 * MIB))).toEqual(refused("corrupt"));
  });
});

describe("the decoder that takes over once WASM has met corrupt snappy", () => {
  test("agrees with it on random input", () => {
    const random = seeded(11);
    for (let round = 0; round < 60; round++) {
      const input = patterned(random, Math.floor(random() * 5000));
      expect(inflateSnappyBlock(snappyCompress(input), input.length).equals(input)).toBe(true);
    }
  });

  test("refuses what reaches outside of the output", () => {
    // size 4, then a copy from one byte before the beginning
    expect(() => inflateSnappyBlock(Buffer.from([4, 0x01, 1]), 4)).toThrow(BatchError);
    // a literal longer than the input, and one longer than the told size
    expect(() => inflateSnappyBlock(Buffer.from([9, 0x20, 65]), 9)).toThrow(BatchError);
    expect(() => inflateSnappyBlock(Buffer.from([1, 0x04, 65, 66]), 1)).toThrow(BatchError);
  });
});

/** Stretches of noise, of few letters and of what stood up to 70,000 bytes before, also nearer than they are long. */
function patterned(random: () => number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  for (let at = 0; at < length; ) {
    const end = Math.min(length, at + 1 + Math.floor(random() ** 3 * 600));
    const kind = random();
    const distance = 1 + Math.floor(random() ** 4 * Math.min(Math.max(1, at), 70_000));
    for (; at < end; at++) {
      const isRepeated = kind < 0.5 && at >= distance;
      bytes[at] = isRepeated ? (bytes[at - distance] ?? 0) : Math.floor(random() * (kind < 0.8 ? 4 : 256));
    }
  }
  return bytes;
}

function quietly<T>(act: () => T): T | null {
  try {
    return act();
  } catch {
    return null;
  }
}

function noise(length: number): Buffer {
  const random = seeded(length);
  return Buffer.from(Array.from({ length }, () => Math.floor(random() * 256)));
}

function skippable(): Buffer {
  return Buffer.from([0x53, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3]);
}

/** A zstd frame of one raw block of three bytes whose header claims `mib` MiB. */
function claiming(mib: number): Buffer {
  const frame = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0xa0, 0, 0, 0, 0, 0x19, 0, 0, 1, 2, 3]);
  frame.writeUInt32LE(mib * MIB, 5);
  return frame;
}

function available(tool: string): boolean {
  try {
    execFileSync(tool, ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
