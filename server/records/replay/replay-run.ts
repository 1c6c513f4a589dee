import { ApiError } from "../../../lib/api/error.ts";
import type { ReplayTarget } from "../../../lib/api/replay.ts";
import type { JobContext } from "../../jobs/jobs.ts";
import type { KafkaCluster } from "../../kafka/cluster.ts";
import { KafkaError } from "../../kafka/error.ts";
import { pause } from "../fetcher.ts";
import { ReplayAttempt } from "./replay-attempt.ts";
import { type ProgressWriter, progressGroup } from "./replay-progress.ts";
import { isReadingStopped } from "./replay-reader.ts";
import type { Selection } from "./replay-selection.ts";
import { Tally } from "./replay-tally.ts";
import { ReplayWriter } from "./replay-writer.ts";

export type Replay = {
  id: string;
  selection: Selection;
  target: ReplayTarget;
  /** records a second; null = as fast as they can be written */
  rate: number | null;
  progress: ProgressWriter;
};

/** how long nothing may come to an end before a replay gives up; brokers come back within */
const patienceMs = 120_000;
/** Codes after which a transaction can be given up and done again. */
const abortable = new Set([10, 45, 47, 48, 51, 52, 59, 90, 120]);

/**
 * Copies a selection in transactions, each with the progress it makes. Whatever fails, the next attempt ends what was left open
 * and goes on from the committed progress: a copy is there once or, after a transaction that was given up, not yet.
 *
 * @throws ApiError where it cannot go on; its progress stays and `resume` takes it up
 */
export async function runReplay(
  kafka: KafkaCluster,
  replay: Replay,
  context: JobContext,
): Promise<Record<string, unknown>> {
  const { signal } = context;
  const group = progressGroup(replay.id);
  const writer = new ReplayWriter(kafka.openTransactions(group), group, signal);
  const tally = new Tally(replay.selection, replay.id, context);
  let movedAt = Date.now();
  for (let attempt = 0; ; attempt++) {
    const before = tally.transactions;
    try {
      await writer.begin();
      if (replay.selection.ranges.length > 0) await new ReplayAttempt(kafka, replay, { writer, tally, signal }).run();
      if (signal.aborted) return tally.result(false);
      // the next epoch is given once every partition shows what was committed
      await writer.begin();
      await kafka.deleteGroup(group, { signal }).catch(() => {
        // its progress says that nothing is left; it is forgotten with other groups nobody uses
      });
      return tally.result(true);
    } catch (error) {
      if (signal.aborted) {
        await writer.abort();
        return tally.result(false);
      }
      if (tally.transactions > before) {
        movedAt = Date.now();
        attempt = 0;
      }
      if (!mayPass(error) || Date.now() - movedAt > patienceMs) throw explained(error, replay.id);
      tally.retry(error instanceof Error ? error.message : String(error));
      await pause(Math.min(2_000, 200 * 2 ** Math.min(attempt, 4)), signal);
    }
  }
}

function mayPass(error: unknown): boolean {
  if (isReadingStopped(error)) return error.code !== "invalid-request" && error.code !== "forbidden";
  if (!(error instanceof KafkaError)) return false;
  return error.retriable || error.outcome === "unknown" || abortable.has(error.kafkaCode) || error.code === "deadline";
}

function explained(error: unknown, id: string): unknown {
  if (!(error instanceof ApiError)) return error;
  const { code, message, kafka, hint } = error;
  const how = `What was copied stays, and is not copied again when replay ${id} is taken up.`;
  return new ApiError(code, message, { kafka, hint: hint ? `${hint} ${how}` : how, cause: error });
}
