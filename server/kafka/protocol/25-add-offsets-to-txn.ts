import { message } from "./message.ts";

/**
 * The group whose offsets a transaction is about to commit. Version 4 is of transactions that bump their epoch (KIP-890), which
 * we do not speak.
 *
 * request:  transactionalId producerId producerEpoch group
 * response: throttle error
 */
export const addOffsetsToTxn = message<
  [transactionalId: string, producerId: bigint, producerEpoch: number, group: string],
  { errorCode: number }
>({
  key: 25,
  name: "AddOffsetsToTxn",
  versions: [0, 3],
  flexibleFrom: 3,
  write(writer, { flexible }, transactionalId, producerId, producerEpoch, group) {
    writer
      .appendString(transactionalId, flexible)
      .appendInt64(producerId)
      .appendInt16(producerEpoch)
      .appendString(group, flexible);
  },
  read(reader) {
    reader.readInt32();
    return { errorCode: reader.readInt16() };
  },
  codes: (answer) => [answer.errorCode],
});
