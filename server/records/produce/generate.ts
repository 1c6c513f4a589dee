import * as z from "zod/mini";
import { ApiError, type FieldError } from "../../../lib/api/error.ts";
import { type GenerateBody, GenerateResult } from "../../../lib/api/generate.ts";
import type { ProduceBody, ProduceResults, RecordInput } from "../../../lib/api/produce.ts";
import { compileTemplate, isFault, type Template } from "../../../lib/format/template.ts";
import type { JobContext, Jobs } from "../../jobs/jobs.ts";
import type { KafkaCluster } from "../../kafka/cluster.ts";
import type { Decoding } from "../../serde/decoding.ts";
import { pause } from "../fetcher.ts";
import { produceRecords } from "./produce.ts";

type Record = ProduceBody["records"][number];
type Maker = (n: number, now: number) => Record;
type Example = { key: string | null; value: string | null; headers: { name: string; value: string | null }[] };

const exampleCount = 3;
const tickMs = 250;
const mostAtOnce = 2_000;
/** characters of the records that are made at once */
const mostChars = 4 * 1024 * 1024;
/** after so many requests of which nothing was written it gives up */
const mostFailures = 5;
/** so long may what was on its way when the job was stopped take to be answered: whether it was written is to be known */
const lastMs = 1_000;
/** what no later request can mend */
const endsIt: ReadonlySet<string> = new Set(["invalid-request", "no-such-topic"]);

/**
 * Writes records made from a template at a pace, as a job; a dry run answers with the first of them, and writes none.
 *
 * @throws ApiError 400 naming each template that cannot be read; what producing the first record would be refused for
 */
export async function generateRecords(
  kafka: KafkaCluster,
  topicName: string,
  body: GenerateBody,
  jobs: Jobs,
  signal: AbortSignal,
  decoding: Decoding | null = null,
): Promise<{ id: string } | { examples: Example[] }> {
  const make = makerOf(body);
  const topic = await kafka.topic(topicName, { signal });
  if (body.partition !== undefined && body.partition >= topic.partitions.length)
    throw invalid([{ path: "body.partition", message: `must be from 0 to ${topic.partitions.length - 1}` }]);
  if (body.idempotent && body.acks !== "all") throw invalid([{ path: "body.idempotent", message: 'needs acks "all"' }]);
  if (body.dryRun) return { examples: Array.from({ length: exampleCount }, (_, n) => exampleOf(make(n, Date.now()))) };
  const total = body.count ?? (body.seconds === undefined ? null : Math.ceil(body.seconds * body.rate));
  const { id } = jobs.start({
    ...{ kind: "generate", cluster: kafka.name, unit: "records", total },
    title: `records for ${topicName}`,
    run: (context) => new Generating(kafka, topicName, body, make, context, decoding).run(),
  });
  return { id };
}

class Generating {
  readonly #write: (records: Record[]) => Promise<ProduceResults>;
  readonly #body: GenerateBody;
  readonly #make: Maker;
  readonly #context: JobContext;
  #sent = 0;
  #written = 0n;
  #failed = 0n;
  #last: z.output<typeof GenerateResult>["last"] = null;
  #firstError: string | null = null;

  constructor(
    kafka: KafkaCluster,
    topic: string,
    body: GenerateBody,
    make: Maker,
    context: JobContext,
    decoding: Decoding | null,
  ) {
    this.#body = body;
    this.#make = make;
    this.#context = context;
    const { acks, idempotent, compression } = body;
    const given = new AbortController();
    context.signal.addEventListener("abort", () => setTimeout(() => given.abort(), lastMs).unref());
    this.#write = (records) =>
      produceRecords(kafka, topic, { records, acks, idempotent, compression }, given.signal, decoding);
  }

  async run() {
    const { signal } = this.#context;
    const { rate, count = Number.POSITIVE_INFINITY, seconds = Number.POSITIVE_INFINITY } = this.#body;
    const startedAt = Date.now();
    let failures = 0;
    while (!signal.aborted && this.#sent < count) {
      const elapsed = Math.min(seconds, (Date.now() - startedAt) / 1000);
      // the first comes at once, each next one a beat later
      const due = Math.min(count, Math.floor(elapsed * rate) + (elapsed < seconds ? 1 : 0));
      if (due > this.#sent) failures = (await this.#send(due - this.#sent)) ? 0 : failures + 1;
      if (failures >= mostFailures)
        throw new ApiError("kafka", `Nothing could be written ${mostFailures} times in a row: ${this.#firstError}`);
      if (elapsed >= seconds && this.#sent >= due) break;
      if (due === this.#sent) await pause(Math.min(tickMs, Math.max(5, 1000 / rate)), signal);
    }
    return this.#result();
  }

  /** Sends at most `due` more. False when not one of them was written. */
  async #send(due: number): Promise<boolean> {
    const now = Date.now();
    const records: Record[] = [];
    for (let chars = 0; records.length < Math.min(due, mostAtOnce) && chars < mostChars; ) {
      const record = this.#make(this.#sent + records.length, now);
      records.push(record);
      chars += charsOf(record);
    }
    const count = records.length;
    this.#sent += count;
    let results: ProduceResults["results"];
    try {
      results = (await this.#write(records)).results;
    } catch (error) {
      if (!(error instanceof ApiError) || endsIt.has(error.code)) throw error;
      if (!this.#context.signal.aborted) this.#firstError ??= error.message;
      this.#failed += BigInt(count);
      this.#tell();
      return false;
    }
    for (const { error, partition, offset, timestamp } of results) {
      if (error) {
        this.#failed++;
        this.#firstError ??= error.message;
      } else {
        this.#written++;
        this.#last = { partition: partition ?? 0, offset, timestamp: timestamp ?? now };
      }
    }
    this.#tell();
    return results.some(({ error }) => error === null);
  }

  #tell(): void {
    this.#context.report({ done: Number(this.#written), result: this.#result() });
  }

  #result() {
    const told = { written: this.#written, failed: this.#failed, last: this.#last, firstError: this.#firstError };
    return z.encode(GenerateResult, told);
  }
}

function charsOf({ key, value, headers = [] }: Record): number {
  const length = (input: RecordInput | undefined): number =>
    typeof input === "string" ? input.length : (input?.text.length ?? 0);
  return headers.reduce((sum, one) => sum + one.name.length + length(one.value), length(key) + length(value));
}

/** @throws ApiError 400 naming each template that cannot be read */
function makerOf(body: GenerateBody): Maker {
  const errors: FieldError[] = [];
  const made = (input: RecordInput | undefined, path: string): ((n: number, now: number) => RecordInput) => {
    if (input === undefined || input === null) return () => null;
    if (typeof input === "object" && "encoding" in input) return () => input;
    const template = templateOf(typeof input === "string" ? input : input.text, path, errors);
    return (n, now) => (typeof input === "string" ? template(n, now) : { ...input, text: template(n, now) });
  };
  const key = made(body.key, "body.key");
  const value = made(body.value, "body.value");
  const headers = (body.headers ?? []).map((header, at) => ({
    name: templateOf(header.name, `body.headers[${at}].name`, errors),
    value: made(header.value, `body.headers[${at}].value`),
  }));
  if (errors.length > 0) throw invalid(errors);
  return (n, now) => ({
    key: key(n, now),
    value: value(n, now),
    headers: headers.map((header) => ({ name: header.name(n, now), value: header.value(n, now) })),
    ...(body.partition === undefined ? {} : { partition: body.partition }),
  });
}

function templateOf(text: string, path: string, errors: FieldError[]): Template {
  const compiled = compileTemplate(text);
  if (!isFault(compiled)) return compiled;
  errors.push({ path, message: `${compiled.message} (character ${compiled.at + 1})` });
  return () => "";
}

function invalid(errors: FieldError[]): ApiError {
  return new ApiError("invalid-request", errors[0]?.message ?? "The template cannot be read.", { errors });
}

function exampleOf({ key, value, headers = [] }: Record): Example {
  const text = (input: RecordInput | undefined): string | null =>
    input === undefined || input === null ? null : typeof input === "string" ? input : input.text;
  return {
    key: text(key),
    value: text(value),
    headers: headers.map((header) => ({ name: header.name, value: text(header.value) })),
  };
}
