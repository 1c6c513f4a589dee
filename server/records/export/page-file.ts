import { ApiError } from "../../../lib/api/error.ts";
import { type ExportQuery, pageLimit } from "../../../lib/api/messages.ts";
import type { KafkaCluster } from "../../kafka/cluster.ts";
import type { Decoding } from "../../serde/decoding.ts";
import { browse, type RecordEvent } from "../browse.ts";
import { wireText } from "../message.ts";
import { fileForms } from "../row.ts";
import { csvLine } from "./csv-lines.ts";

/**
 * The lines of one page: the very records that `browse` answers to the same question, in its order. What is no complete page
 * throws. @throws ApiError for whatever is wrong with the request
 */
export async function pageFile(
  kafka: KafkaCluster,
  topic: string,
  query: ExportQuery & { maxValueBytes: number },
  signal: AbortSignal,
  decoding: Decoding | null,
): Promise<AsyncGenerator<Uint8Array, void, undefined>> {
  const { limit = pageLimit.usual } = query;
  if (limit > pageLimit.most)
    throw new ApiError("invalid-request", `A page has at most ${pageLimit.most} records.`, {
      errors: [{ path: "query.limit", message: `must be at most ${pageLimit.most} where page is true` }],
    });
  return linesOf(await browse(kafka, topic, { ...query, limit }, { signal, decoding }), query, signal);
}

async function* linesOf(
  events: AsyncIterable<RecordEvent>,
  { format, csvSafe }: ExportQuery,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void, undefined> {
  const { head, between, end, none } = fileForms[format];
  let isBegun = false;
  for await (const { event, data } of events) {
    if (event === "problem") throw new ApiError(data.code, `${data.target}: ${data.message}`);
    if (event === "messages") {
      const lines = data.items.map((message) => (format === "csv" ? csvLine(message, csvSafe) : wireText(message)));
      yield Buffer.from((isBegun ? between : head) + lines.join(between));
      isBegun = true;
    }
  }
  if (signal.aborted) throw signal.reason;
  yield Buffer.from(isBegun ? end : none);
}
