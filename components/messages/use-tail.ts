"use client";
import { useEffect, useState, useSyncExternalStore } from "react";
import type { Rate } from "@/components/live/rate-log";
import { readEvents } from "@/components/live/read-events";
import { TailHub, type TailPhase } from "@/components/live/tail-hub";
import { usePaused } from "@/components/ui/pause";
import { type QueryValues, urlOf } from "@/lib/api/call";
import type { ApiError } from "@/lib/api/error";
import { type Message, type ReadProblem, type TailStatus, tailEvents, tailMessages } from "@/lib/api/messages";
import type { Rows } from "@/lib/kafka/record-rows";
import { TransactionEnds } from "./transaction-ends";

/** Rows a tail keeps; older ones fall out and are counted. */
export const tailCapacity = 10_000;

type Hub = TailHub<Message, TailStatus, ReadProblem>;

/** A tail at one moment. */
export type TailPicture = {
  rows: Rows;
  /** how many ever came, and how many of them fell out of the list */
  came: number;
  fellOut: number;
  phase: TailPhase;
  status: TailStatus | null;
  /** the last two minutes, second by second */
  rates: readonly Rate[];
  problems: readonly ReadProblem[];
  error: ApiError | null;
  retryAt: number;
  since: number;
};

function pictureOf(hub: Hub, ends: TransactionEnds<Message>): TailPicture {
  const { ring } = hub;
  return {
    rows: { count: ring.size, at: (index) => ends.known(ring.newest(index)) },
    came: ring.pushed,
    fellOut: ring.fellOut,
    phase: hub.phase,
    status: hub.status,
    rates: hub.log.rates,
    problems: [...hub.problems.values()],
    error: hub.error,
    retryAt: hub.retryAt,
    since: hub.since,
  };
}

async function* heard(
  url: string,
  lastEventId: string | undefined,
  signal: AbortSignal,
  ends: TransactionEnds<Message>,
) {
  for await (const frame of readEvents(url, tailEvents, { signal, form: "sse", lastEventId })) {
    if (frame.event === "messages") ends.take(frame.data.items);
    yield frame;
  }
}

class Tail {
  readonly hub: Hub;
  readonly #ends = new TransactionEnds<Message>(tailCapacity);
  #picture: TailPicture | null = null;
  #pictured = -1;

  constructor(url: string) {
    this.hub = new TailHub<Message, TailStatus, ReadProblem>({
      capacity: tailCapacity,
      open: (lastEventId, signal) => heard(url, lastEventId, signal, this.#ends),
    });
  }

  picture = (): TailPicture => {
    if (this.#picture === null || this.#pictured !== this.hub.batch.version()) {
      this.#pictured = this.hub.batch.version();
      this.#picture = pictureOf(this.hub, this.#ends);
    }
    return this.#picture;
  };
}

const none = () => null;
const nothing = () => () => {};

/** The tail of a query while `values` is not null: obeys Pause, closes while the tab is hidden, goes on from its last id. */
export function useTail(cluster: string, topic: string, values: QueryValues | null, turn: number) {
  const [tail, setTail] = useState<Tail | null>(null);
  const isPaused = usePaused();
  const question = values === null ? null : JSON.stringify([cluster, topic, values, turn]);

  useEffect(() => {
    if (question === null) {
      setTail(null);
      return;
    }
    const [c, t, query] = JSON.parse(question) as [string, string, QueryValues];
    const next = new Tail(urlOf(tailMessages.path, { cluster: c, topic: t }, query));
    const see = () => next.hub.setHidden(document.hidden);
    see();
    next.hub.start();
    const retry = () => next.hub.retryNow();
    document.addEventListener("visibilitychange", see);
    window.addEventListener("online", retry);
    setTail(next);
    return () => {
      document.removeEventListener("visibilitychange", see);
      window.removeEventListener("online", retry);
      next.hub.stop();
    };
  }, [question]);

  useEffect(() => tail?.hub.setPaused(isPaused), [tail, isPaused]);

  const picture = useSyncExternalStore<TailPicture | null>(
    tail?.hub.batch.subscribe ?? nothing,
    tail?.picture ?? none,
    none,
  );
  return { picture, retry: () => tail?.hub.retryNow() };
}
