"use client";
import { useEffect, useState, useSyncExternalStore } from "react";
import { Reading, type ReadingPicture } from "@/components/live/reading";
import type { QueryValues } from "@/lib/api/call";

const none = () => null;
const nothing = () => () => {};

function usePicture(reading: Reading | null): ReadingPicture | null {
  return useSyncExternalStore<ReadingPicture | null>(
    reading?.batch.subscribe ?? nothing,
    reading?.picture ?? none,
    none,
  );
}

/**
 * The reading of a query, run when the query or `turn` changes and stopped when nobody looks. `shown` is the one before while the
 * new one has nothing to show yet, so that a list never blanks. `values` null: nothing is read (the tail runs).
 */
export function useReading(cluster: string, topic: string, values: QueryValues | null, turn: number) {
  const [pair, setPair] = useState<{ current: Reading | null; before: Reading | null }>({
    current: null,
    before: null,
  });
  const question = values === null ? null : JSON.stringify([cluster, topic, values, turn]);

  useEffect(() => {
    if (question === null) {
      setPair({ current: null, before: null });
      return;
    }
    const [c, t, query] = JSON.parse(question) as [string, string, QueryValues];
    const reading = new Reading(c, t, query);
    setPair(({ current }) => ({ current: reading, before: current }));
    void reading.run();
    return () => reading.stop();
  }, [question]);

  const current = usePicture(pair.current);
  const before = usePicture(pair.before);
  const isBlank = current?.isRunning === true && current.rows.count === 0;
  const shown = isBlank && before !== null && before.rows.count > 0 ? before : current;
  return { current, shown, stop: () => pair.current?.stop(), resume: () => void pair.current?.resume() };
}
