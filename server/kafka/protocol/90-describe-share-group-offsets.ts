import { message } from "./message.ts";

export type ShareGroupOffset = {
  topic: string;
  partition: number;
  /** -1 = the group has not begun on this partition */
  startOffset: bigint;
  leaderEpoch: number;
  /** records not yet done with; -1 = not told (before version 1, KIP-1226) */
  lag: bigint;
  errorCode: number;
};
export type ShareGroupOffsets = {
  id: string;
  offsets: ShareGroupOffset[];
  errorCode: number;
  errorMessage: string | null;
};

/**
 * DescribeShareGroupOffsets (KIP-932) of every topic, many groups in one request to their coordinator.
 *
 * request:  [group topics=null]
 * response: throttle [group [topic topicId [partition startOffset leaderEpoch lag(1) error message?]] error message?]
 */
export const describeShareGroupOffsets = message<[groups: readonly string[]], { groups: ShareGroupOffsets[] }>({
  key: 90,
  name: "DescribeShareGroupOffsets",
  versions: [0, 1],
  flexibleFrom: 0,
  write(writer, _shape, groups) {
    writer.appendArray([...groups], (w, group) => w.appendString(group).appendArray(null, () => {}));
  },
  read(reader, { v }) {
    reader.readInt32();
    const groups = reader.readArray((r) => {
      const id = r.readString();
      const offsets: ShareGroupOffset[] = [];
      r.readArray((t) => {
        const topic = t.readString();
        t.readUUID();
        t.readArray((p) => {
          const offset: ShareGroupOffset = {
            topic,
            partition: p.readInt32(),
            startOffset: p.readInt64(),
            leaderEpoch: p.readInt32(),
            lag: v >= 1 ? p.readInt64() : -1n,
            errorCode: p.readInt16(),
          };
          p.readNullableString();
          offsets.push(offset);
        });
      });
      return { id, offsets, errorCode: r.readInt16(), errorMessage: r.readNullableString() };
    });
    return { groups };
  },
  codes: (answer) => answer.groups.map((group) => group.errorCode),
});
