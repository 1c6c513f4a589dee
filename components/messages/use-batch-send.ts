"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { send } from "@/lib/api/call";
import { ApiError } from "@/lib/api/error";
import { type ProduceResults, produceMessages } from "@/lib/api/produce";
import { type BatchRecord, chunksOf } from "./produce-batch";
import type { ProduceDraft } from "./produce-draft";
import { tellProduced } from "./produce-request";

export type SentRow = { line: number; record: BatchRecord; result: ProduceResults["results"][number] };
export type BatchSend = {
  /** what its records were made of */
  source: unknown;
  total: number;
  /** what was checked before anything was sent, and does not fit: then nothing was */
  unfit: readonly { line: number; fault: string }[];
  rows: readonly SentRow[];
  failed: number;
  isRunning: boolean;
  isStopped: boolean;
  /** why it went no further */
  error: unknown;
};

type Delivery = Pick<ProduceDraft, "acks" | "idempotent" | "compression">;

/** Sends records piece by piece; what failed is kept with its line. */
export function useBatchSend(cluster: string, topic: string) {
  const client = useQueryClient();
  const [state, setState] = useState<BatchSend | null>(null);
  const stop = useRef(false);
  const run = async (
    rows: readonly { line: number; record: BatchRecord }[],
    delivery: Delivery,
    { source, isChecked }: { source: unknown; isChecked: boolean },
  ) => {
    stop.current = false;
    const sent: SentRow[] = [];
    const tell = (more: Partial<BatchSend>) =>
      setState({
        ...{ source, total: rows.length, unfit: [], rows: [...sent], isRunning: true, isStopped: false, error: null },
        failed: sent.filter(({ result }) => result.error !== null).length,
        ...more,
      });
    tell({});
    try {
      const unfit = isChecked ? await unfitOf(cluster, topic, rows) : [];
      if (unfit.length > 0) return tell({ isRunning: false, unfit });
      for (const chunk of chunksOf(rows)) {
        if (stop.current) break;
        const results = await sendChunk(cluster, topic, chunk, delivery);
        for (const [i, row] of chunk.entries()) {
          const result = results[i];
          if (result) sent.push({ ...row, result });
        }
        tell({});
      }
      tell({ isRunning: false, isStopped: stop.current });
    } catch (error) {
      tell({ isRunning: false, error });
    }
    tellProduced();
    void client.invalidateQueries({ queryKey: [cluster] });
  };
  return {
    state,
    run,
    stop: () => {
      stop.current = true;
    },
    clear: () => setState(null),
  };
}

/** Has everything encoded and nothing written: which records do not fit their format, the first hundred of each piece. */
async function unfitOf(
  cluster: string,
  topic: string,
  rows: readonly { line: number; record: BatchRecord }[],
): Promise<BatchSend["unfit"]> {
  const unfit: { line: number; fault: string }[] = [];
  for (const chunk of chunksOf(rows)) {
    try {
      await send(produceMessages, { cluster, topic }, { records: chunk.map(({ record }) => record), dryRun: true });
    } catch (error) {
      if (!(error instanceof ApiError) || !error.errors) throw error;
      for (const { path, message } of error.errors) {
        const [, nth, part = ""] = /^body\.records\[(\d+)\]\.(\w+)/.exec(path) ?? [];
        const row = chunk[Number(nth)];
        if (row) unfit.push({ line: row.line, fault: `${part}: ${message}` });
      }
      if (unfit.length === 0) throw error;
    }
  }
  return unfit;
}

/** The results of each record, also where the broker took none of them. */
async function sendChunk(
  cluster: string,
  topic: string,
  chunk: readonly { record: BatchRecord }[],
  { acks, idempotent, compression }: Delivery,
): Promise<ProduceResults["results"]> {
  const records = chunk.map(({ record }) => record);
  const isIdempotent = idempotent && acks === "all";
  try {
    const body = { records, acks, idempotent: isIdempotent, compression };
    return (await send(produceMessages, { cluster, topic }, body)).results;
  } catch (error) {
    if (!(error instanceof ApiError) || error.outcome === "unknown") throw error;
    const results = error.extra?.results;
    if (Array.isArray(results) && results.length === records.length) return results as ProduceResults["results"];
    throw error;
  }
}
