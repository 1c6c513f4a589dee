import type { TransactionEnd } from "../../kafka/batch/visibility.ts";
import type { TailEntry } from "./tail-entry.ts";

/** bytes that all rings together may hold */
const mostBytes = 64 * 1024 * 1024;
/** and what each may hold at least and at most, however many there are */
const leastShare = 1024 * 1024;
const mostShare = 16 * 1024 * 1024;
let open = 0;

/** `open`: by producer, where the entry begins in which its open transaction does. */
type Ring = { start: bigint; end: bigint; entries: TailEntry[]; open: Map<bigint, bigint> };

/** The last entries of the partitions of one topic, oldest first; the oldest of all falls out when there is no room. */
export class TailRings {
  readonly #rings = new Map<number, Ring>();
  /** of all partitions, in the order of their coming */
  readonly #order: TailEntry[] = [];
  #bytes = 0;
  #isOpen = true;

  constructor() {
    open++;
  }

  /** Where a partition's ring begins and ends: from `start` on everything up to `end` is here. */
  of(partition: number): { start: bigint; end: bigint } | null {
    return this.#rings.get(partition) ?? null;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** An empty ring from `at` on. */
  begin(partition: number, at: bigint): void {
    this.drop(partition);
    this.#rings.set(partition, { start: at, end: at, entries: [], open: new Map() });
  }

  /** Appends what follows the end of its partition's ring. */
  push(entry: TailEntry): void {
    const ring = this.#rings.get(entry.partition);
    if (!ring || entry.from !== ring.end || entry.next <= entry.from) return;
    for (const end of entry.ends) settle(ring, end);
    for (const producerId of entry.open) if (!ring.open.has(producerId)) ring.open.set(producerId, entry.from);
    ring.entries.push(entry);
    ring.end = entry.next;
    this.#order.push(entry);
    this.#bytes += entry.bytes;
    entry.onGrown = (bytes) => {
      this.#bytes += bytes;
    };
    this.#makeRoom();
  }

  /** The entry that holds the record at `at` or the next one after it; null when there is none yet or no longer. */
  at(partition: number, at: bigint): TailEntry | null {
    const ring = this.#rings.get(partition);
    if (!ring || at < ring.start || at >= ring.end) return null;
    // readers are mostly at the newest
    for (let i = ring.entries.length - 1; i >= 0; i--) {
      const entry = ring.entries[i];
      if (entry && entry.from <= at) return entry;
    }
    return null;
  }

  drop(partition: number): void {
    const ring = this.#rings.get(partition);
    if (!ring) return;
    this.#rings.delete(partition);
    for (const entry of ring.entries) this.#forget(entry, this.#order.indexOf(entry));
  }

  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    open--;
    for (const partition of [...this.#rings.keys()]) this.drop(partition);
  }

  #makeRoom(): void {
    const share = Math.min(mostShare, Math.max(leastShare, mostBytes / Math.max(1, open)));
    while (this.#bytes > share && this.#order.length > 1) {
      const [oldest] = this.#order;
      const ring = oldest && this.#rings.get(oldest.partition);
      if (!oldest || !ring) break;
      ring.entries.shift();
      ring.start = oldest.next;
      this.#forget(oldest, 0);
    }
  }

  #forget(entry: TailEntry, place: number): void {
    if (place >= 0) this.#order.splice(place, 1);
    entry.onGrown = () => {};
    this.#bytes -= entry.bytes;
  }
}

/** Tells the entries of a transaction that it has ended. */
function settle({ entries, open }: Ring, end: TransactionEnd): void {
  const first = open.get(end.producerId);
  if (first === undefined) return;
  open.delete(end.producerId);
  for (let i = entries.length - 1; i >= 0; i--) {
    const entry = entries[i];
    if (!entry || entry.from < first) return;
    entry.settle(end);
  }
}
