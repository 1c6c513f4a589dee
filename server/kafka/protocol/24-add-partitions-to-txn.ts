import { message, writeInts } from "./message.ts";

export type TxnPartitions = { topic: string; partitions: number[] };
export type TxnPartitionAnswer = { topic: string; partition: number; errorCode: number };

/**
 * The partitions a transaction is about to write to. Versions 4 and newer carry many transactions and are the brokers' own.
 *
 * request:  transactionalId producerId producerEpoch [topic [partition]]
 * response: throttle [topic [partition error]]
 */
export const addPartitionsToTxn = message<
  [transactionalId: string, producerId: bigint, producerEpoch: number, topics: readonly TxnPartitions[]],
  { partitions: TxnPartitionAnswer[] }
>({
  key: 24,
  name: "AddPartitionsToTxn",
  versions: [0, 3],
  flexibleFrom: 3,
  write(writer, { flexible }, transactionalId, producerId, producerEpoch, topics) {
    writer
      .appendString(transactionalId, flexible)
      .appendInt64(producerId)
      .appendInt16(producerEpoch)
      .appendArray(
        [...topics],
        (w, { topic, partitions }) => writeInts(w.appendString(topic, flexible), partitions, flexible),
        flexible,
        flexible,
      );
  },
  read(reader, { flexible }) {
    reader.readInt32();
    const partitions: TxnPartitionAnswer[] = [];
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
