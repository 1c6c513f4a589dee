import {
  initProducerIdV0,
  initProducerIdV1,
  initProducerIdV2,
  initProducerIdV3,
  initProducerIdV4,
  initProducerIdV5,
} from "@platformatic/kafka";
import type { ApiCall } from "./api-call.ts";

type InitProducerIdResponse = ReturnType<typeof initProducerIdV5.parseResponse>;
type Args = [transactionalId: string | null, transactionTimeoutMs: number];
const plain = { requestTagged: false, responseTagged: false };
const flexible = { requestTagged: true, responseTagged: true };

/** A new producer id (and, with a transactional id, its next epoch). */
export const initProducerId: ApiCall<Args, InitProducerIdResponse> = {
  key: 22,
  name: "InitProducerId",
  versions: {
    0: { ...initProducerIdV0, createRequest: (id, ms) => initProducerIdV0.createRequest(id, ms, -1n, -1), ...plain },
    1: { ...initProducerIdV1, createRequest: (id, ms) => initProducerIdV1.createRequest(id, ms, -1n, -1), ...plain },
    2: { ...initProducerIdV2, createRequest: (id, ms) => initProducerIdV2.createRequest(id, ms, -1n, -1), ...flexible },
    3: { ...initProducerIdV3, createRequest: (id, ms) => initProducerIdV3.createRequest(id, ms, -1n, -1), ...flexible },
    4: { ...initProducerIdV4, createRequest: (id, ms) => initProducerIdV4.createRequest(id, ms, -1n, -1), ...flexible },
    5: { ...initProducerIdV5, createRequest: (id, ms) => initProducerIdV5.createRequest(id, ms, -1n, -1), ...flexible },
  },
  codes: (answer) => [answer.errorCode],
};
