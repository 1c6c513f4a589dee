import { ApiError } from "../../lib/api/error.ts";
import type { Message } from "../../lib/api/messages.ts";
import { BatchError } from "../kafka/batch/batch-error.ts";
import type { KafkaCluster, Partition, Topic } from "../kafka/cluster.ts";
import { KafkaError } from "../kafka/error.ts";
import type { Decoding } from "../serde/decoding.ts";
import { type Found, outline, readAnswer } from "./answer.ts";
import { messageAside, wireAside } from "./aside.ts";
import { partitionOffsets } from "./bounds.ts";
import { Fetcher, mayPass, pause } from "./fetcher.ts";
import { fetchSchemas, type Shape, shapeOf } from "./message.ts";
import { higher, lower } from "./offset-order.ts";

/** A record's address as a path has it: decimal numbers. */
export type RecordAddress = { topic: string; partition: string; offset: string };

const firstBytes = 1024 * 1024;
const mostOffset = 2n ** 63n - 1n;
/** answers without the record before we say that we cannot find it; each passes a batch or a gap */
const mostAnswers = 200;

type Ask = Parameters<typeof shapeOf>[1];

/** One whole record, aborted and open ones and the markers of transactions included and marked. @throws ApiError 404 `no-such-record` with `next` */
export async function wholeMessage(
  kafka: KafkaCluster,
  address: RecordAddress,
  query: Ask,
  signal: AbortSignal,
  decoding: Decoding | null = null,
): Promise<Message> {
  const shape = shapeOf(address.topic, query, decoding);
  return messageAside(await findReadable(kafka, address, shape, signal), shape);
}

/** The same as the JSON of its reply, which for a large record is made by a worker. */
export async function wholeReply(
  kafka: KafkaCluster,
  address: RecordAddress,
  query: Ask,
  signal: AbortSignal,
  decoding: Decoding | null = null,
): Promise<string | Uint8Array> {
  const shape = shapeOf(address.topic, query, decoding);
  return wireAside(await findReadable(kafka, address, shape, signal), shape);
}

/** A record and, fetched, the schemas it is read by. */
async function findReadable(
  kafka: KafkaCluster,
  address: RecordAddress,
  shape: Shape,
  signal: AbortSignal,
): Promise<Found> {
  const found = await findRecord(kafka, address, signal);
  await fetchSchemas([found], shape);
  return found;
}

/** The bytes of a record's key or value as a file. @throws ApiError 404 where it has none */
export async function recordBytes(
  kafka: KafkaCluster,
  address: RecordAddress,
  part: "key" | "value",
  signal: AbortSignal,
) {
  const { record, partition, offset } = await findRecord(kafka, address, signal);
  const bytes = record[part];
  if (bytes === null)
    throw new ApiError(
      "no-such-record",
      `The record has no ${part}: it is null.`,
      part === "value" ? { hint: "This record is a tombstone." } : {},
    );
  // a name that is safe in a header and on a disk, whatever the topic is called (Kafka allows letters, digits, dot, _ and -)
  const name = address.topic.replace(/[^A-Za-z0-9._-]/g, "_").replace(/^\.+/, "_");
  return { bytes, fileName: `${name}-${partition}-${offset}.${part}.bin`, contentType: "application/octet-stream" };
}

async function findRecord(kafka: KafkaCluster, address: RecordAddress, signal: AbortSignal): Promise<Found> {
  const { partition: number, offset } = parse(address);
  const topic = await kafka.topic(address.topic, { signal });
  const partition = topic.partitions.find((one) => one.partition === number);
  if (!partition)
    throw new ApiError("no-such-partition", `Topic ${topic.name} has no partition ${number}.`, {
      hint: `It has the partitions 0 to ${topic.partitions.length - 1}.`,
    });
  const [known] = await partitionOffsets(kafka, topic, [partition], { signal });
  if (!known || known.error !== null)
    throw new ApiError(known?.code ?? "kafka", known?.error ?? "Its offsets could not be had.");
  if (offset >= known.latest) throw noSuchRecord(number, offset, null, `It ends at ${known.latest}.`);
  const fetcher = new Fetcher(kafka, topic, signal);
  try {
    const start = higher(offset, known.earliest);
    const firstOf = (showsControl: boolean) =>
      firstFrom({ fetcher, topic, showsControl, signal }, partition, start, known);
    const there = await firstOf(true);
    if (there?.offset === offset) return there;
    // what comes next is a record, not the marker of a transaction
    const found = there?.batch.control ? await firstOf(false) : there;
    const why =
      offset < known.earliest ? `Its records begin at ${known.earliest}.` : "Compaction or retention took it.";
    throw noSuchRecord(number, offset, found?.offset ?? null, why);
  } catch (error) {
    if (!(error instanceof BatchError)) throw error;
    throw new ApiError("kafka", `What the broker sent for offset ${offset} cannot be read: ${error.message}.`);
  } finally {
    fetcher.close();
  }
}

type From = { fetcher: Fetcher; topic: Topic; showsControl: boolean; signal: AbortSignal };

/** The first record at or after `start`; null when there is none before `end`. */
async function firstFrom(
  { fetcher, topic, showsControl, signal }: From,
  { partition }: Partition,
  start: bigint,
  { latest: end, lastStable }: { latest: bigint; lastStable: bigint },
): Promise<Found | null> {
  let at = start;
  let failures = 0;
  for (let answers = 0; at < end && answers < mostAnswers; answers++) {
    if (signal.aborted) break;
    const isolation = at < lastStable ? "read_committed" : "read_uncommitted";
    const node = fetcher.leaderOf(partition);
    const asks = [{ partition, offset: at, maxBytes: firstBytes, isolation } as const];
    const [answer] = node === null ? [] : await fetcher.fetch(node, asks, { maxWaitMs: 0, minBytes: 1 });
    if (!answer?.ok) {
      const error = answer?.error ?? new KafkaError(5, `${topic.name}-${partition}`);
      if (!mayPass(error) || ++failures > 5) throw error;
      await pause(100 * failures, signal);
      await fetcher.refresh();
      continue;
    }
    const { raw } = answer;
    const lastStableOffset = lower(raw.lastStableOffset, lastStable);
    const slice = {
      partition,
      from: at,
      to: end,
      showsAll: true,
      showsControl,
      most: 1,
      mostLast: Number.POSITIVE_INFINITY,
      skip: null,
    };
    const { found, damaged } = readAnswer({ ...raw, lastStableOffset }, slice, null);
    const [damage] = damaged;
    if (damage && damage.offset <= start)
      throw new ApiError("kafka", `The record batch at offset ${damage.offset} cannot be read: ${damage.message}.`);
    if (found[0]) return found[0];
    const { next } = outline(raw.batches, at);
    if (next === at) await pause(20, signal);
    at = next;
  }
  if (signal.aborted) throw signal.reason;
  if (at < end)
    throw new ApiError("kafka", `No record was found at or after offset ${start}, although there should be one.`);
  return null;
}

function noSuchRecord(partition: number, offset: bigint, next: bigint | null, why: string): ApiError {
  return new ApiError("no-such-record", `Partition ${partition} has no record at offset ${offset}. ${why}`, {
    ...(next === null ? {} : { hint: `The next record is at offset ${next}.` }),
    extra: { next: next === null ? null : next.toString() },
  });
}

function parse({ partition, offset }: RecordAddress): { partition: number; offset: bigint } {
  const errors = [];
  if (!/^[0-9]{1,9}$/.test(partition)) errors.push({ path: "params.partition", message: "must be a partition number" });
  if (!/^[0-9]{1,19}$/.test(offset) || BigInt(offset) > mostOffset)
    errors.push({ path: "params.offset", message: "must be an offset" });
  if (errors.length > 0) throw new ApiError("invalid-request", "This is no address of a record.", { errors });
  return { partition: Number(partition), offset: BigInt(offset) };
}
