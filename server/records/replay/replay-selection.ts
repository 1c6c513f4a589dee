import { ApiError } from "../../../lib/api/error.ts";
import type { BrowseQuery } from "../../../lib/api/messages.ts";
import type { ReplayBody } from "../../../lib/api/replay.ts";
import type { KafkaCluster, Topic } from "../../kafka/cluster.ts";
import type { Decoding } from "../../serde/decoding.ts";
import { browse } from "../browse.ts";
import { sieveSpec } from "../filter/filter-spec.ts";
import type { SieveSpec } from "../filter/sieve.ts";
import { type Shape, shapeOf } from "../message.ts";
import { higher, lower } from "../offset-order.ts";
import { openReading } from "../opening.ts";
import type { Range } from "../plan.ts";

/** What is copied: ranges of offsets, ascending within each partition, and what of them. */
export type Selection = {
  topic: Topic;
  ranges: Range[];
  /** only these; null = all in the ranges that the filter keeps */
  chosen: ReadonlyMap<number, ReadonlySet<bigint>> | null;
  sieve: SieveSpec | null;
  shape: Shape;
  isolation: BrowseQuery["isolation"];
  notes: string[];
};

type Chosen = Map<number, Set<bigint>>;
/** Chosen records this close to one another are read in one go. */
const nearby = 1_000n;

/**
 * Fixes what a replay copies: its ends are offsets from now on.
 *
 * @throws ApiError naming what is wrong with the request by fields of its body, 409 for a cursor of a topic that is gone,
 *   and whatever keeps a partition from being read
 */
export async function selectRecords(
  kafka: KafkaCluster,
  topicName: string,
  body: ReplayBody,
  signal: AbortSignal,
  decoding: Decoding | null = null,
): Promise<Selection> {
  try {
    if (body.records) refuseFilters(body);
    const chosen = body.records ? chosenOf(body.records) : await shownOf(kafka, topicName, body, signal, decoding);
    return await fixed(kafka, topicName, body, chosen, { signal, decoding });
  } catch (error) {
    throw ofBody(error);
  }
}

async function fixed(
  kafka: KafkaCluster,
  topicName: string,
  body: ReplayBody,
  chosen: Chosen | null,
  { signal, decoding }: { signal: AbortSignal; decoding: Decoding | null },
): Promise<Selection> {
  const whole: BrowseQuery = chosen ? everythingOf(body, chosen.keys()) : { ...queryOf(body), order: "oldest" };
  const sieve = chosen ? null : sieveSpec(whole);
  const shape = shapeOf(topicName, { ...whole, maxValueBytes: 0 }, decoding);
  const { topic, ranges, plan, problems } = await openReading(kafka, topicName, whole, signal);
  const [problem] = problems;
  if (problem)
    throw new ApiError(problem.code, `${problem.target}: ${problem.message}`, {
      hint: "Choose the partitions that can be read, or wait until this one can.",
    });
  const { isolation } = body;
  const notes = chosen ? [] : [...plan.notes];
  if (isolation === "read_uncommitted")
    notes.push("Records of aborted and open transactions are copied too, and are committed there.");
  const within = chosen ? ranges.flatMap((range) => runsOf(range, chosen.get(range.partition) ?? new Set())) : ranges;
  return { topic, ranges: within, chosen, sieve, shape, isolation, notes };
}

/** The body's part that says what is read. */
function queryOf(body: ReplayBody): BrowseQuery {
  const { target: _target, rate: _rate, resume: _resume, dryRun: _dryRun, records: _records, ...query } = body;
  return { ...query, limit: query.limit ?? 50, maxValueBytes: 0 };
}

/** All of some partitions. */
function everythingOf(body: ReplayBody, partitions: Iterable<number>): BrowseQuery {
  const { keyEncoding, keyFormat, valueFormat, isolation } = body;
  return {
    ...{ keyEncoding, keyFormat, valueFormat, isolation, order: "oldest", limit: 50, maxValueBytes: 0, in: [] },
    ...{ ignoreCase: false, keyPartition: false, partitions: [...partitions].sort((a, b) => a - b) },
  };
}

/** A page that was asked for, as its reader sees it; null where all of a selection is meant. */
async function shownOf(
  kafka: KafkaCluster,
  topic: string,
  body: ReplayBody,
  signal: AbortSignal,
  decoding: Decoding | null,
): Promise<Chosen | null> {
  if (body.limit === undefined && body.cursor === undefined) return null;
  const chosen: Chosen = new Map();
  let count = 0;
  const query = queryOf(body);
  for (let cursor: string | null | undefined = query.cursor; cursor !== null; ) {
    const page: BrowseQuery = { ...query, limit: query.limit - count, ...(cursor === undefined ? {} : { cursor }) };
    cursor = null;
    for await (const { event, data } of await browse(kafka, topic, page, { signal, decoding })) {
      if (event === "messages")
        for (const { partition, offset } of data.items) {
          add(chosen, partition, offset);
          count++;
        }
      if (event === "problem" && data.fatal) throw new ApiError(data.code, data.message, { hint: data.hint });
      // a page of large records ends before it has as many as were asked for
      if (event === "done" && data.reason === "budget" && count < query.limit) cursor = data.cursor.next;
      if (event === "done" && data.reason === "failed")
        throw new ApiError("kafka", "What was asked for cannot all be read now.");
    }
  }
  return chosen;
}

function chosenOf(records: NonNullable<ReplayBody["records"]>): Chosen {
  const chosen: Chosen = new Map();
  for (const { partition, offset } of records) add(chosen, partition, offset);
  return chosen;
}

function add(chosen: Chosen, partition: number, offset: bigint): void {
  const there = chosen.get(partition);
  if (there) there.add(offset);
  else chosen.set(partition, new Set([offset]));
}

/** The parts of a range that hold chosen records. */
function runsOf({ partition, from, to, lastStable }: Range, offsets: ReadonlySet<bigint>): Range[] {
  const runs: Range[] = [];
  for (const offset of [...offsets].sort((a, b) => (a < b ? -1 : 1))) {
    const last = runs.at(-1);
    if (last && offset - last.to < nearby) last.to = offset + 1n;
    else runs.push({ partition, from: offset, to: offset + 1n, lastStable });
  }
  return runs
    .map((run) => ({ ...run, from: higher(run.from, from), to: lower(run.to, to) }))
    .filter((run) => run.from < run.to);
}

const filters = ["from", "to", "cursor", "limit", "partitions", "contains", "regex", "key", "where"] as const;

function refuseFilters(body: ReplayBody): void {
  const errors = filters
    .filter((name) => body[name] !== undefined)
    .map((name) => ({ path: `body.${name}`, message: "does not go with records, which names each" }));
  if (errors.length > 0) throw new ApiError("invalid-request", "The selection is said in two ways.", { errors });
}

/** What the reading of a query finds wrong with it stands in the body here. */
function ofBody(error: unknown): unknown {
  if (!(error instanceof ApiError) || !error.errors) return error;
  const errors = error.errors.map(({ path, message }) => ({ path: path.replace(/^query\./, "body."), message }));
  return new ApiError(error.code, error.message, { hint: error.hint, errors, extra: error.extra });
}
