import {
  findCoordinatorV1,
  findCoordinatorV2,
  findCoordinatorV3,
  findCoordinatorV4,
  findCoordinatorV5,
  findCoordinatorV6,
} from "@platformatic/kafka";
import type { ApiCall } from "./api-call.ts";

type FindCoordinatorResponse = ReturnType<typeof findCoordinatorV6.parseResponse>;
/** key types: 0 group, 1 transaction, 2 share state (from version 6) */
type Args = [keyType: number, keys: string[]];
const plain = { requestTagged: false, responseTagged: false };
const flexible = { requestTagged: true, responseTagged: true };

/** Many keys at once from version 4 on; before, only the first key is asked about and the answer's key is empty. */
export const findCoordinator: ApiCall<Args, FindCoordinatorResponse> = {
  key: 10,
  name: "FindCoordinator",
  versions: {
    1: { ...findCoordinatorV1, ...plain },
    2: { ...findCoordinatorV2, ...plain },
    3: { ...findCoordinatorV3, ...flexible },
    4: { ...findCoordinatorV4, ...flexible },
    5: { ...findCoordinatorV5, ...flexible },
    6: { ...findCoordinatorV6, ...flexible },
  },
  codes: () => [],
};
