import { ApiError } from "../../../lib/api/error.ts";
import type { ExportQuery } from "../../../lib/api/messages.ts";
import type { KafkaCluster } from "../../kafka/cluster.ts";
import type { Decoding } from "../../serde/decoding.ts";
import { everyRecord } from "../aside.ts";
import { Driver } from "../driver.ts";
import { Fetcher } from "../fetcher.ts";
import { sieveSpec } from "../filter/filter-spec.ts";
import type { SieveSpec } from "../filter/sieve.ts";
import { type Shape, shapeOf } from "../message.ts";
import { type Opening, openReading } from "../opening.ts";
import { fileForms, type Rows } from "../row.ts";
import { openRowScanner } from "../scanner.ts";
import { Search } from "../search.ts";
import { ScanBudget } from "../walk.ts";
import { openWalks } from "../walks.ts";
import { pageFile } from "./page-file.ts";
import { type RowChunk, RowPool } from "./row-pool.ts";

/** nothing of a batch that can be inflated is cut */
const whole = 2 ** 31 - 1;
/** bytes that may wait while nobody reads */
const aheadBytes = 8 * 1024 * 1024;

/**
 * The records of a selection as a file of any length, in the order of the reading. Pulled: while nobody reads, nothing is
 * fetched, and what waits is bounded. What cannot be read completely throws, so that half a file does not pass for a whole.
 *
 * @throws ApiError for whatever is wrong with the request, and for partitions that cannot be read at all
 */
export async function exportRecords(
  kafka: KafkaCluster,
  topicName: string,
  query: ExportQuery,
  signal: AbortSignal,
  decoding: Decoding | null = null,
) {
  const { limit = Number.MAX_SAFE_INTEGER, maxValueBytes = whole } = query;
  const name = topicName.replace(/[^A-Za-z0-9._-]/g, "_").replace(/^\.+/, "_");
  const told = { fileName: `${name}.${query.format}`, contentType: fileForms[query.format].contentType };
  if (query.page)
    return { ...told, chunks: await pageFile(kafka, topicName, { ...query, maxValueBytes }, signal, decoding) };
  const selection = { ...query, limit, maxValueBytes };
  const sieve = sieveSpec(selection);
  const shape = shapeOf(topicName, selection, decoding);
  const opening = await openReading(kafka, topicName, selection, signal);
  const [problem] = opening.problems;
  if (problem)
    throw new ApiError(problem.code, `${problem.target}: ${problem.message}`, {
      hint: "Choose the partitions that can be read.",
    });
  return { ...told, chunks: chunksOf(kafka, opening, selection, { sieve: sieve ?? everyRecord, shape }, signal) };
}

async function* chunksOf(
  kafka: KafkaCluster,
  opening: Opening,
  query: ExportQuery & { limit: number; maxValueBytes: number },
  { sieve, shape }: { sieve: SieveSpec; shape: Shape },
  outer: AbortSignal,
): AsyncGenerator<Uint8Array, void, undefined> {
  const { head, between, end, none } = fileForms[query.format];
  const startedAt = Date.now();
  const ended = new AbortController();
  const signal = AbortSignal.any([outer, ended.signal]);
  const budget = new ScanBudget(query.maxScan, opening.ranges.length);
  const driver = new Driver<Rows>(kafka, new Fetcher(kafka, opening.topic, signal), query, signal);
  const walks = openWalks<Rows>(opening, query, budget, "file");
  const scanner = openRowScanner({ sieve, shape, row: { format: query.format, csvSafe: query.csvSafe } });
  const basin = new RowPool(opening.cursor.order);
  const search = new Search<Rows, RowChunk>(
    {
      ...{ driver, walks, scanner, basin, signal, aheadBytes },
      weigh: ({ bytes }) => bytes.length,
      countOf: ({ count }) => count,
    },
    {
      limit: query.limit,
      maxBytes: query.maxBytes ?? Number.POSITIVE_INFINITY,
      until: query.maxSeconds === undefined ? Number.POSITIVE_INFINITY : startedAt + query.maxSeconds * 1000,
      budget,
    },
  );
  try {
    let isBegun = false;
    for await (const step of search.steps()) {
      const [problem] = driver.problems;
      if (problem) throw new ApiError(problem.code, `${problem.target}: ${problem.message}`);
      if (step.kind !== "messages") continue;
      for (const { bytes } of step.items) {
        if (isBegun) yield bytes;
        // before the first line there is nothing to part it from
        else yield Buffer.concat([Buffer.from(head), bytes.subarray(between.length)]);
        isBegun = true;
      }
    }
    const [problem] = driver.problems;
    if (problem) throw new ApiError(problem.code, `${problem.target}: ${problem.message}`);
    if (signal.aborted) throw signal.reason;
    yield Buffer.from(isBegun ? end : none);
  } finally {
    ended.abort();
    basin.close();
  }
}
