import { message } from "./message.ts";

/**
 * Commits or aborts a transaction; asked again for one that ended so, it answers so again. Version 5 bumps the epoch (KIP-890),
 * which goes with Produce 12 and newer; we speak the protocol before it throughout.
 *
 * request:  transactionalId producerId producerEpoch committed
 * response: throttle error
 */
export const endTxn = message<
  [transactionalId: string, producerId: bigint, producerEpoch: number, isCommit: boolean],
  { errorCode: number }
>({
  key: 26,
  name: "EndTxn",
  versions: [0, 4],
  flexibleFrom: 3,
  write(writer, { flexible }, transactionalId, producerId, producerEpoch, isCommit) {
    writer
      .appendString(transactionalId, flexible)
      .appendInt64(producerId)
      .appendInt16(producerEpoch)
      .appendBoolean(isCommit);
  },
  read(reader) {
    reader.readInt32();
    return { errorCode: reader.readInt16() };
  },
  codes: (answer) => [answer.errorCode],
});
