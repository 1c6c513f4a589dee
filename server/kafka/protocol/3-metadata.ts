import {
  metadataV4,
  metadataV5,
  metadataV6,
  metadataV7,
  metadataV8,
  metadataV9,
  metadataV10,
  metadataV11,
  metadataV12,
} from "@platformatic/kafka";
import type { ApiCall } from "./api-call.ts";

type MetadataResponse = ReturnType<typeof metadataV12.parseResponse>;
type Args = [topics: string[] | null];
const plain = { requestTagged: false, responseTagged: false };
const flexible = { requestTagged: true, responseTagged: true };

/**
 * `null` = all topics. From version 4 on a look at a topic does not create it, which is why there is nothing below.
 * Offline replicas from 5, leader epochs from 7, topic ids from 10.
 */
export const metadata: ApiCall<Args, MetadataResponse> = {
  key: 3,
  name: "Metadata",
  versions: {
    4: { ...metadataV4, createRequest: (topics) => metadataV4.createRequest(topics, false), ...plain },
    5: { ...metadataV5, createRequest: (topics) => metadataV5.createRequest(topics, false), ...plain },
    6: { ...metadataV6, createRequest: (topics) => metadataV6.createRequest(topics, false), ...plain },
    7: { ...metadataV7, createRequest: (topics) => metadataV7.createRequest(topics, false), ...plain },
    8: { ...metadataV8, createRequest: (topics) => metadataV8.createRequest(topics, false), ...plain },
    9: { ...metadataV9, createRequest: (topics) => metadataV9.createRequest(topics, false), ...flexible },
    10: { ...metadataV10, createRequest: (topics) => metadataV10.createRequest(topics, false), ...flexible },
    11: { ...metadataV11, createRequest: (topics) => metadataV11.createRequest(topics, false), ...flexible },
    12: { ...metadataV12, createRequest: (topics) => metadataV12.createRequest(topics, false), ...flexible },
  },
  codes: () => [],
};
