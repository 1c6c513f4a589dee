import { constants, zstdCompressSync, zstdDecompressSync } from "node:zlib";
import { expect, test } from "vitest";
import { seeded } from "./batch.fixtures/seeded.ts";
import { inflateAgain } from "./zstd-context.ts";

const random = seeded(3);
const below = (count: number): number => Math.floor(random() * count);
/** Text that repeats itself now and then. */
const samples = Array.from({ length: 40 }, () => {
  const words = Array.from({ length: 1 + below(30) }, () => below(2 ** 31).toString(36));
  return Buffer.from(Array.from({ length: below(3000) }, () => words[below(words.length)]).join(" "));
});
const frames = samples.map((sample, i) =>
  zstdCompressSync(sample, {
    params: {
      [constants.ZSTD_c_checksumFlag]: i % 2,
      [constants.ZSTD_c_contentSizeFlag]: i % 3 === 0 ? 0 : 1,
      [constants.ZSTD_c_compressionLevel]: 1 + (i % 5),
    },
  }),
);

test("frames come out as they were, one after the other", () => {
  for (const [i, frame] of frames.entries()) {
    const into = Buffer.alloc((samples[i]?.length ?? 0) + 1);
    const length = inflateAgain(frame, into);
    expect(length).toBe(samples[i]?.length);
    expect(into.subarray(0, length ?? 0).equals(samples[i] ?? into)).toBe(true);
  }
});

test("what does not fit, or only just, is not taken for the whole", () => {
  const sample = Buffer.from("twelve bytes");
  expect(inflateAgain(zstdCompressSync(sample), Buffer.alloc(11))).toBeNull();
  expect(inflateAgain(zstdCompressSync(sample), Buffer.alloc(12))).toBeNull();
  expect(inflateAgain(zstdCompressSync(sample), Buffer.alloc(13))).toBe(12);
});

test("damaged frames are refused or come out as the documented call has them, and the next frame is whole again", () => {
  let refused = 0;
  for (let nth = 0; nth < 3000; nth++) {
    const i = below(frames.length);
    const frame = Buffer.from(frames[i] ?? []);
    for (let change = below(3); change >= 0; change--) frame[below(frame.length)] = below(256);
    const cut = frame.subarray(0, frame.length - (below(4) === 0 ? below(frame.length) : 0));
    const into = Buffer.alloc(400_000);
    const length = inflateAgain(cut, into);
    if (length === null) refused++;
    else expect(into.subarray(0, length).equals(documented(cut)), cut.toString("hex")).toBe(true);
    if (nth % 50 === 0) expect(inflateAgain(frames[i] ?? cut, into)).toBe(samples[i]?.length);
  }
  expect(refused).toBeGreaterThan(1000);
});

function documented(frame: Buffer): Buffer {
  return zstdDecompressSync(frame, { maxOutputLength: 1_000_000 });
}
