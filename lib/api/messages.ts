import * as z from "zod/mini";
import { endpoint } from "./endpoint.ts";
import { int64, uint63 } from "./int64.ts";
import { flag, integer, PartialProblem } from "./list.ts";
import { partitionSet, readBound } from "./read-bound.ts";

/** `text` is exact: JSON as written, integers beyond 2^53 unharmed; bytes that are no valid UTF-8 come as base64. */
export const Payload = z.object({
  format: z.string(),
  text: z.string(),
  encoding: z.enum(["utf8", "base64"]),
  truncated: z.boolean(),
  /** bytes, whole */
  size: z.number(),
  schema: z.nullable(
    z.object({
      id: z.number(),
      subject: z.nullable(z.string()),
      version: z.nullable(z.number()),
      type: z.string(),
      /** of protobuf, the message of the schema it is, with its package */
      message: z.optional(z.string()),
    }),
  ),
  /** what `text` is, whichever format it comes from: `json` can be shown as a tree, `bytes` is base64 */
  syntax: z.optional(z.enum(["json", "xml", "text", "bytes"])),
  /** what the format was chosen by, where that is worth a word: the schema that the bytes name, a rule of the configuration */
  why: z.optional(z.string()),
  /** the formats that were tried and why each refused */
  refused: z.array(z.object({ format: z.string(), reason: z.string() })),
});
export type Payload = z.output<typeof Payload>;

export const Message = z.object({
  partition: z.number(),
  offset: uint63,
  timestamp: z.number(),
  timestampType: z.enum(["create", "append"]),
  key: z.nullable(Payload),
  value: z.nullable(Payload),
  headers: z.array(z.object({ name: z.string(), value: z.nullable(Payload) })),
  keySize: z.number(),
  valueSize: z.number(),
  compression: z.enum(["none", "gzip", "snappy", "lz4", "zstd"]),
  producerId: int64,
  transaction: z.nullable(z.enum(["committed", "aborted", "open"])),
  /**
   * of a control record alone, which the broker wrote: the marker that ends a transaction of `producerId`, by its coordinator's epoch
   * where it tells one; `other` is of Kafka's own. Its value is told as JSON.
   */
  control: z.optional(
    z.object({ type: z.enum(["commit", "abort", "other"]), coordinatorEpoch: z.nullable(z.number()) }),
  ),
  /** epoch of the leader that took the batch; -1 when not known */
  leaderEpoch: z.number(),
  /** the record batch it came in */
  batch: z.object({
    baseOffset: uint63,
    recordCount: z.number(),
    sizeBytes: z.number(),
    producerEpoch: z.number(),
    baseSequence: z.number(),
  }),
});
export type Message = z.output<typeof Message>;

export const ReadPlan = z.object({
  partitions: z.array(z.object({ partition: z.number(), from: uint63, to: uint63 })),
  /** sum of to − from */
  span: uint63,
  skipped: z.array(z.object({ partition: z.number(), reason: z.string() })),
  notes: z.array(z.string()),
});
export type ReadPlan = z.output<typeof ReadPlan>;

/** Records of a page. */
export const pageLimit = { usual: 50, most: 10_000 } as const;

const firstError = {
  /** what went wrong and with which record */
  firstFilterError: z.optional(z.nullable(z.string())),
  firstFilterErrorAt: z.optional(z.nullable(z.object({ partition: z.number(), offset: uint63 }))),
};

export const ReadProgress = z.object({
  scanned: uint63,
  bytes: uint63,
  matched: z.number(),
  elapsedMs: z.number(),
  filterErrors: z.number(),
  ...firstError,
  positions: z.record(z.string(), uint63),
  /** goes on after what was delivered when this was told: who stops a search here loses nothing. null = not now */
  cursor: z.optional(z.nullable(z.string())),
});
export type ReadProgress = z.output<typeof ReadProgress>;

export const endReasons = ["limit", "end", "budget", "cancelled", "failed", "shutdown"] as const;
export const ReadDone = z.object({
  reason: z.enum(endReasons),
  scanned: uint63,
  bytes: uint63,
  matched: z.number(),
  elapsedMs: z.number(),
  filterErrors: z.number(),
  ...firstError,
  firstFilterError: z.nullable(z.string()),
  cursor: z.object({ next: z.nullable(z.string()), previous: z.nullable(z.string()) }),
});
export type ReadDone = z.output<typeof ReadDone>;

export const ReadProblem = z.extend(PartialProblem, { fatal: z.boolean() });
export type ReadProblem = z.output<typeof ReadProblem>;

const fields = ["key", "value", "headers"] as const;
export type SearchField = (typeof fields)[number];
const searchFields = z.pipe(
  z
    .string()
    .check(
      z.refine(
        (text) => text.split(",").every((field) => fields.some((known) => known === field)),
        "must be a list of key, value, headers",
      ),
    ),
  z.transform((text: string): SearchField[] => fields.filter((field) => text.split(",").includes(field))),
);

export const mostValueBytes = 32 * 1024 * 1024;
/** How bytes are read; a name is checked where the formats are. */
const formats = {
  keyFormat: z.prefault(z.string().check(z.maxLength(100, "must be auto or the name of a format")), "auto"),
  valueFormat: z.prefault(z.string().check(z.maxLength(100, "must be auto or the name of a format")), "auto"),
};
const expression = z
  .string()
  .check(z.minLength(1, "must not be empty"), z.maxLength(10_000, "must be at most 10,000 characters"));
const filters = {
  partitions: z.optional(partitionSet),
  contains: z.optional(expression),
  /** RE2 syntax; `ignoreCase` and `in` hold for it as for `contains` */
  regex: z.optional(expression),
  /** exactly this key; empty = an empty key, not none */
  key: z.optional(z.string().check(z.maxLength(100_000, "must be at most 100,000 characters"))),
  keyEncoding: z.prefault(z.enum(["utf8", "base64"], "must be utf8 or base64"), "utf8"),
  /** look for the key only where Java's default partitioner puts it */
  keyPartition: z.prefault(flag, "false"),
  /** CEL over key, value, headers, partition, offset, timestamp, topic */
  where: z.optional(expression),
  ...formats,
  ignoreCase: z.prefault(flag, "false"),
  in: z.prefault(searchFields, "key,value,headers"),
  isolation: z.prefault(
    z.enum(["read_committed", "read_uncommitted"], "must be read_committed or read_uncommitted"),
    "read_committed",
  ),
  maxValueBytes: z.prefault(integer(0, mostValueBytes), "65536"),
};

export const BrowseQuery = z.strictObject({
  order: z.optional(z.enum(["newest", "oldest"], "must be newest or oldest")),
  from: z.optional(readBound),
  to: z.optional(readBound),
  cursor: z.optional(z.string().check(z.minLength(1, "must not be empty"))),
  limit: z.prefault(integer(1, pageLimit.most), String(pageLimit.usual)),
  ...filters,
  /** the markers that end transactions are records, too; a filter finds none of them */
  control: z.optional(flag),
  maxScan: z.optional(integer(1, 1_000_000_000)),
  maxBytes: z.optional(integer(1, 1_099_511_627_776)),
  maxSeconds: z.optional(integer(1, 3600)),
});
export type BrowseQuery = z.output<typeof BrowseQuery>;

export const browseEvents = {
  plan: ReadPlan,
  messages: z.object({ items: z.array(Message) }),
  progress: ReadProgress,
  problem: ReadProblem,
  done: ReadDone,
};

/** How a reading that is answered as one reply went. */
export const ReadScan = z.extend(ReadDone, { plan: ReadPlan, problems: z.array(ReadProblem) });

export const listMessages = endpoint({
  method: "GET",
  path: "/api/clusters/{cluster}/topics/{topic}/messages",
  access: { records: "read" },
  summary: "Reads records: the newest or oldest, from and to any point, page by page",
  query: BrowseQuery,
  reply: z.object({
    messages: z.array(Message),
    scan: ReadScan,
  }),
  events: browseEvents,
  ndjson: true,
});

const {
  cursor: _cursor,
  limit: _limit,
  maxValueBytes: _maxValueBytes,
  control: _control,
  ...selection
} = BrowseQuery.shape;
export const exportMessages = endpoint({
  method: "GET",
  path: "/api/clusters/{cluster}/topics/{topic}/export",
  access: { records: "read" },
  summary: "The same selection as a file of any length; a download that breaks off is not complete",
  query: z.strictObject({
    /** ndjson: one message a line; json: an array of them; csv: RFC 4180 with a header line */
    format: z.enum(["ndjson", "csv", "json"], "must be ndjson, csv or json"),
    ...selection,
    cursor: z.optional(z.string().check(z.minLength(1, "must not be empty"))),
    /** exactly the page that `messages` answers to the same question, with its limit, its budget and its order */
    page: z.prefault(flag, "false"),
    /** without it, all; of a page, 50 */
    limit: z.optional(integer(1, 1_000_000_000_000)),
    /** without it, values are whole */
    maxValueBytes: z.optional(integer(0, mostValueBytes)),
    /** an apostrophe before texts that a spreadsheet would run as a formula: what is exported is no longer exact */
    csvSafe: z.prefault(flag, "false"),
  }),
  download: true,
});
export type ExportQuery = z.output<NonNullable<typeof exportMessages.query>>;

export const getMessage = endpoint({
  method: "GET",
  path: "/api/clusters/{cluster}/topics/{topic}/messages/{partition}/{offset}",
  access: { records: "read" },
  summary: "One whole record, also of an aborted or open transaction",
  query: z.strictObject({
    maxValueBytes: z.prefault(integer(0, mostValueBytes), String(mostValueBytes)),
    ...formats,
  }),
  reply: Message,
});

export const getMessageValue = endpoint({
  method: "GET",
  path: "/api/clusters/{cluster}/topics/{topic}/messages/{partition}/{offset}/value",
  access: { records: "read" },
  summary: "The bytes of a record's value",
  query: z.strictObject({}),
  download: true,
});

export const getMessageKey = endpoint({
  method: "GET",
  path: "/api/clusters/{cluster}/topics/{topic}/messages/{partition}/{offset}/key",
  access: { records: "read" },
  summary: "The bytes of a record's key",
  query: z.strictObject({}),
  download: true,
});

export const TailStatus = z.object({
  perSecond: z.number(),
  delivered: uint63,
  filtered: uint63,
  skipped: uint63,
  behindMs: z.nullable(z.number()),
  filterErrors: z.optional(z.number()),
  firstFilterError: z.optional(z.nullable(z.string())),
  problems: z.array(PartialProblem),
});
export type TailStatus = z.output<typeof TailStatus>;

export const tailEvents = {
  messages: z.object({ items: z.array(Message) }),
  status: TailStatus,
  problem: ReadProblem,
  done: z.object({ reason: z.enum(endReasons) }),
};

export const tailMessages = endpoint({
  method: "GET",
  path: "/api/clusters/{cluster}/topics/{topic}/tail",
  access: { records: "read" },
  summary: "New records as they come; an event's id resumes where it stood (Last-Event-ID)",
  query: z.strictObject({
    from: z.optional(readBound),
    ...filters,
    /** the markers that end transactions come, too; a filter finds none of them */
    control: z.optional(flag),
    /** most records a second this reader is shown; the rest is counted in `skipped` */
    maxPerSecond: z.prefault(integer(1, 100_000), "1000"),
  }),
  events: tailEvents,
});
export type FilterQuery = Pick<
  BrowseQuery,
  | "contains"
  | "regex"
  | "key"
  | "keyEncoding"
  | "keyPartition"
  | "where"
  | "ignoreCase"
  | "in"
  | "keyFormat"
  | "valueFormat"
  | "maxValueBytes"
>;
export type TailQuery = z.output<NonNullable<typeof tailMessages.query>>;
