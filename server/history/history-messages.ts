import type { HistoryEvent } from "../../lib/api/history.ts";
import type { ReadAsk, Readout, Tick } from "./series.ts";

/** What is said between the thread that keeps history and the rest. */
export type ToHistory =
  | { kind: "take"; cluster: string; tick: Tick }
  | { kind: "note"; cluster: string; events: readonly HistoryEvent[] }
  | { kind: "read"; call: number; cluster: string; ask: ReadAsk }
  | { kind: "events"; call: number; cluster: string; ask: { from: number; to: number; most: number } }
  | { kind: "close"; call: number };

export type FromHistory =
  | { kind: "answer"; call: number; value: Readout | HistoryEvent[] | null }
  | { kind: "failure"; call: number; message: string }
  | { kind: "problem"; text: string | null };

export type HistoryWorkerData = { path: string | null; mostBytes: number };
