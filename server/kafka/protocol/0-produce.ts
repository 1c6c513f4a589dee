import { type Reader, Writer } from "@platformatic/kafka";
import type { ApiCall, ApiVersion } from "./api-call.ts";

export type ProduceTopic = { topic: string; partitions: { partition: number; batch: Buffer }[] };
export type ProduceArgs = [transactionalId: string | null, acks: -1 | 0 | 1, timeoutMs: number, topics: ProduceTopic[]];

export type ProducePartitionAnswer = {
  topic: string;
  partition: number;
  errorCode: number;
  errorMessage: string | null;
  baseOffset: bigint;
  /** -1 unless the topic stamps records itself (LogAppendTime) */
  logAppendTime: bigint;
  logStartOffset: bigint;
};
export type ProduceAnswer = { partitions: ProducePartitionAnswer[]; throttleTimeMs: number };

/**
 * Produce over batches that are encoded already; item errors are data. Versions 3 to 8 plain, 9 to 12 flexible (12 = 11
 * on the wire, KIP-890). 13 asks by topic id only and is left out: the name is what every broker since 0.11 understands.
 */
function version(of: number): ApiVersion<ProduceArgs, ProduceAnswer> {
  const flexible = of >= 9;
  return {
    requestTagged: flexible,
    responseTagged: flexible,
    createRequest: (transactionalId, acks, timeoutMs, topics) => {
      const writer = Writer.create()
        .appendString(transactionalId, flexible)
        .appendInt16(acks)
        .appendInt32(timeoutMs)
        .appendArray(
          topics,
          (w, topic) =>
            w
              .appendString(topic.topic, flexible)
              .appendArray(
                topic.partitions,
                (p, { partition, batch }) => p.appendInt32(partition).appendBytes(batch, flexible),
                flexible,
                flexible,
              ),
          flexible,
          flexible,
        );
      return flexible ? writer.appendTaggedFields() : writer;
    },
    parseResponse: (_correlationId, _key, _version, reader: Reader) => {
      const partitions: ProducePartitionAnswer[] = [];
      reader.readArray(
        (r) => {
          const topic = r.readString(flexible);
          r.readArray(
            (p) => {
              const answer: ProducePartitionAnswer = {
                topic,
                partition: p.readInt32(),
                errorCode: p.readInt16(),
                errorMessage: null,
                baseOffset: p.readInt64(),
                logAppendTime: p.readInt64(),
                logStartOffset: of >= 5 ? p.readInt64() : -1n,
              };
              if (of >= 8) {
                const records = p.readArray(
                  (e) => [e.readInt32(), e.readNullableString(flexible)] as const,
                  flexible,
                  flexible,
                );
                const message = p.readNullableString(flexible);
                const first = records.find(([, text]) => text !== null);
                answer.errorMessage = first ? `${message ?? ""} Record ${first[0]}: ${first[1]}`.trim() : message;
              }
              partitions.push(answer);
            },
            flexible,
            flexible,
          );
        },
        flexible,
        flexible,
      );
      return { partitions, throttleTimeMs: reader.readInt32() };
    },
  };
}

export const produce: ApiCall<ProduceArgs, ProduceAnswer> = {
  key: 0,
  name: "Produce",
  versions: Object.fromEntries([3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map((of) => [of, version(of)])),
  codes: (answer) => answer.partitions.map((partition) => partition.errorCode),
};

/**
 * In a transaction, whose partitions were added before: from 12 on the brokers take it for one that adds them by itself and
 * bumps its epoch at each end (KIP-890).
 */
export const produceInTransaction: ApiCall<ProduceArgs, ProduceAnswer> = {
  ...produce,
  versions: Object.fromEntries([3, 4, 5, 6, 7, 8, 9, 10, 11].map((of) => [of, version(of)])),
};
