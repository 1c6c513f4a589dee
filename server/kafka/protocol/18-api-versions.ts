import { type Reader, Writer } from "@platformatic/kafka";
import type { ApiCall, ApiVersion } from "./api-call.ts";

export type ApiVersionsAnswer = {
  /** 35 when the broker does not know the version of this request; it then answers in the form of version 0 */
  errorCode: number;
  ranges: { key: number; min: number; max: number }[];
  throttleTimeMs: number;
  supported: { name: string; min: number; max: number }[];
  /** minimum and maximum *level* that is switched on in the cluster */
  finalized: { name: string; min: number; max: number }[];
};

function readFeatures(reader: Reader, isFinalized: boolean): { name: string; min: number; max: number }[] {
  return reader.readArray((r) => {
    const name = r.readString();
    const first = r.readInt16();
    const second = r.readInt16();
    return isFinalized ? { name, min: second, max: first } : { name, min: first, max: second };
  });
}

/**
 * Own parser instead of the library's: its version 4 reads on after error 35, and the header of the answer never has
 * tagged fields whatever the version (KIP-511).
 */
function parse(_correlationId: number, _key: number, version: number, reader: Reader): ApiVersionsAnswer {
  const errorCode = reader.readInt16();
  const isFlexible = version >= 3 && errorCode !== 35;
  const ranges = reader.readArray(
    (r) => ({ key: r.readInt16(), min: r.readInt16(), max: r.readInt16() }),
    isFlexible,
    isFlexible,
  );
  const answer: ApiVersionsAnswer = { errorCode, ranges, throttleTimeMs: 0, supported: [], finalized: [] };
  if (version >= 1 && errorCode !== 35) answer.throttleTimeMs = reader.readInt32();
  if (!isFlexible) return answer;
  for (let left = reader.readUnsignedVarInt(); left > 0; left--) {
    const tag = reader.readUnsignedVarInt();
    const end = reader.readUnsignedVarInt() + reader.position;
    if (tag === 0) answer.supported = readFeatures(reader, false);
    if (tag === 2) answer.finalized = readFeatures(reader, true);
    reader.position = end;
  }
  return answer;
}

const plain: ApiVersion<[name: string, version: string], ApiVersionsAnswer> = {
  createRequest: () => Writer.create(),
  parseResponse: parse,
  requestTagged: false,
  responseTagged: false,
};
const flexible: ApiVersion<[name: string, version: string], ApiVersionsAnswer> = {
  createRequest: (name, version) => Writer.create().appendString(name).appendString(version).appendTaggedFields(),
  parseResponse: parse,
  requestTagged: true,
  responseTagged: false,
};

/** Version 4 also tells features whose lowest level is 0 (KIP-584). */
export const apiVersions: ApiCall<[name: string, version: string], ApiVersionsAnswer> = {
  key: 18,
  name: "ApiVersions",
  versions: { 0: plain, 1: plain, 2: plain, 3: flexible, 4: flexible },
  codes: (answer) => [answer.errorCode],
};
