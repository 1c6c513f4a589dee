import * as z from "zod/mini";
import { endpoint } from "./endpoint.ts";
import { uint63 } from "./int64.ts";
import { JobStarted } from "./jobs.ts";
import { ProduceBody, RecordInput } from "./produce.ts";

const { acks, idempotent, compression } = ProduceBody.shape;

/** How fast records are made at most, and until when. */
const limits = {
  /** records a second */
  rate: z.prefault(z.number().check(z.gt(0, "must be more than 0"), z.lte(100_000, "must be at most 100,000")), 1),
  count: z.optional(
    z.int().check(z.gte(1, "must be at least 1"), z.lte(1_000_000_000, "must be at most 1,000,000,000")),
  ),
  seconds: z.optional(z.int().check(z.gte(1, "must be at least 1"), z.lte(604_800, "must be at most 604,800, a week"))),
};

/**
 * Records made from a template. In every text stand placeholders: `{{counter}}` (from 1), `{{counter 100}}` (from 100), `{{now}}` (epoch
 * ms), `{{now iso}}`, `{{uuid}}`, `{{random.int 1 6}}`, `{{random.float 0 1}}`, `{{choice a|b|c}}` (one at random), `{{sequence a|b|c}}`
 * (in turn); `{{{{` is two braces.
 */
export const GenerateBody = z
  .strictObject({
    key: z.optional(RecordInput),
    value: z.optional(RecordInput),
    headers: z.optional(
      z
        .array(z.strictObject({ name: z.string(), value: z.optional(RecordInput) }))
        .check(z.maxLength(100, "must be at most 100")),
    ),
    partition: z.optional(z.int().check(z.gte(0, "must not be negative"))),
    ...limits,
    acks,
    idempotent,
    compression,
    dryRun: z.optional(z.boolean()),
  })
  .check(
    z.refine(({ count, seconds }) => count !== undefined || seconds !== undefined, {
      path: ["count"],
      message: "is missing: say count or seconds, so that it ends",
    }),
  );
export type GenerateBody = z.output<typeof GenerateBody>;

const Rendered = z.object({
  key: z.nullable(z.string()),
  value: z.nullable(z.string()),
  headers: z.array(z.object({ name: z.string(), value: z.nullable(z.string()) })),
});

/** Of a job of kind generate. */
export const GenerateResult = z.object({
  written: uint63,
  failed: uint63,
  /** of the record that was written last */
  last: z.nullable(z.object({ partition: z.number(), offset: z.nullable(uint63), timestamp: z.number() })),
  firstError: z.nullable(z.string()),
});
export type GenerateResult = z.output<typeof GenerateResult>;

export const generateMessages = endpoint({
  method: "POST",
  path: "/api/clusters/{cluster}/topics/{topic}/generate",
  access: { records: "write" },
  summary: "Writes records made from a template at a chosen pace, as a job; a dry run answers with three of them",
  body: GenerateBody,
  reply: z.union([JobStarted, z.object({ examples: z.array(Rendered) })]),
  status: 202,
});
