import { describe, expect, test } from "vitest";
import { recordsOf, sample } from "./batch.fixtures/read-all.ts";
import { encodeBatch } from "./encode.ts";
import { type BatchHeader, scanBatches } from "./scan.ts";
import { type TransactionView, transactionState, transactionView } from "./visibility.ts";

function fetched(name: string) {
  const { bytes, expected } = sample(name);
  const aborted = expected.aborted.map((one) => ({
    producerId: BigInt(one.producerId),
    firstOffset: BigInt(one.firstOffset),
  }));
  return {
    batches: [...scanBatches(bytes)],
    expected,
    told: { aborted, lastStableOffset: BigInt(expected.lastStableOffset) },
  };
}

function texts(
  batches: BatchHeader[],
  view: TransactionView,
  wanted: (state: ReturnType<typeof transactionState>) => boolean,
) {
  const kept: string[] = [];
  for (const batch of batches) {
    const state = transactionState(view, batch);
    if (batch.control || !wanted(state)) continue;
    kept.push(...recordsOf(batch).map((record) => record.value?.toString() ?? ""));
  }
  return kept;
}

describe("a partition with two producers' transactions, read from a real broker", () => {
  test("hiding aborted and open records leaves what a read_committed consumer gets", () => {
    const { batches, expected, told } = fetched("transactions-committed");
    const kept = texts(batches, transactionView(told), (state) => state === null || state === "committed");
    expect(kept).toEqual(expected.records.map(({ value }) => Buffer.from(value ?? "", "base64").toString()));
  });

  test("aborted records can be kept and marked, also where their producer committed in between", () => {
    const { batches, told } = fetched("transactions-committed");
    const kept = texts(batches, transactionView(told), (state) => state === "aborted");
    expect(kept).toEqual(["a1 aborted 1", "a1 aborted 2", "a3 aborted 1", "b2 aborted 1"]);
  });

  test("above the last stable offset a transaction is open and a plain record is not", () => {
    const { batches, told } = fetched("transactions-uncommitted");
    const open = texts(batches, transactionView(told), (state) => state === "open");
    expect(open).toEqual(["b3 open 1"]);
    const plain = texts(batches, transactionView(told), (state) => state === null);
    expect(plain).toEqual(["plain 1", "plain 2", "plain 3, above the last stable offset"]);
  });
});

describe("aborted ranges", () => {
  const at = (offset: bigint, producerId: bigint, transactional = true): BatchHeader => {
    const record = { key: null, value: Buffer.from("x"), headers: [], timestamp: 1 };
    const [batch] = scanBatches(
      encodeBatch({ records: [record], codec: "none", producerId, producerEpoch: 0, baseSequence: 0, transactional }),
    );
    if (!batch) throw new Error("no batch");
    return { ...batch, baseOffset: offset, lastOffset: offset };
  };
  /** Key of a marker: version 0, type 0 = abort, 1 = commit. */
  const marker = (offset: bigint, producerId: bigint, type: number): BatchHeader => {
    const record = { key: Buffer.from([0, 0, 0, type]), value: Buffer.alloc(6), headers: [], timestamp: 1 };
    const [batch] = scanBatches(
      encodeBatch({ records: [record], codec: "none", producerId, producerEpoch: 0, transactional: true }),
    );
    if (!batch) throw new Error("no batch");
    return { ...batch, baseOffset: offset, lastOffset: offset, control: true };
  };
  const states = (told: Parameters<typeof transactionView>[0], batches: BatchHeader[]) => {
    const view = transactionView(told);
    return batches.map((batch) => transactionState(view, batch));
  };

  test("one producer may abort twice; the list may come in any order", () => {
    const told = {
      aborted: [
        { producerId: 7n, firstOffset: 20n },
        { producerId: 7n, firstOffset: 10n },
      ],
      lastStableOffset: 100n,
    };
    const batches = [
      at(5n, 7n),
      marker(6n, 7n, 1),
      at(10n, 7n),
      marker(11n, 7n, 0),
      at(15n, 7n),
      marker(16n, 7n, 1),
      at(20n, 7n),
      at(21n, 7n),
    ];
    expect(states(told, batches)).toEqual([
      "committed",
      null,
      "aborted",
      null,
      "committed",
      null,
      "aborted",
      "aborted",
    ]);
  });

  test("a transaction that began before the fetch is aborted from its first batch on", () => {
    expect(
      states({ aborted: [{ producerId: 7n, firstOffset: 3n }], lastStableOffset: 100n }, [at(50n, 7n), at(51n, 8n)]),
    ).toEqual(["aborted", "committed"]);
  });

  test("idempotent records outside a transaction stay, even inside their producer's aborted range", () => {
    expect(
      states({ aborted: [{ producerId: 7n, firstOffset: 3n }], lastStableOffset: 100n }, [at(5n, 7n, false)]),
    ).toEqual([null]);
  });

  test("a commit marker of one producer ends nobody's aborted range", () => {
    const told = { aborted: [{ producerId: 7n, firstOffset: 1n }], lastStableOffset: 100n };
    expect(states(told, [at(1n, 7n), marker(2n, 8n, 1), marker(3n, 8n, 0), at(4n, 7n)])).toEqual([
      "aborted",
      null,
      null,
      "aborted",
    ]);
  });

  test("without a last stable offset no transaction is called committed", () => {
    expect(states({ aborted: [], lastStableOffset: -1n }, [at(1n, 7n)])).toEqual(["open"]);
  });
});
