import { controlType } from "./records.ts";
import type { BatchHeader } from "./scan.ts";

/** What a read_committed Fetch tells about transactions, for one partition. */
export type FetchedTransactions = {
  /** all that overlap the answer, in any order; empty from a read_uncommitted fetch */
  aborted: readonly { producerId: bigint; firstOffset: bigint }[];
  /** -1n when the broker did not tell */
  lastStableOffset: bigint;
};

/** Aborted transactions not yet reached (by first offset), and the producers inside one. */
export type TransactionView = {
  readonly lastStableOffset: bigint;
  readonly ahead: { producerId: bigint; firstOffset: bigint }[];
  readonly aborting: Set<bigint>;
};

/**
 * The state of reading one fetch answer's batches in order. One view per answer, as Java's CompletedFetch has it: each
 * answer lists every aborted transaction that overlaps it, also one that began long before, so nothing is carried from
 * answer to answer; a producer carried over whose abort marker was never read would hide its later, committed records.
 */
export function transactionView(fetched: FetchedTransactions): TransactionView {
  const ahead = [...fetched.aborted].sort((a, b) =>
    a.firstOffset < b.firstOffset ? -1 : a.firstOffset > b.firstOffset ? 1 : 0,
  );
  return { lastStableOffset: fetched.lastStableOffset, ahead, aborting: new Set() };
}

/**
 * Whether the records of `batch` count: null = not written in a transaction (control batches too), "open" = written at
 * or above the last stable offset, still undecided. Call it for every batch of the answer once, in order, control batches
 * included: an abort marker ends its producer's aborted range. A read_committed reader hides "aborted" and "open".
 *
 * Source: CompletedFetch.nextFetchedRecord, KIP-98.
 *
 * @throws BatchError when a transaction marker cannot be read
 */
export function transactionState(view: TransactionView, batch: BatchHeader): null | "committed" | "aborted" | "open" {
  if (batch.producerId < 0n) return null;
  for (let next = view.ahead[0]; next && next.firstOffset <= batch.lastOffset; next = view.ahead[0]) {
    view.aborting.add(next.producerId);
    view.ahead.shift();
  }
  if (batch.control) {
    if (controlType(batch) === "abort") view.aborting.delete(batch.producerId);
    return null;
  }
  if (!batch.transactional) return null;
  if (view.aborting.has(batch.producerId)) return "aborted";
  return batch.baseOffset >= view.lastStableOffset ? "open" : "committed";
}
