import type { CommittedPartition, OffsetCommitTopic } from "./8-offset-commit.ts";
import { message } from "./message.ts";

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
  { partitions: CommittedPartition[] }
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
    writer.appendArray(
      [...topics],
      (w, { topic, partitions }) =>
        w.appendString(topic, flexible).appendArray(
          partitions,
          (p, { partition, offset, leaderEpoch, metadata }) => {
            p.appendInt32(partition).appendInt64(offset);
            if (v >= 2) p.appendInt32(leaderEpoch);
            p.appendString(metadata, flexible);
          },
          flexible,
          flexible,
        ),
      flexible,
      flexible,
    );
  },
  read(reader, { flexible }) {
    reader.readInt32();
    const partitions: CommittedPartition[] = [];
    reader.readArray(
      (r) => {
        const topic = r.readString(flexible);
        r.readArray(
          (p) => {
            partitions.push({ topic, partition: p.readInt32(), errorCode: p.readInt16() });
          },
          flexible,
          flexible,
        );
      },
      flexible,
      flexible,
    );
    return { partitions };
  },
  codes: (answer) => answer.partitions.map((partition) => partition.errorCode),
});
