import { message, type PartitionResult, readPartitionResults, writePartitions } from "./message.ts";

export type TxnPartitions = { topic: string; partitions: number[] };

/**
 * The partitions a transaction is about to write to. Versions 4 and newer carry many transactions and are the brokers' own.
 *
 * request:  transactionalId producerId producerEpoch [topic [partition]]
 * response: throttle [topic [partition error]]
 */
export const addPartitionsToTxn = message<
  [transactionalId: string, producerId: bigint, producerEpoch: number, topics: readonly TxnPartitions[]],
  { partitions: PartitionResult[] }
>({
  key: 24,
  name: "AddPartitionsToTxn",
  versions: [0, 3],
  flexibleFrom: 3,
  write(writer, { flexible }, transactionalId, producerId, producerEpoch, topics) {
    writer.appendString(transactionalId, flexible).appendInt64(producerId).appendInt16(producerEpoch);
    writePartitions(writer, topics, flexible);
  },
  read(reader, { flexible }) {
    reader.readInt32();
    return { partitions: readPartitionResults(reader, flexible) };
  },
  codes: (answer) => answer.partitions.map((partition) => partition.errorCode),
});
