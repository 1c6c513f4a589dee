import { ApiError } from "../../lib/api/error.ts";
import type { BrowseQuery, ReadPlan, ReadProblem } from "../../lib/api/messages.ts";
import type { Call, KafkaCluster, Partition, Topic } from "../kafka/cluster.ts";
import { resolveBound, selectPartitions } from "./bounds.ts";
import { type Cursor, type CursorPartition, decodeCursor, startOf } from "./cursor.ts";
import { type Ahead, TopicGone } from "./fetcher.ts";
import { keyHome } from "./key-home.ts";
import { lookUp } from "./look-up.ts";
import { higher, lower } from "./offset-order.ts";
import { type PartitionOffsets, planOf, planReading, type Range } from "./plan.ts";
import { topicIdBytes } from "./positions.ts";

/**
 * A reading about to begin. `cursor` is where it begins; its partitions may be more than `ranges`, where some cannot be read
 * now. `isLacking` = what was to be read cannot be: partitions of the cursor, or each and every one. Partitions that a new
 * reading leaves out from the start are named in its plan and problems; without them it still ends well.
 */
export type Opening = {
  topic: Topic;
  cursor: Cursor;
  ranges: Range[];
  plan: ReadPlan;
  problems: ReadProblem[];
  isLacking: boolean;
  /** answers to the first fetches that came with the look-up */
  ahead: ReadonlyMap<number, Ahead>;
};

const offsetsMs = 5_000;

/**
 * Looks up what a reading needs to know before the first byte. `isPage` = it has no filter and so is over after few bytes,
 * which may come with the look-up.
 *
 * @throws ApiError for whatever is wrong with the request, 409 for a cursor of a topic that is gone
 */
export async function openReading(
  kafka: KafkaCluster,
  topicName: string,
  query: BrowseQuery,
  signal: AbortSignal,
  isPage = false,
): Promise<Opening> {
  // a broker that does not answer must not keep the others' records back for long
  const call = { signal, timeoutMs: offsetsMs };
  if (query.cursor !== undefined) return reopen(kafka, topicName, decodeCursor(query.cursor), query, call);
  const order = query.order ?? "newest";
  const choose = (topic: Topic): Partition[] => {
    const home = keyHome(topic, query);
    return selectPartitions(topic, query.partitions).filter(
      ({ partition }) => home === null || partition === home.partition,
    );
  };
  const { isolation, limit } = query;
  const isPlain = isPage && order === "newest" && !query.from && !query.to && query.maxScan === undefined;
  const { topic, known, ahead } = await lookUp(kafka, topicName, choose, isPlain ? { isolation, limit } : null, call);
  const home = keyHome(topic, query);
  const [from, to] = await Promise.all([
    resolveBound(kafka, topic, known, query.from, "from", call),
    resolveBound(kafka, topic, known, query.to, "to", call),
  ]);
  const { ranges, plan } = planReading({ order, isolation: query.isolation, partitions: known, from, to });
  if (home) plan.notes.unshift(home.note);
  if (query.control && !isPage)
    plan.notes.push("Markers of transactions are not searched: a filter finds none of them.");
  const partitions = ranges.map((range): CursorPartition => {
    const bounds = { from: range.from, to: range.to };
    return { partition: range.partition, ...bounds, stand: startOf(order, bounds) };
  });
  const cursor = { topicId: topic.topicId, order, partitions, page: 1, back: [] };
  const problems = problemsOf(known);
  const isLacking = problems.length > 0 && problems.length === known.length;
  return { topic, cursor, ranges, plan, problems, isLacking, ahead };
}

function problemsOf(known: readonly PartitionOffsets[]): ReadProblem[] {
  return known.flatMap((one) =>
    one.error === null
      ? []
      : [{ target: `partition ${one.partition}`, code: one.code, message: one.error, fatal: false }],
  );
}

/** Goes on where a cursor stands, as far as that still exists. */
async function reopen(
  kafka: KafkaCluster,
  topicName: string,
  cursor: Cursor,
  query: BrowseQuery,
  call: Call,
): Promise<Opening> {
  const { topic, known, ahead } = await lookUp(kafka, topicName, (now) => ofCursor(now, cursor, query), null, call);
  const ranges: Range[] = [];
  const skipped: ReadPlan["skipped"] = [];
  const notes: string[] = [];
  const place = new Map(cursor.partitions.map((one) => [one.partition, one]));
  for (const one of known) {
    const stood = place.get(one.partition);
    if (!stood) continue;
    if (one.error !== null) {
      skipped.push({ partition: one.partition, reason: one.error });
      continue;
    }
    const end = query.isolation === "read_committed" ? one.lastStable : one.latest;
    const { from, to, lost } = stillThere(cursor, stood, one.earliest, end);
    if (lost > 0n)
      notes.push(
        `Partition ${one.partition}: ${lost} offsets the cursor had still before it were deleted; it goes on at the log start, ${one.earliest}.`,
      );
    if (from < to) ranges.push({ partition: one.partition, from, to, lastStable: one.lastStable });
    else skipped.push({ partition: one.partition, reason: "everything of it was read" });
  }
  const problems = problemsOf(known);
  const plan = planOf(ranges, skipped, notes);
  return { topic, cursor, ranges, plan, problems, isLacking: problems.length > 0, ahead };
}

/** @throws TopicGone, and ApiError for partitions that are not there */
function ofCursor(topic: Topic, cursor: Cursor, query: BrowseQuery): Partition[] {
  if (!topicIdBytes(topic.topicId).equals(topicIdBytes(cursor.topicId))) throw new TopicGone(topic.name, true);
  if (query.partitions) selectPartitions(topic, query.partitions);
  const inCursor = new Set(cursor.partitions.map(({ partition }) => partition));
  const wanted = [...inCursor].filter((partition) => query.partitions?.includes(partition) ?? true);
  if (wanted.length === 0 && inCursor.size > 0)
    throw new ApiError("invalid-request", "The cursor has none of these partitions.", {
      errors: [{ path: "query.partitions", message: "must name partitions the cursor was made for" }],
    });
  return selectPartitions(topic, wanted);
}

/** What is left to read, and how many of the offsets left to read are gone. */
function stillThere(
  cursor: Cursor,
  { from, to, stand }: CursorPartition,
  earliest: bigint,
  end: bigint,
): { from: bigint; to: bigint; lost: bigint } {
  const low = cursor.order === "newest" ? from : stand.at;
  const high = cursor.order === "newest" ? stand.at : to;
  const gone = lower(earliest, high) - low;
  return { from: higher(low, earliest), to: lower(high, end), lost: gone > 0n ? gone : 0n };
}
