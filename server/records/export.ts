import { ApiError } from "../../lib/api/error.ts";
import type { ExportQuery } from "../../lib/api/messages.ts";
import type { KafkaCluster } from "../kafka/cluster.ts";
import type { Decoding } from "../serde/decoding.ts";
import { everyRecord } from "./aside.ts";
import { Driver } from "./driver.ts";
import { Fetcher } from "./fetcher.ts";
import { sieveSpec } from "./filter-spec.ts";
import { type Shape, shapeOf } from "./message.ts";
import { type Opening, openReading } from "./opening.ts";
import { csvHeader, type Row } from "./row.ts";
import { openRowScanner } from "./scanner.ts";
import { Search } from "./search.ts";
import type { SieveSpec } from "./sieve.ts";
import { ScanBudget } from "./walk.ts";
import { openWalks } from "./walks.ts";

/** nothing of a batch that can be inflated is cut */
const whole = 2 ** 31 - 1;
const chunkLength = 64 * 1024;

const forms = {
  ndjson: { contentType: "application/x-ndjson; charset=utf-8", head: "", between: "\n", end: "\n", none: "" },
  json: { contentType: "application/json", head: "[\n", between: ",\n", end: "\n]\n", none: "[]\n" },
  csv: {
    contentType: "text/csv; charset=utf-8; header=present",
    head: `${csvHeader}\r\n`,
    between: "\r\n",
    end: "\r\n",
    none: `${csvHeader}\r\n`,
  },
} as const;

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
  const selection = { ...query, limit, maxValueBytes };
  const sieve = sieveSpec(selection);
  const shape = shapeOf(topicName, selection, decoding);
  const opening = await openReading(kafka, topicName, selection, signal);
  const [problem] = opening.problems;
  if (problem)
    throw new ApiError(problem.code, `${problem.target}: ${problem.message}`, {
      hint: "Choose the partitions that can be read.",
    });
  const name = topicName.replace(/[^A-Za-z0-9._-]/g, "_").replace(/^\.+/, "_");
  return {
    chunks: chunksOf(kafka, opening, selection, { sieve: sieve ?? everyRecord, shape }, signal),
    fileName: `${name}.${query.format}`,
    contentType: forms[query.format].contentType,
  };
}

async function* chunksOf(
  kafka: KafkaCluster,
  opening: Opening,
  query: ExportQuery & { limit: number; maxValueBytes: number },
  { sieve, shape }: { sieve: SieveSpec; shape: Shape },
  outer: AbortSignal,
): AsyncGenerator<Uint8Array, void, undefined> {
  const { head, between, end, none } = forms[query.format];
  const startedAt = Date.now();
  const ended = new AbortController();
  const signal = AbortSignal.any([outer, ended.signal]);
  const budget = new ScanBudget(query.maxScan, opening.ranges.length);
  const driver = new Driver<Row>(kafka, new Fetcher(kafka, opening.topic, signal), query.isolation, signal);
  const walks = openWalks<Row>(opening, query, budget, true);
  const scanner = openRowScanner({ sieve, shape, row: { format: query.format, csvSafe: query.csvSafe } });
  const search = new Search<Row>(
    { driver, walks, scanner, order: opening.cursor.order, signal, forgets: true, weigh: ({ line }) => line.length },
    {
      limit: query.limit,
      maxBytes: query.maxBytes ?? Number.POSITIVE_INFINITY,
      until: query.maxSeconds === undefined ? Number.POSITIVE_INFINITY : startedAt + query.maxSeconds * 1000,
      budget,
    },
  );
  try {
    const chunk = new Chunk();
    let before: Uint8Array = Buffer.from(head);
    const later = Buffer.from(between);
    for await (const step of search.steps()) {
      const [problem] = driver.problems;
      if (problem) throw new ApiError(problem.code, `${problem.target}: ${problem.message}`);
      if (step.kind !== "messages") continue;
      for (const { line } of step.items) {
        chunk.add(before);
        chunk.add(line);
        before = later;
        if (chunk.length >= chunkLength) yield chunk.take();
      }
    }
    const [problem] = driver.problems;
    if (problem) throw new ApiError(problem.code, `${problem.target}: ${problem.message}`);
    if (signal.aborted) throw signal.reason;
    chunk.add(Buffer.from(before === later ? end : none));
    yield chunk.take();
  } finally {
    ended.abort();
  }
}

/** Pieces that go out together. */
class Chunk {
  #parts: Uint8Array[] = [];
  length = 0;

  add(part: Uint8Array): void {
    this.#parts.push(part);
    this.length += part.length;
  }

  take(): Uint8Array {
    const whole = Buffer.concat(this.#parts, this.length);
    this.#parts = [];
    this.length = 0;
    return whole;
  }
}
