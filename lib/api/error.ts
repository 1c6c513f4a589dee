/** Every error the API can answer with, and the one status of each. A code without a row here does not compile. */
export const errorStatus = {
  "invalid-request": 400,
  "sign-in": 401,
  forbidden: 403,
  "no-such-cluster": 404,
  "no-such-broker": 404,
  "no-such-topic": 404,
  "no-such-partition": 404,
  "no-such-group": 404,
  "no-such-record": 404,
  "no-such-job": 404,
  "no-such-schema": 404,
  /** the cluster has none configured */
  "no-schema-registry": 404,
  "no-such-alert": 404,
  "no-such-endpoint": 404,
  method: 405,
  "not-acceptable": 406,
  exists: 409,
  "group-active": 409,
  conflict: 409,
  "too-large": 413,
  "media-type": 415,
  host: 421,
  "refused-by-kafka": 422,
  "too-many": 429,
  internal: 500,
  kafka: 502,
  unreachable: 503,
  deadline: 504,
} as const;

export type ErrorCode = keyof typeof errorStatus;

/** One bad field of a request: a path such as `query.limit` or `body.records[3].partition`, and what would be right. */
export type FieldError = { path: string; message: string };

/** What the broker said: its error code, Kafka's name of it, whether trying again can help, and what it was asked about. */
export type KafkaDetail = { code: number; name: string; retriable: boolean; target: string };

export type ErrorParts = {
  hint?: string | undefined;
  kafka?: KafkaDetail | undefined;
  errors?: FieldError[] | undefined;
  /** "unknown" when a mutation may or may not have happened */
  outcome?: "unknown" | undefined;
  /** further members of the problem document, e.g. `members` of `group-active`, `next` of `no-such-record` */
  extra?: Record<string, unknown> | undefined;
  cause?: unknown;
};

/** Marks errors across the bundles of one process, each of which holds this module, and so this class, once more. */
const mark = Symbol.for("klar.api-error");

/** The one error of the product. `message` is written for a person; it never carries a secret or a stack. */
export class ApiError extends Error {
  readonly code: ErrorCode;
  readonly hint: string | undefined;
  readonly kafka: KafkaDetail | undefined;
  readonly errors: FieldError[] | undefined;
  readonly outcome: "unknown" | undefined;
  readonly extra: Record<string, unknown> | undefined;

  constructor(code: ErrorCode, message: string, parts: ErrorParts = {}) {
    super(message, parts.cause === undefined ? undefined : { cause: parts.cause });
    this.name = "ApiError";
    this.code = code;
    this.hint = parts.hint;
    this.kafka = parts.kafka;
    this.errors = parts.errors;
    this.outcome = parts.outcome;
    this.extra = parts.extra;
  }

  get status(): number {
    return errorStatus[this.code];
  }

  get [mark](): true {
    return true;
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === "object" && value !== null && mark in value;
  }
}

/** RFC 9457 problem document as served. */
export type Problem = {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: ErrorCode;
  hint?: string;
  kafka?: KafkaDetail;
  errors?: FieldError[];
  outcome?: "unknown";
} & Record<string, unknown>;

/** One thing of a partial answer that could not be had. */
export type PartialProblem = { target: string; code: ErrorCode; message: string; hint?: string | undefined };

export function partialProblem(target: string, error: ApiError): PartialProblem {
  return { target, code: error.code, message: error.message, hint: error.hint };
}
