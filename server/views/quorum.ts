import type { getQuorum } from "../../lib/api/clusters.ts";
import type { ReplyOf } from "../../lib/api/endpoint.ts";
import type { Cluster } from "../clusters/cluster.ts";
import type { QuorumReplica } from "../kafka/cluster.ts";
import { KafkaError } from "../kafka/error.ts";

type Quorum = ReplyOf<typeof getQuorum>;

/** The KRaft quorum as its leader sees it; `lag` in records of the metadata log behind the leader. */
export async function quorumView(cluster: Cluster, signal?: AbortSignal): Promise<Quorum> {
  const quorum = await cluster.kafka.quorum({ signal });
  if (quorum === null) {
    throw new KafkaError(-107, "quorum", {
      message: "This cluster has no KRaft quorum, or its brokers are too old to tell of it.",
      hint: "Clusters on ZooKeeper, and Kafka before 3.0, have none.",
    });
  }
  const { leaderId, leaderEpoch, highWatermark, voters, observers } = quorum;
  const end = voters.find(({ id }) => id === leaderId)?.logEndOffset ?? null;
  const replica = ({ id, logEndOffset, lastCaughtUp }: QuorumReplica) => ({
    id,
    logEndOffset,
    lag: lagBehind(end, logEndOffset),
    lastCaughtUp,
  });
  return { leaderId, leaderEpoch, highWatermark, voters: voters.map(replica), observers: observers.map(replica) };
}

/** A follower that never fetched has no end. */
function lagBehind(end: bigint | null, own: bigint): bigint | null {
  if (end === null || own < 0n) return null;
  return end > own ? end - own : 0n;
}
