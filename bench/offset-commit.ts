import { message } from "../server/kafka/protocol/message.ts";

export type Commit = { topic: string; partitions: { partition: number; offset: bigint }[] };

/**
 * OffsetCommit by nobody's member (generation -1), as an administrator sets the offsets of a group without members.
 * The console itself does not write offsets yet; here it makes 1,000 groups in a second.
 *
 * request:  group generation member instance? [topic [partition offset leaderEpoch metadata?]]
 * response: throttle [topic [partition error]]
 */
export const offsetCommit = message<[group: string, commits: Commit[]], { failed: number[] }>({
  key: 8,
  name: "OffsetCommit",
  versions: [8, 9],
  flexibleFrom: 8,
  write(writer, _shape, group, commits) {
    writer.appendString(group).appendInt32(-1).appendString("").appendString(null);
    writer.appendArray(commits, (topics, { topic, partitions }) => {
      topics.appendString(topic).appendArray(partitions, (items, { partition, offset }) => {
        items.appendInt32(partition).appendInt64(offset).appendInt32(-1).appendString(null);
      });
    });
  },
  read(reader) {
    reader.readInt32();
    const failed: number[] = [];
    reader.readArray((topics) => {
      topics.readString();
      topics.readArray((items) => {
        items.readInt32();
        const code = items.readInt16();
        if (code !== 0) failed.push(code);
      });
    });
    return { failed };
  },
  codes: (answer) => answer.failed,
});
