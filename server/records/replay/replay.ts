import type * as z from "zod/mini";
import { ApiError } from "../../../lib/api/error.ts";
import type { ReplayBody, ReplayPreview, ReplayTarget } from "../../../lib/api/replay.ts";
import type { Jobs } from "../../jobs/jobs.ts";
import type { KafkaCluster } from "../../kafka/cluster.ts";
import type { Decoding } from "../../serde/decoding.ts";
import { obstacles, previewReplay } from "./replay-preview.ts";
import {
  bodyOf,
  definitionOf,
  endsOf,
  hashOf,
  ProgressWriter,
  progressGroup,
  readProgress,
} from "./replay-progress.ts";
import { type Replay, runReplay } from "./replay-run.ts";
import { type Selection, selectRecords } from "./replay-selection.ts";
import { Destinations } from "./replay-target.ts";
import { ReplayWriter } from "./replay-writer.ts";

type Preview = z.output<typeof ReplayPreview>;

/**
 * Starts a replay as a job, or takes one up by its id; a dry run answers with what it would do. The selection's end is fixed here.
 *
 * @throws ApiError for whatever is wrong with the request; 404 where there is nothing to take up; 409 while it runs
 */
export async function replayRecords(
  kafka: KafkaCluster,
  topicName: string,
  body: ReplayBody,
  { jobs, decoding = null }: { jobs: Jobs; decoding?: Decoding | null },
  signal: AbortSignal,
): Promise<{ id: string } | Preview> {
  const prepared =
    body.resume === undefined
      ? await begun(kafka, topicName, body, { signal, decoding })
      : await takenUp(kafka, topicName, { ...body, resume: body.resume }, { signal, decoding });
  const { id, selection, target, progress } = prepared;
  if (body.dryRun) return previewReplay(kafka, selection, target, progress.isSelfContained, signal);
  const [problem] = await obstacles(new Destinations(kafka, topicName, target, signal), target, selection);
  if (problem)
    throw new ApiError("invalid-request", problem.message, {
      errors: [{ path: "body.target", message: problem.message }],
    });
  const chosen = selection.chosen && [...selection.chosen.values()].reduce((sum, offsets) => sum + offsets.size, 0);
  const span = selection.ranges.reduce((sum, { from, to }) => sum + (to - from), 0n);
  jobs.start({
    ...{ id, kind: "replay", cluster: kafka.name, unit: "records" },
    title: `${topicName} → ${target.topic ?? "where each came from"}`,
    total: chosen ?? (selection.sieve === null ? Number(span) : null),
    run: async (context) => {
      if (body.resume === undefined) await firstProgress(kafka, prepared, context.signal);
      return runReplay(kafka, prepared, context);
    },
  });
  return { id };
}

/**
 * Gives up a replay that was broken off: a transaction it left open is ended, its progress is removed. What was copied stays.
 *
 * @throws ApiError 404 where nothing is left of it, 409 while it runs here; another console that runs it is stopped
 */
export async function discardReplay(
  kafka: KafkaCluster,
  topicName: string,
  id: string,
  jobs: Jobs,
  signal: AbortSignal,
): Promise<void> {
  const job = jobs.list().find((one) => one.id === id);
  if (job?.state === "running")
    throw new ApiError("conflict", `Replay ${id} is running.`, { hint: "Stop it first; then it can be discarded." });
  await readProgress(kafka, topicName, id, { signal });
  const group = progressGroup(id);
  await new ReplayWriter(kafka.openTransactions(group), group, signal).begin();
  await kafka.deleteGroup(group, { signal });
  if (job) jobs.amend(id, { note: "What was left of it was discarded.", result: { ...job.result, resume: null } });
}

type Around = { signal: AbortSignal; decoding: Decoding | null };

async function begun(
  kafka: KafkaCluster,
  topicName: string,
  body: ReplayBody,
  { signal, decoding }: Around,
): Promise<Replay> {
  const target = body.target as ReplayTarget;
  const selection = await selectRecords(kafka, topicName, body, signal, decoding);
  const progress = new ProgressWriter(topicName, endsOf(selection.ranges), definitionOf(selection, body));
  return { id: crypto.randomUUID(), selection, target, rate: body.rate ?? null, progress };
}

/** Everything of it stands with its progress, unless it was too long: then the body says it once more. */
async function takenUp(
  kafka: KafkaCluster,
  topicName: string,
  body: ReplayBody & { resume: string },
  { signal, decoding }: Around,
): Promise<Replay> {
  const id = body.resume;
  const known = await readProgress(kafka, topicName, id, { signal });
  const given =
    body.target === undefined
      ? null
      : definitionOf(await selectRecords(kafka, topicName, body, signal, decoding), body);
  if (given !== null && hashOf(given) !== known.hash)
    throw new ApiError("conflict", `Replay ${id} copies something else, or to somewhere else.`, {
      hint: "Give resume alone, or the very selection and target it was started with.",
    });
  const definition = known.definition ?? given;
  if (definition === null)
    throw new ApiError("invalid-request", `The selection of replay ${id} was too long to be kept with its progress.`, {
      errors: [{ path: "body.target", message: "is missing: give the selection and target it was started with" }],
    });
  const selection = await selectRecords(kafka, topicName, bodyOf(definition, known), signal, decoding);
  if (selection.topic.topicId !== definition.topicId)
    throw new ApiError("conflict", `Topic ${topicName} was deleted and created again since replay ${id} began.`);
  const target = definition.target as ReplayTarget;
  const progress = new ProgressWriter(topicName, known.end, definition);
  return { id, selection, target, rate: body.rate ?? definition.rate ?? null, progress };
}

/** From here on the replay can be taken up, and each of its partitions is known to it. */
async function firstProgress(
  kafka: KafkaCluster,
  { id, selection, progress }: Replay & { selection: Selection },
  signal: AbortSignal,
): Promise<void> {
  const starts = new Map<number, bigint>();
  for (const { partition, from } of selection.ranges) if (!starts.has(partition)) starts.set(partition, from);
  const commits = [...starts].map(([partition, from]) => progress.commit(partition, from, 0n));
  for (const item of await kafka.commitOffsets(progressGroup(id), commits, { signal })) if (!item.ok) throw item.error;
}
