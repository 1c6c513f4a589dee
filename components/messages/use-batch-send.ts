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
  total: number;
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
  const run = async (rows: readonly { line: number; record: BatchRecord }[], delivery: Delivery) => {
    stop.current = false;
    const sent: SentRow[] = [];
    const tell = (more: Partial<BatchSend>) =>
      setState({
        ...{ total: rows.length, rows: [...sent], isRunning: true, isStopped: false, error: null },
        failed: sent.filter(({ result }) => result.error !== null).length,
        ...more,
      });
    tell({});
    try {
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
