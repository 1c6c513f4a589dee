import type { Reader, Writer } from "@platformatic/kafka";

/**
 * One version of one Kafka API. `xxxVn` modules of the protocol library fit as they are (they export `createRequest` and
 * `parseResponse`); our own messages are written in the same shape. The tagged flags say whether the request and response
 * *headers* carry tagged fields: true from the first flexible version of the API on (ApiVersions v3+: request only).
 */
export type ApiVersion<Args extends unknown[], R> = {
  createRequest(...args: Args): Writer;
  parseResponse(correlationId: number, apiKey: number, apiVersion: number, reader: Reader): R;
  requestTagged: boolean;
  responseTagged: boolean;
};

/**
 * One Kafka API as we speak it: every version takes the same arguments and yields the same answer, so that the wire may
 * pick the highest one the broker knows. A version that needs other arguments wraps its own `createRequest`.
 */
export type ApiCall<Args extends unknown[], R> = {
  key: number;
  /** Kafka's name of it, e.g. "DescribeConfigs": it stands in errors and in docs/kafka-apis.md */
  name: string;
  versions: { readonly [version: number]: ApiVersion<Args, R> };
  /**
   * Error codes in an answer that decide about routing and retry (top level and items; 0 for items that went well). The
   * wire refreshes leaders and coordinators by them. Without it only an error the library's parser throws is looked at.
   */
  codes?(response: R): Iterable<number>;
};
