import { message } from "./message.ts";

export type InitProducerIdAnswer = {
  throttleTimeMs: number;
  errorCode: number;
  producerId: bigint;
  producerEpoch: number;
};

/**
 * A new producer id (and, with a transactional id, its next epoch).
 *
 * request:  transactionalId? timeoutMs producerId(3+) producerEpoch(3+)
 * response: throttle error producerId producerEpoch
 */
export const initProducerId = message<[transactionalId: string | null, timeoutMs: number], InitProducerIdAnswer>({
  key: 22,
  name: "InitProducerId",
  versions: [0, 5],
  flexibleFrom: 2,
  write(writer, { v, flexible }, transactionalId, timeoutMs) {
    writer.appendString(transactionalId, flexible).appendInt32(timeoutMs);
    if (v >= 3) writer.appendInt64(-1n).appendInt16(-1);
  },
  read: (reader) => ({
    throttleTimeMs: reader.readInt32(),
    errorCode: reader.readInt16(),
    producerId: reader.readInt64(),
    producerEpoch: reader.readInt16(),
  }),
  codes: (answer) => [answer.errorCode],
});
