import { Worker } from "node:worker_threads";
import type { HistoryEvent } from "../../lib/api/history.ts";
import type { History } from "./history.ts";
import { tiers } from "./history-file.ts";
import type { FromHistory, HistoryWorkerData, ToHistory } from "./history-messages.ts";
import type { Readout } from "./series.ts";

type Waiting = { resolve: (value: never) => void; reject: (error: Error) => void };
type WithoutCall<M> = M extends { call: number } ? Omit<M, "call"> : never;
type Asked = WithoutCall<ToHistory>;

/** The thread comes back this long after it has died, ms. */
const restartMs = 5_000;
/** what is in memory, ms */
const memoryMs = 7_200_000;
/** V8's heap of the thread, MiB; samples are not part of it */
const mostHeap = 512;

/**
 * History in a thread of its own, apart from requests. @param path the SQLite file; null keeps it in memory
 * @param onProblem is told each time `problem` changes
 */
export function threadedHistory(
  { path, mostBytes }: HistoryWorkerData,
  onProblem: (text: string | null) => void = () => {},
): History {
  const waiting = new Map<number, Waiting>();
  let calls = 0;
  let worker: Worker | null = null;
  let problem: string | null = null;
  let isClosed = false;
  /** the thread lost its memory: series are told anew */
  let generation = 0;
  const generations = new Map<string, number>();

  const setProblem = (text: string | null) => {
    if (text === problem) return;
    problem = text;
    onProblem(text);
  };
  const start = () => {
    const started = new Worker(new URL("./history.worker.ts", import.meta.url), {
      workerData: { path, mostBytes } satisfies HistoryWorkerData,
      resourceLimits: { maxOldGenerationSizeMb: mostHeap },
    });
    started.unref();
    started.on("message", (message: FromHistory) => {
      if (message.kind === "problem")
        return setProblem(message.text === null ? null : problemWords(path, message.text));
      const caller = waiting.get(message.call);
      waiting.delete(message.call);
      if (message.kind === "failure") caller?.reject(new Error(message.message));
      else caller?.resolve(message.value as never);
    });
    const gone = (why: string) => {
      if (worker !== started) return;
      worker = null;
      generation += 1;
      for (const { reject } of waiting.values()) reject(new Error(`history is not there: ${why}`));
      waiting.clear();
      if (isClosed) return;
      setProblem(problemWords(path, why));
      setTimeout(() => {
        if (!isClosed) worker = start();
      }, restartMs).unref();
    };
    started.on("error", (error) => gone(error.message));
    started.on("exit", () => gone("its thread has ended"));
    return started;
  };
  worker = start();

  const ask = <T>(message: Asked): Promise<T> => {
    const current = worker;
    if (!current) return Promise.reject(new Error("history is not there at the moment"));
    calls += 1;
    const call = calls;
    return new Promise<T>((resolve, reject) => {
      waiting.set(call, { resolve: resolve as (value: never) => void, reject });
      current.postMessage({ ...message, call });
    });
  };
  return {
    isKept: true,
    reachMs: path === null ? memoryMs : tiers.fives.keptMs,
    get problem() {
      return problem;
    },
    take(cluster, tick) {
      const known = generations.get(cluster) ?? generation;
      generations.set(cluster, generation);
      if (known !== generation || !worker) return false;
      worker.postMessage({ kind: "take", cluster, tick } satisfies ToHistory, [tick.values]);
      return true;
    },
    note(cluster, events) {
      if (events.length > 0) worker?.postMessage({ kind: "note", cluster, events } satisfies ToHistory);
    },
    read: (cluster, asked) => ask<Readout>({ kind: "read", cluster, ask: asked }),
    events: (cluster, asked) => ask<HistoryEvent[]>({ kind: "events", cluster, ask: asked }),
    async close() {
      if (isClosed) return;
      isClosed = true;
      const current = worker;
      await ask({ kind: "close" }).catch(() => {});
      await current?.terminate();
    },
  };
}

function problemWords(path: string | null, why: string): string {
  return path === null ? `History is not kept: ${why}.` : `History is not written to ${path}: ${why}.`;
}
