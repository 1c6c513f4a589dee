import { isBase64 } from "../../../lib/api/base64.ts";
import { ApiError, type FieldError } from "../../../lib/api/error.ts";
import type { ProduceBody, ProduceResults, RecordInput } from "../../../lib/api/produce.ts";
import { partitionForKey } from "../../../lib/kafka/murmur2.ts";
import { encodeBatch, type RecordToWrite } from "../../kafka/batch/encode.ts";
import type { KafkaCluster, Topic, TopicPartition } from "../../kafka/cluster.ts";
import type { KafkaError } from "../../kafka/error.ts";
import type { Settled } from "../../kafka/settled.ts";
import type { ProduceAck, ProducerIdentity } from "../../kafka/transfer.ts";
import type { Decoding } from "../../serde/decoding.ts";
import { Breath } from "../breath.ts";
import { sizeOf } from "../record-size.ts";
import { type InputBytes, inputBytes } from "./input-bytes.ts";

type Result = ProduceResults["results"][number];
/** A record and its place in the request. */
type Placed = { index: number; record: RecordToWrite };
type Queue = { partition: number; batches: Placed[][]; sequence: number };

/** of a batch as estimated before compression; brokers take 1 MiB unless told otherwise */
const batchBytes = 900 * 1024;
/** until a batch must have been answered for */
const batchMs = 12_000;
const mostTimestamp = 2 ** 51;
/** of a key or value that a dry run tells as bytes */
const mostShown = 4096;
const acksOf = { all: -1, "1": 1, "0": 0 } as const;
const messageTooLarge = 10;

/**
 * Writes records. With a key the partition is the one Java's default partitioner chooses; without key and partition they go
 * round the partitions that have a leader, beginning at a random one. Within a partition they keep the order of the request.
 * A dry run stops before anything is written.
 *
 * @throws ApiError 400 naming each bad field, before anything is written; when not one record was written 502, or 504 where
 *   they may have been, both with the results as `results` and `acknowledged`
 */
export async function produceRecords(
  kafka: KafkaCluster,
  topicName: string,
  body: ProduceBody,
  signal: AbortSignal,
  decoding: Decoding | null = null,
): Promise<ProduceResults> {
  const topic = await kafka.topic(topicName, { signal });
  const bytesOf = await inputBytes(topicName, body.records, decoding);
  const breath = new Breath();
  const { placed, partitions } = await prepare(topic, body, bytesOf, breath);
  await breath.taken();
  if (body.dryRun) {
    const told = dryRunOf(body, placed, partitions);
    // what is told of thousands is written in a turn of its own
    await breath.taken();
    return told;
  }
  const identity = body.idempotent ? await kafka.initProducerId({ signal }) : null;
  const results: Result[] = placed.map(({ record }, index) => ({
    partition: partitions[index] ?? null,
    offset: null,
    timestamp: record.timestamp,
    error: null,
  }));
  const queues = queuesOf(placed, partitions);
  const failures: KafkaError[] = [];
  // a partition's next batch goes when the one before has arrived: otherwise a retry could turn them around
  for (let open = queues; open.length > 0; open = open.filter(({ batches }) => batches.length > 0)) {
    const answers = await send(kafka, topicName, body, open, identity, signal);
    for (const [i, queue] of open.entries()) {
      const answer = answers[i];
      if (answer) settle(queue, answer, results, failures);
    }
  }
  const acknowledged = body.acks !== "0";
  if (failures.length > 0 && results.every(({ error }) => error !== null))
    throw nothingWritten(results, failures, acknowledged);
  return { results, acknowledged };
}

function dryRunOf(body: ProduceBody, placed: readonly Placed[], partitions: readonly number[]): ProduceResults {
  const shown = (bytes: Buffer | null) =>
    bytes && { size: bytes.length, base64: bytes.length > mostShown ? null : bytes.toString("base64") };
  return {
    results: placed.map(({ record }, index) => {
      const isDecided = body.records[index]?.partition !== undefined || record.key !== null;
      const partition = isDecided ? (partitions[index] ?? null) : null;
      return { partition, offset: null, timestamp: null, error: null };
    }),
    acknowledged: false,
    encoded: placed.map(({ record }) => ({ key: shown(record.key), value: shown(record.value) })),
  };
}

/** Where Java's default partitioner puts a key. @throws ApiError 400 when the key is no base64 */
export async function partitionFor(
  kafka: KafkaCluster,
  topicName: string,
  query: { key: string; keyEncoding?: "utf8" | "base64" | undefined },
  signal: AbortSignal,
): Promise<{ partition: number }> {
  const topic = await kafka.topic(topicName, { signal });
  const key = query.keyEncoding === "base64" ? base64(query.key) : Buffer.from(query.key);
  if (key === null)
    throw new ApiError("invalid-request", "The key is not base64.", {
      errors: [{ path: "query.key", message: "must be base64" }],
    });
  return { partition: partitionForKey(key, topic.partitions.length) };
}

function send(
  kafka: KafkaCluster,
  topic: string,
  body: ProduceBody,
  queues: readonly Queue[],
  identity: ProducerIdentity | null,
  signal: AbortSignal,
): Promise<Settled<ProduceAck, TopicPartition>[]> {
  const asks = queues.map(({ partition, batches, sequence }) => {
    const records = (batches[0] ?? []).map(({ record }) => record);
    const batch = encodeBatch({
      records,
      codec: body.compression,
      ...identity,
      ...(identity ? { baseSequence: sequence } : {}),
    });
    return { topic, partition, batch };
  });
  return kafka.produce(asks, { acks: acksOf[body.acks], signal, timeoutMs: batchMs });
}

/** Takes the answer to a queue's first batch. */
function settle(
  queue: Queue,
  answer: Settled<ProduceAck, TopicPartition>,
  results: Result[],
  failures: KafkaError[],
): void {
  const batch = queue.batches.shift() ?? [];
  if (answer.ok) {
    const { baseOffset, logAppendTime } = answer.value;
    queue.sequence += batch.length;
    for (const [nth, { index }] of batch.entries()) {
      const result = results[index];
      if (!result) continue;
      if (baseOffset !== null) result.offset = baseOffset + BigInt(nth);
      if (logAppendTime !== null) result.timestamp = logAppendTime;
    }
    return;
  }
  if (answer.error.kafkaCode === messageTooLarge && batch.length > 1) {
    // nothing of it was written; in halves, down to the record that really is too large
    const half = Math.ceil(batch.length / 2);
    queue.batches.unshift(batch.slice(0, half), batch.slice(half));
    return;
  }
  failures.push(answer.error);
  const { code, message } = answer.error;
  for (const { index } of batch) fail(results, index, code, message);
  if (answer.error.kafkaCode === messageTooLarge) return;
  // what comes after would be written without what came before: better not at all
  for (const { index } of queue.batches.flat())
    fail(
      results,
      index,
      code,
      `Not sent, because a record before it in partition ${queue.partition} failed: ${message}`,
    );
  queue.batches = [];
}

function fail(results: Result[], index: number, code: string, message: string): void {
  const result = results[index];
  if (result) result.error = { code, message };
}

function nothingWritten(results: Result[], failures: readonly KafkaError[], acknowledged: boolean): ApiError {
  const [first] = failures;
  const encoded = results.map((result) => ({ ...result, offset: null }));
  const isUnknown = failures.some(({ outcome }) => outcome === "unknown");
  const isLate = failures.every(({ code }) => code === "deadline");
  const message = first?.message ?? "No record was written.";
  return new ApiError(
    isLate ? "deadline" : "kafka",
    results.length === 1 ? message : `None of the ${results.length} records was written: ${message}`,
    {
      hint: isUnknown
        ? "They may have been written all the same: sending them again may write them twice."
        : first?.hint,
      kafka: first?.kafka,
      outcome: isUnknown ? "unknown" : undefined,
      extra: { results: encoded, acknowledged },
    },
  );
}

function queuesOf(placed: readonly Placed[], partitions: readonly number[]): Queue[] {
  const queues = new Map<number, Queue & { bytes: number }>();
  for (const one of placed) {
    const partition = partitions[one.index] ?? 0;
    const queue = queues.get(partition) ?? { partition, batches: [], sequence: 0, bytes: 0 };
    queues.set(partition, queue);
    const size = sizeOf(one.record);
    const last = queue.batches.at(-1);
    if (last && queue.bytes + size <= batchBytes) {
      last.push(one);
      queue.bytes += size;
    } else {
      queue.batches.push([one]);
      queue.bytes = size;
    }
  }
  return [...queues.values()];
}

/** Turns the request into records and their partitions. @throws ApiError naming each bad field */
async function prepare(
  topic: Topic,
  body: ProduceBody,
  bytesOf: InputBytes,
  breath: Breath,
): Promise<{ placed: Placed[]; partitions: number[] }> {
  const errors: FieldError[] = [];
  if (body.idempotent && body.acks !== "all") errors.push({ path: "body.idempotent", message: 'needs acks "all"' });
  const count = topic.partitions.length;
  const led = topic.partitions.filter(({ leader }) => leader !== null).map(({ partition }) => partition);
  const spread = led.length > 0 ? led : topic.partitions.map(({ partition }) => partition);
  let turn = Math.floor(Math.random() * spread.length);
  const now = Date.now();
  const partitions: number[] = [];
  const placed: Placed[] = [];
  for (const [index, input] of body.records.entries()) {
    const path = `body.records[${index}]`;
    const read = (of: RecordInput | undefined, name: string): Buffer | null =>
      bytesOf(of, { path: `${path}.${name}`, errors });
    const key = read(input.key, "key");
    const headers: { name: string; value: Buffer | null }[] = [];
    for (const [nth, { name, value }] of (input.headers ?? []).entries()) {
      headers.push({ name, value: read(value, `headers[${nth}].value`) });
      if (nth % 1000 === 999) await breath.taken();
    }
    const record = { key, value: read(input.value, "value"), headers, timestamp: input.timestamp ?? now };
    if (record.timestamp > mostTimestamp)
      errors.push({ path: `${path}.timestamp`, message: "must be epoch milliseconds" });
    if (input.partition !== undefined && input.partition >= count)
      errors.push({
        path: `${path}.partition`,
        message: `must be from 0 to ${count - 1}, the partitions of ${topic.name}`,
      });
    partitions.push(
      input.partition ?? (key === null ? (spread[turn++ % spread.length] ?? 0) : partitionForKey(key, count)),
    );
    placed.push({ index, record });
    if (index % 100 === 99) await breath.taken();
  }
  if (errors.length > 0)
    throw new ApiError("invalid-request", "Not every record can be written; none was.", {
      errors: errors.slice(0, 100),
    });
  return { placed, partitions };
}

function base64(text: string): Buffer | null {
  return isBase64(text) ? Buffer.from(text, "base64") : null;
}
