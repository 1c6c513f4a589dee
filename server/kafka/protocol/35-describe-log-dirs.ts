import { message } from "./message.ts";

export type DescribedLogDir = {
  errorCode: number;
  path: string;
  replicas: { topic: string; partition: number; sizeBytes: bigint; offsetLag: bigint; isFuture: boolean }[];
  /** -1 before version 4 (KIP-827), or when the broker could not tell */
  totalBytes: bigint;
  usableBytes: bigint;
};

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
  read(reader, { v, flexible }) {
    reader.readInt32();
    const errorCode = v >= 3 ? reader.readInt16() : 0;
    const dirs = reader.readArray(
      (r) => {
        const dir: DescribedLogDir = {
          errorCode: r.readInt16(),
          path: r.readString(flexible),
          replicas: [],
          totalBytes: -1n,
          usableBytes: -1n,
        };
        r.readArray(
          (t) => {
            const topic = t.readString(flexible);
            t.readArray(
              (p) => {
                dir.replicas.push({
                  topic,
                  partition: p.readInt32(),
                  sizeBytes: p.readInt64(),
                  offsetLag: p.readInt64(),
                  isFuture: p.readBoolean(),
                });
              },
              flexible,
              flexible,
            );
          },
          flexible,
          flexible,
        );
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
