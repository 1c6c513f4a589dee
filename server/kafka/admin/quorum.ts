import type { KafkaCluster, QuorumReplica } from "../cluster.ts";
import { KafkaError } from "../error.ts";
import { describeQuorum, type ReplicaState } from "../protocol/55-describe-quorum.ts";
import type { Wire } from "../wire/wire.ts";
import { mustBeGood } from "./settle.ts";

const unsupported = new Set([-107, 35]);

/** The KRaft quorum as its leader sees it; any broker forwards the question. */
export function quorumReader(wire: Wire): KafkaCluster["quorum"] {
  return async (call = {}) => {
    try {
      const answer = await wire.call({ kind: "any" }, describeQuorum, [], call);
      mustBeGood(answer, "quorum");
      if (answer.partition === null) return null;
      mustBeGood(answer.partition, "quorum");
      const { leaderId, leaderEpoch, highWatermark, voters, observers } = answer.partition;
      return {
        leaderId,
        leaderEpoch,
        highWatermark,
        voters: voters.map(toReplica),
        observers: observers.map(toReplica),
      };
    } catch (error) {
      if (error instanceof KafkaError && unsupported.has(error.kafkaCode)) return null;
      throw error;
    }
  };
}

function toReplica({ id, logEndOffset, lastFetchTimestamp, lastCaughtUpTimestamp }: ReplicaState): QuorumReplica {
  return {
    id,
    logEndOffset,
    lastFetchTimestamp: timeOf(lastFetchTimestamp),
    lastCaughtUp: timeOf(lastCaughtUpTimestamp),
  };
}

function timeOf(timestamp: bigint): number | null {
  return timestamp < 0n ? null : Number(timestamp);
}
