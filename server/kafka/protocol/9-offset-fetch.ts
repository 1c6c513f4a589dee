import type { Reader } from "@platformatic/kafka";
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
export type FetchedGroup = { id: string; errorCode: number; offsets: FetchedOffset[] };
export type OffsetFetchAnswer = { groups: FetchedGroup[] };

function readOffsets(reader: Reader, { v, flexible }: Shape): FetchedOffset[] {
  const offsets: FetchedOffset[] = [];
  reader.readArray(
    (r) => {
      const topic = r.readString(flexible);
      r.readArray(
        (p) => {
          offsets.push({
            topic,
            partition: p.readInt32(),
            offset: p.readInt64(),
            leaderEpoch: v >= 5 ? p.readInt32() : -1,
            metadata: p.readNullableString(flexible),
            errorCode: p.readInt16(),
          });
        },
        flexible,
        flexible,
      );
    },
    flexible,
    flexible,
  );
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
    if (shape.v < 8) {
      const offsets = readOffsets(reader, shape);
      return { groups: [{ id: "", errorCode: reader.readInt16(), offsets }] };
    }
    return {
      groups: reader.readArray((r) => {
        const id = r.readString();
        const offsets = readOffsets(r, shape);
        return { id, errorCode: r.readInt16(), offsets };
      }),
    };
  },
  codes: (answer) => answer.groups.map((group) => group.errorCode),
});

/** For more than one group. */
export const offsetFetchOfMany = since(offsetFetch, 8);
