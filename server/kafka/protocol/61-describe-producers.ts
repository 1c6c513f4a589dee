import { message } from "./message.ts";

export type DescribedProducer = {
  producerId: bigint;
  producerEpoch: number;
  /** -1 where it has written no batch */
  lastSequence: number;
  /** epoch ms; -1 where it has written no batch */
  lastTimestamp: bigint;
  /** -1 before its first transaction marker */
  coordinatorEpoch: number;
  /** -1 where no transaction is open */
  currentTxnStartOffset: bigint;
};
export type ProducersOfPartition = {
  topic: string;
  partition: number;
  errorCode: number;
  producers: DescribedProducer[];
};

/**
 * DescribeProducers (KIP-664): the producers with an id that the leader of a partition remembers.
 *
 * request:  [topic [partition]]
 * response: throttle [topic [partition error message? [producerId epoch lastSequence lastTimestamp coordinatorEpoch txnStart]]]
 */
export const describeProducers = message<
  [topics: { topic: string; partitions: number[] }[]],
  { partitions: ProducersOfPartition[] }
>({
  key: 61,
  name: "DescribeProducers",
  versions: [0, 0],
  flexibleFrom: 0,
  write(writer, _shape, topics) {
    writer.appendArray(topics, (w, { topic, partitions }) =>
      w.appendString(topic).appendArray(partitions, (p, partition) => p.appendInt32(partition), true, false),
    );
  },
  read(reader) {
    reader.readInt32();
    const partitions: ProducersOfPartition[] = [];
    reader.readArray((r) => {
      const topic = r.readString();
      r.readArray((p) => {
        const partition = p.readInt32();
        const errorCode = p.readInt16();
        p.readNullableString();
        const producers = p.readArray((one) => ({
          producerId: one.readInt64(),
          producerEpoch: one.readInt32(),
          lastSequence: one.readInt32(),
          lastTimestamp: one.readInt64(),
          coordinatorEpoch: one.readInt32(),
          currentTxnStartOffset: one.readInt64(),
        }));
        partitions.push({ topic, partition, errorCode, producers });
      });
    });
    return { partitions };
  },
  codes: (answer) => answer.partitions.map((partition) => partition.errorCode),
});
