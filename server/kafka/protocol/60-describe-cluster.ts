import { type Reader, Writer } from "@platformatic/kafka";
import type { ApiCall, ApiVersion } from "./api-call.ts";

export type DescribeClusterAnswer = {
  errorCode: number;
  errorMessage: string | null;
  clusterId: string;
  brokers: { id: number; host: string; port: number; rack: string | null; isFenced: boolean }[];
};

/** DescribeCluster (KIP-700); version 2 also lists fenced brokers (KIP-1073), which the library does not know yet. */
function version(of: 0 | 1 | 2): ApiVersion<[], DescribeClusterAnswer> {
  return {
    requestTagged: true,
    responseTagged: true,
    createRequest: () => {
      const writer = Writer.create().appendBoolean(false);
      if (of >= 1) writer.appendInt8(1);
      if (of >= 2) writer.appendBoolean(true);
      return writer.appendTaggedFields();
    },
    parseResponse: (_correlationId, _key, _version, reader: Reader) => {
      reader.readInt32();
      const errorCode = reader.readInt16();
      const errorMessage = reader.readNullableString();
      if (of >= 1) reader.readInt8();
      const clusterId = reader.readString();
      reader.readInt32();
      const brokers = reader.readArray((r) => ({
        id: r.readInt32(),
        host: r.readString(),
        port: r.readInt32(),
        rack: r.readNullableString(),
        isFenced: of >= 2 ? r.readBoolean() : false,
      }));
      return { errorCode, errorMessage, clusterId, brokers };
    },
  };
}

export const describeCluster: ApiCall<[], DescribeClusterAnswer> = {
  key: 60,
  name: "DescribeCluster",
  versions: { 0: version(0), 1: version(1), 2: version(2) },
  codes: (answer) => [answer.errorCode],
};
