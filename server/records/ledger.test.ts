import { Kafka, logLevel } from "kafkajs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Codec } from "../kafka/batch/codec.ts";
import type { RecordToWrite } from "../kafka/batch/encode.ts";
import type { Placed } from "./merge.ts";
import { bestOf, dice, openBench, placeOf } from "./rig.fixtures.ts";

/** So many records are searched; KLAR_LEDGER_RECORDS=2000000 takes a few minutes. */
const total = Number(process.env.KLAR_LEDGER_RECORDS ?? 120_000);
const patienceMs = 60_000 + total / 2;

const bench = openBench();
const kafkajs = new Kafka({ brokers: bench.bootstrap.split(","), logLevel: logLevel.NOTHING });
afterAll(() => bench.close());

const codecs: Codec[] = ["none", "gzip", "snappy", "lz4", "zstd"];
const partitions = 6;
const batchCount = 500;
const start = 1_700_000_000_000;
const kinds = ["value", "key", "header", "number", "aborted"] as const;
type Kind = (typeof kinds)[number];
type Planted = Placed & { kind: Kind; codec: Codec };

const ledger: Planted[] = [];
let topic = "";
let written = 0;
let markers = 0;

/** Hay looks like the needles as far as it can: their letters, their keys with something behind, their fields with other values. */
function recordOf(nth: number, kind: Kind | null, pad: string): Partial<RecordToWrite> {
  const word = kind === "value" || kind === "aborted" ? "Needle-in-value" : "Needle-in-valve";
  return {
    key: Buffer.from(kind === "key" ? "the-key" : nth % 3 === 0 ? `the-key-${nth}` : `key-${nth}`),
    value: Buffer.from(
      `{"n":${nth},"rank":${kind === "number" ? 7 : 70 + (nth % 900)},"word":"${word}","pad":"${pad}"}`,
    ),
    headers: [{ name: "trace", value: Buffer.from(kind === "header" ? "find-me" : `find-m${nth % 10}`) }],
    timestamp: start + nth,
  };
}

beforeAll(async () => {
  topic = await bench.ownTopic(partitions);
  const random = dice(2026);
  const letters = Array.from({ length: 4000 }, () => String.fromCharCode(97 + random(26))).join("");
  const batches = Math.ceil(total / batchCount);
  /** about one batch in forty has needles, of any kind, anywhere in it */
  for (let batch = 0; batch < batches; ) {
    const asked: Promise<void>[] = [];
    for (let lane = 0; lane < partitions && batch < batches; lane++, batch++) {
      const nth = batch * batchCount;
      const codec = codecs[batch % codecs.length] ?? "none";
      const kindAt = new Map<number, Kind>();
      if (random(40) === 0 || batch < codecs.length)
        for (const kind of kinds.slice(0, 4)) kindAt.set(random(batchCount), kind);
      const records = Array.from({ length: batchCount }, (_, i) => {
        const at = random(3900);
        return recordOf(nth + i, kindAt.get(i) ?? null, letters.slice(at, at + 20 + random(60)));
      });
      written += batchCount;
      asked.push(
        bench.append(topic, lane, [records], codec).then(([base = -1n]) => {
          for (const [i, kind] of kindAt)
            ledger.push({ partition: lane, offset: base + BigInt(i), timestamp: start + nth + i, kind, codec });
        }),
      );
    }
    await Promise.all(asked);
  }
  await transactions(written);
}, patienceMs);

/** Committed and aborted ones, all of them with needles. */
async function transactions(from: number) {
  const producer = kafkajs.producer({
    transactionalId: `${topic}-tx`,
    idempotent: true,
    maxInFlightRequests: 1,
    allowAutoTopicCreation: false,
  });
  await producer.connect();
  try {
    for (let turn = 0; turn < 12; turn++) {
      const nth = from + turn * 10;
      const partition = turn % partitions;
      const kind = turn % 2 === 0 ? "value" : "aborted";
      const transaction = await producer.transaction();
      const records = Array.from({ length: 10 }, (_, i) =>
        recordOf(nth + i, i === 4 ? kind : null, "in a transaction"),
      );
      const [sent] = await transaction.send({
        topic,
        messages: records.map(({ key, value, headers, timestamp }) => ({
          partition,
          key: key ?? null,
          value: value ?? null,
          headers: { trace: headers?.[0]?.value ?? Buffer.alloc(0) },
          timestamp: String(timestamp),
        })),
      });
      await transaction[kind === "value" ? "commit" : "abort"]();
      written += 10;
      markers++;
      const offset = BigInt(sent?.baseOffset ?? -1) + 4n;
      ledger.push({ partition, offset, timestamp: start + nth + 4, kind, codec: "none" });
    }
  } finally {
    await producer.disconnect();
  }
}

async function search(query: Record<string, string>) {
  const whole = { limit: "10000", maxSeconds: "3600", maxValueBytes: "200", ...query };
  const { messages, scan } = await bench.read(topic, whole, AbortSignal.timeout(patienceMs));
  expect(scan).toMatchObject({ reason: "end", problems: [] });
  return { found: messages.map(placeOf), scan };
}
const planted = (...wanted: Kind[]) => ledger.filter(({ kind }) => wanted.includes(kind));

describe(`needles among ${total} records, in every codec`, () => {
  const searches: [string, Record<string, string>, Kind[]][] = [
    ["a substring", { contains: "Needle-in-value" }, ["value"]],
    ["a substring of values alone", { contains: "Needle-in-value", in: "value" }, ["value"]],
    ["a substring without regard to case", { contains: "nEEdle-IN-value", ignoreCase: "true" }, ["value"]],
    ["a substring of headers", { contains: "find-me", in: "headers" }, ["header"]],
    [
      "a substring, aborted ones too",
      { contains: "Needle-in-value", isolation: "read_uncommitted" },
      ["value", "aborted"],
    ],
    ["an expression with a beginning", { regex: "Needle-in-val[u]e" }, ["value"]],
    ["an expression without one", { regex: '[Nn]eedle-.{3}value"', in: "value" }, ["value"]],
    ["an expression on keys", { regex: "^the-key$", in: "key" }, ["key"]],
    ["a key", { key: "the-key" }, ["key"]],
    ["a field", { where: "value.rank == 7" }, ["number"]],
    ["a field that is a range", { where: "value.rank < 70 && value.rank > 6.5" }, ["number"]],
    ["a field of the key", { where: 'key == "the-key"' }, ["key"]],
    ["a header", { where: 'headers["trace"] == "find-me"' }, ["header"]],
    [
      "text in a field, aborted ones too",
      { where: 'value.word.endsWith("value")', isolation: "read_uncommitted" },
      ["value", "aborted"],
    ],
    ["one of two fields", { where: 'value.rank == 7 || key == "the-key"' }, ["number", "key"]],
    ["nothing", { contains: "Needle-in-vain" }, []],
    ["nothing by a condition", { where: "value.rank == 7000" }, []],
  ];
  it.each(searches)("%s is found exactly", { timeout: patienceMs }, async (_, query, wanted) => {
    const order = Object.keys(query).length % 2 === 0 ? "newest" : "oldest";
    const expected = bestOf(order, planted(...wanted), 10_000).map(placeOf);
    const { found, scan } = await search({ order, ...query });
    expect(found).toEqual(expected);
    expect(scan).toMatchObject({ scanned: BigInt(written), filterErrors: 0, matched: expected.length });
  });

  it("has planted what it looks for: each kind in each codec, and aborted ones", () => {
    for (const kind of kinds.slice(0, 4))
      expect(new Set(planted(kind).map(({ codec }) => codec))).toEqual(new Set(codecs));
    expect(planted("aborted")).toHaveLength(6);
    expect(markers).toBe(12);
  });

  it("finds them page by page, no more and no less", { timeout: patienceMs }, async () => {
    const expected = bestOf("newest", planted("value"), 10_000).map(placeOf);
    const found: string[] = [];
    let cursor: string | null = null;
    do {
      const query = { contains: "Needle-in-value", limit: "7", maxSeconds: "600", maxScan: String(total) };
      const page = await bench.read(
        topic,
        cursor === null ? query : { ...query, cursor },
        AbortSignal.timeout(patienceMs),
      );
      found.push(...page.messages.map(placeOf));
      cursor = page.scan.cursor.next;
    } while (cursor !== null && found.length <= expected.length);
    expect(found).toEqual(expected);
  });
});

it("after compaction finds what is left, and nothing of what was overwritten", { timeout: 120_000 }, async () => {
  const compacted = await bench.ownTopic(1, {
    "cleanup.policy": "compact",
    "segment.ms": "100",
    "min.cleanable.dirty.ratio": "0.001",
    "max.compaction.lag.ms": "100",
    "min.compaction.lag.ms": "0",
  });
  const write = (keys: readonly string[], word: string, codec: Codec) =>
    bench.append(
      compacted,
      0,
      [keys.map((key) => ({ key: Buffer.from(key), value: Buffer.from(`{"word":"${word}"}`), timestamp: Date.now() }))],
      codec,
    );
  const keys = Array.from({ length: 300 }, (_, i) => `k${i}`);
  for (const [i, codec] of codecs.entries()) await write(keys.slice(i * 60, i * 60 + 60), "needle", codec);
  // two thirds are overwritten, some of them by a needle again
  const gone = keys.filter((_, i) => i % 3 !== 0);
  const again = gone.filter((_, i) => i % 10 === 0);
  await write(gone, "hay", "none");
  const [base = 0n] = await write(again, "needle", "lz4");
  const expected = [
    ...keys.flatMap((key, i) => (i % 3 === 0 ? [`${i} ${key}`] : [])),
    ...again.map((key, i) => `${base + BigInt(i)} ${key}`),
  ];
  const searches: Record<string, string>[] = [
    { contains: "needle" },
    { regex: "n[e]{2}dle" },
    { where: 'value.word == "needle"' },
  ];
  const found = async (query: Record<string, string>) => {
    const { messages } = await bench.read(compacted, { order: "oldest", limit: "1000", ...query });
    return messages.map(({ offset, key }) => `${offset} ${key?.text}`);
  };
  const [first = {}] = searches;
  await expect
    .poll(
      async () => {
        await write(["pad"], "hay", "none");
        return found(first);
      },
      { timeout: 90_000, interval: 500 },
    )
    .toEqual(expected);
  for (const query of searches) expect(await found(query)).toEqual(expected);
  for (const key of ["k1", "k3"])
    expect(await found({ key, contains: "needle" })).toEqual(expected.filter((one) => one.endsWith(` ${key}`)));
});
