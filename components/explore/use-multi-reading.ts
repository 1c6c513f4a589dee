"use client";
import { useEffect, useState, useSyncExternalStore } from "react";
import { type ExploreAsk, topicValues } from "./explore-ask";
import { type MultiPicture, MultiReading } from "./multi-reading";

const none = () => null;
const nothing = () => () => {};

/** The reading of several topics, anew whenever the question or `turn` changes; stopped when nobody looks. */
export function useMultiReading(cluster: string, topics: readonly string[], ask: ExploreAsk, turn: number) {
  const [reading, setReading] = useState<MultiReading | null>(null);
  const { topics: _topics, pattern: _pattern, ...asked } = ask;
  const question = topics.length === 0 ? null : JSON.stringify([cluster, topics, asked, turn]);
  useEffect(() => {
    if (question === null) {
      setReading(null);
      return;
    }
    const [c, names, one] = JSON.parse(question) as [string, string[], ExploreAsk];
    const next = new MultiReading(c, names, topicValues(one), one.order, one.limit);
    setReading(next);
    next.run();
    return () => next.close();
  }, [question]);
  const picture = useSyncExternalStore<MultiPicture | null>(
    reading?.batch.subscribe ?? nothing,
    reading?.picture ?? none,
    none,
  );
  return { picture, stop: () => reading?.stop(), resume: () => reading?.resume() };
}
