import { ApiError } from "../../lib/api/error.ts";
import { kafkaErrorCodes } from "../../lib/kafka/error-codes.ts";

/** Marks errors across the bundles of one process: one opens the clusters, others catch what comes from them. */
const mark = Symbol.for("klar.kafka-error");

/**
 * What went wrong with a cluster, in Kafka's words. Transport failures have no Kafka code and use negative ones:
 * -101 unreachable (refused, name not found, black hole), -102 deadline passed, -103 connection lost,
 * -104 TLS, -105 authentication, -106 advertised listener cannot be reached, -107 unsupported by the broker, -108 malformed answer.
 */
export class KafkaError extends ApiError {
  readonly kafkaCode: number;
  readonly kafkaName: string;
  readonly retriable: boolean;
  readonly target: string;
  readonly brokerMessage: string | null;

  constructor(
    kafkaCode: number,
    target: string,
    parts: {
      message?: string | undefined;
      brokerMessage?: string | null | undefined;
      hint?: string | undefined;
      cause?: unknown;
      outcome?: "unknown" | undefined;
    } = {},
  ) {
    const known = kafkaErrorCodes[kafkaCode];
    const name = known?.name ?? `UNKNOWN_${kafkaCode}`;
    const sentence = parts.message ?? known?.message ?? `The broker answered with error code ${kafkaCode}.`;
    super(known?.api ?? "kafka", parts.brokerMessage ? `${sentence} ${parts.brokerMessage}` : sentence, {
      hint: parts.hint ?? known?.hint,
      kafka: { code: kafkaCode, name, retriable: known?.retriable ?? false, target },
      cause: parts.cause,
      outcome: parts.outcome,
    });
    this.name = "KafkaError";
    this.kafkaCode = kafkaCode;
    this.kafkaName = name;
    this.retriable = known?.retriable ?? false;
    this.target = target;
    this.brokerMessage = parts.brokerMessage ?? null;
  }

  get [mark](): true {
    return true;
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === "object" && value !== null && mark in value;
  }
}
