import type { HistoryEvent } from "../../lib/api/history.ts";
import { HistoryStore, type StoreOptions } from "./history-store.ts";
import type { ReadAsk, Readout, Tick } from "./series.ts";

/**
 * Where what was measured is kept and read back, for all clusters. A cluster is named by its name and its id, so that another one at
 * the same address is another one. What cannot be kept is told in `problem`; reading then answers from what there is.
 */
export type History = {
  /** whether it is kept in the background, not only while somebody looks */
  readonly isKept: boolean;
  /** how far back it reaches, ms */
  readonly reachMs: number;
  /** why it cannot be kept as configured; null when it can */
  readonly problem: string | null;
  /** false: names told before are forgotten, this moment is lost, and the next one must tell all of them anew */
  take(cluster: string, tick: Tick): boolean;
  note(cluster: string, events: readonly HistoryEvent[]): void;
  read(cluster: string, ask: ReadAsk): Promise<Readout>;
  /** the youngest `most` between two times, oldest first */
  events(cluster: string, ask: { from: number; to: number; most: number }): Promise<HistoryEvent[]>;
  close(): Promise<void>;
};

/** In the memory of this thread. */
export function localHistory(options: StoreOptions & { isKept?: boolean } = {}): History {
  const stores = new Map<string, HistoryStore>();
  const storeOf = (cluster: string): HistoryStore => {
    let store = stores.get(cluster);
    if (!store) {
      store = new HistoryStore(cluster, options);
      stores.set(cluster, store);
    }
    return store;
  };
  return {
    isKept: options.isKept ?? true,
    reachMs: (options.capacity ?? 720) * (options.usualGapMs ?? 10_000),
    problem: null,
    take(cluster, tick) {
      storeOf(cluster).take(tick);
      return true;
    },
    note: (cluster, events) => storeOf(cluster).note(events),
    read: async (cluster, ask) => storeOf(cluster).read(ask),
    events: async (cluster, { from, to, most }) => storeOf(cluster).events(from, to, most),
    async close() {},
  };
}

/** What the pictures of the last ten minutes say, where history is not kept: for charts that have something to show at once. */
export function picturesOnly(): History {
  return localHistory({ capacity: 120, leastGapMs: 2_000, usualGapMs: 5_000, source: "pictures", isKept: false });
}
