import { ByteCursor } from "./byte-cursor.ts";
import { message, type Shape } from "./message.ts";

export type DescribedReplica = {
  topic: string;
  partition: number;
  sizeBytes: bigint;
  offsetLag: bigint;
  isFuture: boolean;
};
export type DescribedLogDir = {
  errorCode: number;
  path: string;
  /** what `replicas` is read from: of logs at rest they are the same each time, and need not be read again */
  bytes: Buffer;
  readonly replicas: DescribedReplica[];
  /** -1 before version 4 (KIP-827), or when the broker could not tell */
  totalBytes: bigint;
  usableBytes: bigint;
};

/** @param see is told of each partition with its topic's place and its own in `bytes`; returns how many bytes there are */
function eachReplica(bytes: Buffer, { flexible }: Shape, see: (topicAt: number, at: number) => void): number {
  const cursor = new ByteCursor(bytes, flexible);
  for (let topics = cursor.count(); topics > 0; topics--) {
    const topicAt = cursor.at;
    cursor.skipString();
    for (let partitions = cursor.count(); partitions > 0; partitions--) {
      see(topicAt, cursor.at);
      cursor.at += 21;
      cursor.skipTags();
    }
    cursor.skipTags();
  }
  return cursor.at;
}

function replicasOf(bytes: Buffer, shape: Shape): DescribedReplica[] {
  const replicas: DescribedReplica[] = [];
  const cursor = new ByteCursor(bytes, shape.flexible);
  let named = -1;
  let topic = "";
  eachReplica(bytes, shape, (topicAt, at) => {
    if (topicAt !== named) {
      named = topicAt;
      cursor.at = topicAt;
      topic = cursor.string() ?? "";
    }
    cursor.at = at;
    const [partition, sizeBytes, offsetLag] = [cursor.int32(), cursor.int64(), cursor.int64()];
    replicas.push({ topic, partition, sizeBytes, offsetLag, isFuture: bytes[at + 20] !== 0 });
  });
  return replicas;
}

/**
 * DescribeLogDirs of one broker, every topic. A failed directory is an item with an error (56), not a failed answer.
 *
 * request:  topics=null
 * response: throttle error(3+) [error path [topic [partition size offsetLag isFuture]] total(4+) usable(4+) isCordoned(5)]
 */
export const describeLogDirs = message<[], { errorCode: number; dirs: DescribedLogDir[] }>({
  key: 35,
  name: "DescribeLogDirs",
  versions: [1, 5],
  flexibleFrom: 2,
  write(writer, { flexible }) {
    writer.appendArray(null, () => {}, flexible);
  },
  read(reader, shape) {
    const { v, flexible } = shape;
    const all = reader.buffer.slice();
    reader.readInt32();
    const errorCode = v >= 3 ? reader.readInt16() : 0;
    const dirs = reader.readArray(
      (r) => {
        const [dirError, path] = [r.readInt16(), r.readString(flexible)];
        const rest = all.subarray(r.position);
        const bytes = rest.subarray(
          0,
          eachReplica(rest, shape, () => {}),
        );
        r.skip(bytes.length);
        const dir: DescribedLogDir = {
          errorCode: dirError,
          path,
          bytes,
          get replicas() {
            return replicasOf(bytes, shape);
          },
          totalBytes: -1n,
          usableBytes: -1n,
        };
        if (v >= 4) {
          dir.totalBytes = r.readInt64();
          dir.usableBytes = r.readInt64();
        }
        if (v >= 5) r.readBoolean();
        return dir;
      },
      flexible,
      flexible,
    );
    return { errorCode, dirs };
  },
  codes: (answer) => [answer.errorCode],
});
