import type { Reader } from "@platformatic/kafka";
import { message } from "./message.ts";

export type ReplicaState = {
  id: number;
  logEndOffset: bigint;
  /** epoch ms; -1 before version 1 (KIP-836), or for the leader itself */
  lastFetchTimestamp: bigint;
  lastCaughtUpTimestamp: bigint;
};
export type DescribeQuorumAnswer = {
  errorCode: number;
  errorMessage: string | null;
  /** of `__cluster_metadata` 0; null when the answer has no partition */
  partition: {
    errorCode: number;
    errorMessage: string | null;
    leaderId: number;
    leaderEpoch: number;
    highWatermark: bigint;
    voters: ReplicaState[];
    observers: ReplicaState[];
  } | null;
};

function readReplicas(reader: Reader, v: number): ReplicaState[] {
  return reader.readArray((r) => {
    const id = r.readInt32();
    if (v >= 2) r.readUUID();
    return {
      id,
      logEndOffset: r.readInt64(),
      lastFetchTimestamp: v >= 1 ? r.readInt64() : -1n,
      lastCaughtUpTimestamp: v >= 1 ? r.readInt64() : -1n,
    };
  });
}

/**
 * DescribeQuorum (KIP-595, KIP-853). Any broker may be asked: it forwards to the leader of the quorum.
 *
 * request:  [topic [partition]]
 * response: error message?(2) [topic [partition error message?(2) leader epoch highWatermark [voter] [observer]]] [node …](2)
 *           replica = id directoryId(2) logEndOffset lastFetch(1+) lastCaughtUp(1+)
 */
export const describeQuorum = message<[], DescribeQuorumAnswer>({
  key: 55,
  name: "DescribeQuorum",
  versions: [0, 2],
  flexibleFrom: 0,
  write(writer) {
    writer.appendArray(["__cluster_metadata"], (w, topic) =>
      w.appendString(topic).appendArray([0], (p, partition) => p.appendInt32(partition)),
    );
  },
  read(reader, { v }) {
    const errorCode = reader.readInt16();
    const errorMessage = v >= 2 ? reader.readNullableString() : null;
    const partitions = reader
      .readArray((r) => {
        r.readString();
        return r.readArray((p) => {
          p.readInt32();
          return {
            errorCode: p.readInt16(),
            errorMessage: v >= 2 ? p.readNullableString() : null,
            leaderId: p.readInt32(),
            leaderEpoch: p.readInt32(),
            highWatermark: p.readInt64(),
            voters: readReplicas(p, v),
            observers: readReplicas(p, v),
          };
        });
      })
      .flat();
    return { errorCode, errorMessage, partition: partitions[0] ?? null };
  },
  codes: (answer) => [answer.errorCode, answer.partition?.errorCode ?? 0],
});
