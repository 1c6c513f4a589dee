import { type Reader, Writer } from "@platformatic/kafka";
import type { ApiCall, ApiVersion } from "./api-call.ts";

/** How one version of a message is written: its number, and whether its strings and arrays are compact and tagged (KIP-482). */
export type Shape = { v: number; flexible: boolean };

export type MessageSpec<Args extends unknown[], R> = {
  key: number;
  name: string;
  /** lowest and highest version we speak */
  versions: readonly [min: number, max: number];
  flexibleFrom: number;
  /** the fields of the request; the tagged fields that end a flexible one are added */
  write(writer: Writer, shape: Shape, ...args: Args): void;
  /** the fields of the answer; item errors are data, never thrown */
  read(reader: Reader, shape: Shape): R;
  codes?(answer: R): Iterable<number>;
};

/** A message of ours in the form the wire sends: one entry per version, all from one pair of functions. */
export function message<Args extends unknown[], R>(spec: MessageSpec<Args, R>): ApiCall<Args, R> {
  const versions: Record<number, ApiVersion<Args, R>> = {};
  for (let v = spec.versions[0]; v <= spec.versions[1]; v++) {
    const flexible = v >= spec.flexibleFrom;
    const shape: Shape = { v, flexible };
    versions[v] = {
      requestTagged: flexible,
      responseTagged: flexible,
      createRequest: (...args) => {
        const writer = Writer.create();
        spec.write(writer, shape, ...args);
        return flexible ? writer.appendTaggedFields() : writer;
      },
      parseResponse: (_correlationId, _key, _version, reader) => spec.read(reader, shape),
    };
  }
  const call: ApiCall<Args, R> = { key: spec.key, name: spec.name, versions };
  if (spec.codes) call.codes = spec.codes;
  return call;
}

/** Only those versions of an API that can do what is asked: an older broker then answers "unsupported" instead of something else. */
export function since<Args extends unknown[], R>(call: ApiCall<Args, R>, lowest: number): ApiCall<Args, R> {
  const versions = Object.fromEntries(Object.entries(call.versions).filter(([v]) => Number(v) >= lowest));
  return { ...call, versions };
}

/** `[]int32` */
export function readInts(reader: Reader, flexible: boolean): number[] {
  return reader.readArray((r) => r.readInt32(), flexible, false);
}

/** `[]string` */
export function readStrings(reader: Reader, flexible: boolean): string[] {
  return reader.readArray((r) => r.readString(flexible), flexible, false);
}

/** `[topic [partition …]]`, flat: what one partition holds, its number first, is read by `readOne` */
export function readPartitions<T>(
  reader: Reader,
  flexible: boolean,
  readOne: (reader: Reader, topic: string) => T,
): T[] {
  const partitions: T[] = [];
  reader.readArray(
    (r) => {
      const topic = r.readString(flexible);
      r.readArray((p) => void partitions.push(readOne(p, topic)), flexible, flexible);
    },
    flexible,
    flexible,
  );
  return partitions;
}

/** `[topic [partition]]` */
export function writePartitions(
  writer: Writer,
  topics: readonly { topic: string; partitions: readonly number[] }[],
  flexible: boolean,
): Writer {
  return writer.appendArray(
    [...topics],
    (w, { topic, partitions }) => writeInts(w.appendString(topic, flexible), partitions, flexible),
    flexible,
    flexible,
  );
}

/** An answer of many mutations: whether it was carried out, for each partition. */
export type PartitionResult = { topic: string; partition: number; errorCode: number };

/** `[topic [partition error]]` */
export function readPartitionResults(reader: Reader, flexible: boolean): PartitionResult[] {
  return readPartitions(reader, flexible, (r, topic) => ({
    topic,
    partition: r.readInt32(),
    errorCode: r.readInt16(),
  }));
}

/** `[]int32`; null where the message allows it */
export function writeInts(writer: Writer, values: readonly number[] | null, flexible: boolean): Writer {
  return writer.appendArray(values && [...values], (w, value) => w.appendInt32(value), flexible, false);
}

/** `[]string`; null where the message allows it */
export function writeStrings(writer: Writer, values: readonly string[] | null, flexible: boolean): Writer {
  return writer.appendArray(values && [...values], (w, value) => w.appendString(value, flexible), flexible, false);
}
