import * as z from "zod/mini";
import { isBase64 } from "./base64.ts";
import { endpoint } from "./endpoint.ts";
import { uint63 } from "./int64.ts";

/** Half a surrogate pair has no UTF-8: it would be written as U+FFFD without a word. */
const wellFormed = z
  .string()
  .check(z.refine((text) => text.isWellFormed(), "holds half a surrogate pair, which UTF-8 cannot carry"));

const schemaWords = z.string().check(z.minLength(1, "must not be empty"), z.maxLength(1000, "is too long"));

/**
 * null is a tombstone (value) or no key; a string is UTF-8 text; base64 carries any bytes. `avro`, `protobuf` and `json-schema` are
 * written by a schema of the registry: `schemaId`, or `subject` (the latest, or `version`), or without a word the latest of
 * `<topic>-key` and `<topic>-value`.
 */
export const RecordInput = z.union(
  [
    z.null(),
    wellFormed,
    z.strictObject({
      /** checked where the formats are */
      format: z.string().check(z.maxLength(100, "must be the name of a format")),
      text: wellFormed,
      subject: z.optional(schemaWords),
      version: z.optional(z.int("must be a number").check(z.gte(1, "must be 1 or more"))),
      schemaId: z.optional(z.int("must be a number").check(z.gte(1, "must be 1 or more"))),
      /** of a .proto, where it is not its first; with its package or without */
      message: z.optional(schemaWords),
    }),
    z.strictObject({
      encoding: z.literal("base64"),
      text: z.string().check(z.refine(isBase64, "must be base64")),
    }),
  ],
  'must be null, a string, {format, text} or {encoding: "base64", text}',
);
export type RecordInput = z.output<typeof RecordInput>;

/** of one request: beyond any use, they would keep the thread that serves from answering others */
export const mostHeaders = 50_000;

export const ProduceBody = z.strictObject({
  records: z
    .array(
      z.strictObject({
        key: z.optional(RecordInput),
        value: z.optional(RecordInput),
        headers: z.optional(z.array(z.strictObject({ name: wellFormed, value: z.optional(RecordInput) }))),
        partition: z.optional(z.int().check(z.gte(0, "must not be negative"))),
        timestamp: z.optional(z.int().check(z.gte(0, "must be epoch milliseconds"))),
      }),
    )
    .check(
      z.minLength(1, "must hold at least one record"),
      z.maxLength(10_000, "must hold at most 10,000 records"),
      z.refine(
        (records) => records.reduce((sum, { headers }) => sum + (headers?.length ?? 0), 0) <= mostHeaders,
        "must hold at most 50,000 headers altogether",
      ),
    ),
  acks: z.prefault(z.enum(["all", "1", "0"], 'must be "all", "1" or "0"'), "all"),
  idempotent: z.prefault(z.boolean(), false),
  compression: z.prefault(
    z.enum(["none", "gzip", "snappy", "lz4", "zstd"], "must be none, gzip, snappy, lz4 or zstd"),
    "none",
  ),
  /** everything is checked and made into bytes, nothing is written */
  dryRun: z.optional(z.boolean()),
});
export type ProduceBody = z.output<typeof ProduceBody>;

/** What a key or value would be on the broker; `base64` is null where it is longer than 4,096 bytes. */
const Encoded = z.nullable(z.object({ size: z.number(), base64: z.nullable(z.string()) }));

export const ProduceResults = z.object({
  results: z.array(
    z.object({
      partition: z.nullable(z.number()),
      offset: z.nullable(uint63),
      timestamp: z.nullable(z.number()),
      error: z.nullable(z.object({ code: z.string(), message: z.string() })),
    }),
  ),
  acknowledged: z.boolean(),
  /** of a dry run, whose results have no offset, nor a partition where none was chosen and no key chooses one */
  encoded: z.optional(z.array(z.object({ key: Encoded, value: Encoded }))),
});
export type ProduceResults = z.output<typeof ProduceResults>;

export const produceMessages = endpoint({
  method: "POST",
  path: "/api/clusters/{cluster}/topics/{topic}/messages",
  access: { records: "write" },
  summary:
    "Sends records; without a partition the key decides as Java's default partitioner does; a dry run only checks them",
  body: ProduceBody,
  reply: ProduceResults,
  maxBody: 32 * 1024 * 1024,
});
