import type { Reader } from "@platformatic/kafka";
import { ByteCursor } from "./byte-cursor.ts";
import { message, type Shape, since } from "./message.ts";

export type FetchedOffset = {
  topic: string;
  partition: number;
  /** -1 = no commit */
  offset: bigint;
  /** -1 = not known (before version 5, or committed without) */
  leaderEpoch: number;
  metadata: string | null;
  errorCode: number;
};
/** `bytes` is what `offsets` is read from: of a group at rest they are the same each time, and need not be read again. */
export type FetchedGroup = { id: string; errorCode: number; bytes: Buffer; readonly offsets: FetchedOffset[] };
export type OffsetFetchAnswer = { groups: FetchedGroup[] };

/** @param all the whole answer in one piece */
function fetchedGroup(reader: Reader, all: Buffer, shape: Shape, id: string): FetchedGroup {
  const rest = all.subarray(reader.position);
  const bytes = rest.subarray(0, lengthOfOffsets(rest, shape));
  reader.skip(bytes.length);
  return {
    id,
    errorCode: reader.readInt16(),
    bytes,
    get offsets() {
      return offsetsOf(bytes, shape);
    },
  };
}

function lengthOfOffsets(bytes: Buffer, { v, flexible }: Shape): number {
  const cursor = new ByteCursor(bytes, flexible);
  const beforeMetadata = v >= 5 ? 16 : 12;
  for (let topics = cursor.count(); topics > 0; topics--) {
    cursor.skipString();
    for (let partitions = cursor.count(); partitions > 0; partitions--) {
      cursor.at += beforeMetadata;
      cursor.skipString();
      cursor.at += 2;
      cursor.skipTags();
    }
    cursor.skipTags();
  }
  return cursor.at;
}

function offsetsOf(bytes: Buffer, { v, flexible }: Shape): FetchedOffset[] {
  const cursor = new ByteCursor(bytes, flexible);
  const offsets: FetchedOffset[] = [];
  for (let topics = cursor.count(); topics > 0; topics--) {
    const topic = cursor.string() ?? "";
    for (let partitions = cursor.count(); partitions > 0; partitions--) {
      offsets.push({
        topic,
        partition: cursor.int32(),
        offset: cursor.int64(),
        leaderEpoch: v >= 5 ? cursor.int32() : -1,
        metadata: cursor.string(),
        errorCode: cursor.int16(),
      });
      cursor.skipTags();
    }
    cursor.skipTags();
  }
  return offsets;
}

/**
 * OffsetFetch of every topic a group has commits for. From version 8 many groups in one request; before, only the first
 * is asked about and `groups` has one entry without an id. `requireStable` stays false: a commit that hangs in an open
 * transaction must not make a picture fail. Version 10 knows topics by id only and is left out.
 *
 * request:  2-7 group topics=null requireStable(7) · 8-9 [group memberId=null(9) memberEpoch=-1(9) topics=null] requireStable
 * response: throttle(3+) · 2-7 [topic [partition offset leaderEpoch(5+) metadata? error]] error · 8-9 [group [topic …] error]
 */
export const offsetFetch = message<[groups: readonly string[]], OffsetFetchAnswer>({
  key: 9,
  name: "OffsetFetch",
  versions: [2, 9],
  flexibleFrom: 6,
  write(writer, { v, flexible }, groups) {
    if (v < 8) {
      writer.appendString(groups[0] ?? "", flexible).appendArray(null, () => {}, flexible);
    } else {
      writer.appendArray([...groups], (w, group) => {
        w.appendString(group);
        if (v >= 9) w.appendString(null).appendInt32(-1);
        w.appendArray(null, () => {});
      });
    }
    if (v >= 7) writer.appendBoolean(false);
  },
  read(reader, shape) {
    if (shape.v >= 3) reader.readInt32();
    const all = reader.buffer.slice();
    if (shape.v < 8) {
      return { groups: [fetchedGroup(reader, all, shape, "")] };
    }
    return { groups: reader.readArray((r) => fetchedGroup(r, all, shape, r.readString())) };
  },
  codes: (answer) => answer.groups.map((group) => group.errorCode),
});

/** For more than one group. */
export const offsetFetchOfMany = since(offsetFetch, 8);
