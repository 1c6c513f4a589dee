import { BatchError } from "./batch-error.ts";
import { controlType } from "./records.ts";
import type { BatchHeader } from "./scan.ts";

/** The marker that ended a transaction of one producer. */
export type TransactionEnd = { producerId: bigint; offset: bigint; type: "abort" | "commit" };

/** What a read_committed Fetch tells about transactions, for one partition. */
export type FetchedTransactions = {
  /** all that overlap the answer, in any order; empty from a read_uncommitted fetch */
  aborted: readonly { producerId: bigint; firstOffset: bigint }[];
  /** -1n when the broker did not tell */
  lastStableOffset: bigint;
  /** markers known to whoever read on, by offset: they decide what lies at or above the last stable offset */
  ends?: readonly TransactionEnd[] | undefined;
};

/** Aborted transactions not yet reached (by first offset), the producers inside one, and each producer's ends not yet passed. */
export type TransactionView = {
  readonly lastStableOffset: bigint;
  readonly ahead: { producerId: bigint; firstOffset: bigint }[];
  readonly aborting: Set<bigint>;
  readonly ends: ReadonlyMap<bigint, TransactionEnd[]>;
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
  const ends = new Map<bigint, TransactionEnd[]>();
  for (const end of fetched.ends ?? []) {
    const known = ends.get(end.producerId);
    if (known) known.push(end);
    else ends.set(end.producerId, [end]);
  }
  return { lastStableOffset: fetched.lastStableOffset, ahead, aborting: new Set(), ends };
}

/**
 * Whether the records of `batch` count: null = not written in a transaction (control batches too), "open" = written at
 * or above the last stable offset, and no marker that is known ended it. Call it for every batch of the answer once, in order, control batches
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
  if (batch.baseOffset < view.lastStableOffset) return "committed";
  const ends = view.ends.get(batch.producerId) ?? [];
  while (ends[0] && ends[0].offset < batch.baseOffset) ends.shift();
  if (!ends[0]) return "open";
  return ends[0].type === "abort" ? "aborted" : "committed";
}

/**
 * The markers among batches in order, and the producers whose transaction is still open after the last of them. A marker that
 * cannot be read ends nothing.
 */
export function transactionsIn(batches: Iterable<BatchHeader>): { ends: TransactionEnd[]; open: Set<bigint> } {
  const ends: TransactionEnd[] = [];
  const open = new Set<bigint>();
  for (const batch of batches) {
    const { producerId } = batch;
    if (!batch.transactional) continue;
    const type = batch.control ? markerType(batch) : null;
    if (type === null) open.add(producerId);
    else if (type !== "other") {
      ends.push({ producerId, offset: batch.baseOffset, type });
      open.delete(producerId);
    }
  }
  return { ends, open };
}

function markerType(batch: BatchHeader): "abort" | "commit" | "other" {
  try {
    return controlType(batch);
  } catch (error) {
    if (!(error instanceof BatchError)) throw error;
    return "other";
  }
}
