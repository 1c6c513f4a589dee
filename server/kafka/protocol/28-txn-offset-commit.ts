import { type OffsetCommitTopic, writeCommits } from "./8-offset-commit.ts";
import { message, type PartitionResult, readPartitionResults } from "./message.ts";

/**
 * Offsets that are committed with a transaction, from outside of the group (generation -1). Version 5 adds the group to the
 * transaction by itself (KIP-890), which goes with Produce 12 and newer.
 *
 * request:  transactionalId group producerId producerEpoch generation=-1(3+) memberId=""(3+) instanceId=null(3+)
 *           [topic [partition offset leaderEpoch(2+) metadata?]]
 * response: throttle [topic [partition error]]
 */
export const txnOffsetCommit = message<
  [
    transactionalId: string,
    group: string,
    producerId: bigint,
    producerEpoch: number,
    topics: readonly OffsetCommitTopic[],
  ],
  { partitions: PartitionResult[] }
>({
  key: 28,
  name: "TxnOffsetCommit",
  versions: [0, 4],
  flexibleFrom: 3,
  write(writer, { v, flexible }, transactionalId, group, producerId, producerEpoch, topics) {
    writer
      .appendString(transactionalId, flexible)
      .appendString(group, flexible)
      .appendInt64(producerId)
      .appendInt16(producerEpoch);
    if (v >= 3) writer.appendInt32(-1).appendString("", flexible).appendString(null, flexible);
    writeCommits(writer, topics, { flexible, withEpoch: v >= 2 });
  },
  read(reader, { flexible }) {
    reader.readInt32();
    return { partitions: readPartitionResults(reader, flexible) };
  },
  codes: (answer) => answer.partitions.map((partition) => partition.errorCode),
});
