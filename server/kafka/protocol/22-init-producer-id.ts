import { message } from "./message.ts";

export type InitProducerIdAnswer = {
  throttleTimeMs: number;
  errorCode: number;
  producerId: bigint;
  producerEpoch: number;
};

/** Whom a transactional producer takes itself for (KIP-360): where another has taken its place, it is fenced. */
export type KnownProducer = { producerId: bigint; producerEpoch: number };

/**
 * A new producer id; with a transactional id its next epoch, once what it had left open has ended.
 *
 * request:  transactionalId? timeoutMs producerId=-1(3+) producerEpoch=-1(3+)
 * response: throttle error producerId producerEpoch
 */
export const initProducerId = message<
  [transactionalId: string | null, timeoutMs: number, known?: KnownProducer | null],
  InitProducerIdAnswer
>({
  key: 22,
  name: "InitProducerId",
  versions: [0, 5],
  flexibleFrom: 2,
  write(writer, { v, flexible }, transactionalId, timeoutMs, known = null) {
    writer.appendString(transactionalId, flexible).appendInt32(timeoutMs);
    if (v >= 3) writer.appendInt64(known?.producerId ?? -1n).appendInt16(known?.producerEpoch ?? -1);
  },
  read: (reader) => ({
    throttleTimeMs: reader.readInt32(),
    errorCode: reader.readInt16(),
    producerId: reader.readInt64(),
    producerEpoch: reader.readInt16(),
  }),
  codes: (answer) => [answer.errorCode],
});
