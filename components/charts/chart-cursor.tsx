"use client";
import { createContext, type ReactNode, use, useMemo, useState, useSyncExternalStore } from "react";

/** The instant that is pointed at (epoch ms), shared by the charts of a page; null while none is. */
type Cursor = { get: () => number | null; set: (at: number | null) => void; subscribe: (on: () => void) => () => void };

function cursor(): Cursor {
  let at: number | null = null;
  const listeners = new Set<() => void>();
  return {
    get: () => at,
    set: (next) => {
      if (next === at) return;
      at = next;
      for (const listener of listeners) listener();
    },
    subscribe: (on) => {
      listeners.add(on);
      return () => listeners.delete(on);
    },
  };
}

const Linked = createContext<Cursor | null>(null);

/** Charts inside read the same instant: pointing at one reads them all. */
export function LinkedCharts({ children }: { children: ReactNode }) {
  const [shared] = useState(cursor);
  return <Linked value={shared}>{children}</Linked>;
}

/** The instant to read, of the charts around or of this one alone. */
export function useChartCursor(): [at: number | null, set: (at: number | null) => void] {
  const shared = use(Linked);
  const own = useMemo(cursor, []);
  const { get, set, subscribe } = shared ?? own;
  return [useSyncExternalStore(subscribe, get, () => null), set];
}
