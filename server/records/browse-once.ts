import { ApiError } from "../../lib/api/error.ts";
import type { BrowseQuery, Message, ReadDone, ReadPlan, ReadProblem } from "../../lib/api/messages.ts";
import type { KafkaCluster } from "../kafka/cluster.ts";
import type { Decoding } from "../serde/decoding.ts";
import { browse } from "./browse.ts";

const jsonReplyBytes = 32 * 1024 * 1024;
const jsonSeconds = 15;

/** The same as one JSON reply: 15 s and 32 MiB at most unless the query says less. @throws ApiError */
export async function browseOnce(
  kafka: KafkaCluster,
  topicName: string,
  query: BrowseQuery,
  signal: AbortSignal,
  decoding: Decoding | null = null,
) {
  const bounded = { ...query, maxSeconds: query.maxSeconds ?? jsonSeconds };
  const messages: Message[] = [];
  const problems: ReadProblem[] = [];
  let plan: ReadPlan | undefined;
  let done: ReadDone | undefined;
  for await (const { event, data } of await browse(kafka, topicName, bounded, {
    signal,
    decoding,
    mostReplyBytes: jsonReplyBytes,
  })) {
    if (event === "plan") plan = data;
    else if (event === "messages") messages.push(...data.items);
    else if (event === "problem") problems.push(data);
    else if (event === "done") done = data;
  }
  const fatal = problems.find((problem) => problem.fatal);
  if (fatal && messages.length === 0) throw new ApiError(fatal.code, fatal.message, { hint: fatal.hint });
  if (!plan || !done) throw new ApiError("internal", "The reading ended without saying why.");
  return { messages, scan: { ...done, plan, problems } };
}
