import { type Reader, Writer } from "@platformatic/kafka";
import type { ApiCall, ApiVersion } from "./api-call.ts";
import { topicIdBytes } from "./topic-id.ts";

export type FetchPartition = { topic: string; topicId: string; partition: number; offset: bigint; maxBytes: number };
export type FetchArgs = [
  limits: { maxWaitMs: number; minBytes: number; maxBytes: number; isReadCommitted: boolean },
  partitions: readonly FetchPartition[],
];

export type FetchPartitionAnswer = {
  /** name up to version 12, topic id (base64url) from 13 on: what the request asked by */
  topic: string;
  partition: number;
  errorCode: number;
  highWatermark: bigint;
  lastStableOffset: bigint;
  logStartOffset: bigint;
  aborted: { producerId: bigint; firstOffset: bigint }[];
  preferredReadReplica: number;
  records: Buffer;
};
export type FetchAnswer = { errorCode: number; partitions: FetchPartitionAnswer[]; throttleTimeMs: number };

const noRecords = Buffer.alloc(0);

/** Neighbours of one topic share a topic entry; the order of partitions on the wire stays the order given. */
function runsOfTopics(partitions: readonly FetchPartition[]): FetchPartition[][] {
  const runs: FetchPartition[][] = [];
  for (const partition of partitions) {
    const last = runs.at(-1);
    if (last?.[0]?.topic === partition.topic) last.push(partition);
    else runs.push([partition]);
  }
  return runs;
}

/**
 * Fetch without a fetch session (id 0, epoch -1) and without a group. Versions 4 to 17: flexible from 12, topic ids from
 * 13. `records` are views of the frame, never copies. Field order as in FetchRequest.json and FetchResponse.json.
 */
function version(of: number): ApiVersion<FetchArgs, FetchAnswer> {
  const flexible = of >= 12;
  const byId = of >= 13;
  return {
    requestTagged: flexible,
    responseTagged: flexible,
    createRequest: (limits, partitions) => {
      const writer = Writer.create();
      if (of <= 14) writer.appendInt32(-1);
      writer
        .appendInt32(limits.maxWaitMs)
        .appendInt32(limits.minBytes)
        .appendInt32(limits.maxBytes)
        .appendInt8(limits.isReadCommitted ? 1 : 0);
      if (of >= 7) writer.appendInt32(0).appendInt32(-1);
      writer.appendArray(
        runsOfTopics(partitions),
        (w, run) => {
          const { topic, topicId } = run[0] as FetchPartition;
          if (byId) w.append(topicIdBytes(topicId));
          else w.appendString(topic, flexible);
          w.appendArray(
            run,
            (p, ask) => {
              p.appendInt32(ask.partition);
              if (of >= 9) p.appendInt32(-1);
              p.appendInt64(ask.offset);
              if (of >= 12) p.appendInt32(-1);
              if (of >= 5) p.appendInt64(-1n);
              p.appendInt32(ask.maxBytes);
            },
            flexible,
            flexible,
          );
        },
        flexible,
        flexible,
      );
      if (of >= 7) writer.appendArray([], () => {}, flexible, flexible);
      if (of >= 11) writer.appendString("", flexible);
      return flexible ? writer.appendTaggedFields() : writer;
    },
    parseResponse: (_correlationId, _key, _version, reader: Reader) => {
      const throttleTimeMs = reader.readInt32();
      const errorCode = of >= 7 ? reader.readInt16() : 0;
      if (of >= 7) reader.readInt32();
      const partitions: FetchPartitionAnswer[] = [];
      reader.readArray(
        (r) => {
          const topic = byId ? readTopicId(r) : r.readString(flexible);
          r.readArray((p) => partitions.push(readPartition(p, of, topic)), flexible, flexible);
        },
        flexible,
        flexible,
      );
      return { errorCode, partitions, throttleTimeMs };
    },
  };
}

function readTopicId(reader: Reader): string {
  const id = reader.buffer.slice(reader.position, reader.position + 16).toString("base64url");
  reader.skip(16);
  return id;
}

function readPartition(reader: Reader, of: number, topic: string): FetchPartitionAnswer {
  const flexible = of >= 12;
  return {
    topic,
    partition: reader.readInt32(),
    errorCode: reader.readInt16(),
    highWatermark: reader.readInt64(),
    lastStableOffset: reader.readInt64(),
    logStartOffset: of >= 5 ? reader.readInt64() : -1n,
    aborted:
      reader.readNullableArray(
        (a) => ({ producerId: a.readInt64(), firstOffset: a.readInt64() }),
        flexible,
        flexible,
      ) ?? [],
    preferredReadReplica: of >= 11 ? reader.readInt32() : -1,
    records: reader.readNullableBytes(flexible) ?? noRecords,
  };
}

const versionsFrom4 = Array.from({ length: 14 }, (_, index) => index + 4);

/** Partitions asked by topic id; every partition needs one. */
export const fetch: ApiCall<FetchArgs, FetchAnswer> = {
  key: 1,
  name: "Fetch",
  versions: Object.fromEntries(versionsFrom4.map((of) => [of, version(of)])),
  codes: (answer) => [answer.errorCode],
};

/** The same by topic name, for brokers and topics without ids. */
export const fetchByName: ApiCall<FetchArgs, FetchAnswer> = {
  ...fetch,
  versions: Object.fromEntries(versionsFrom4.filter((of) => of <= 12).map((of) => [of, version(of)])),
};
