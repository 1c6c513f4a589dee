import { message } from "./message.ts";

export type DeletedShareTopic = { topic: string; errorCode: number; errorMessage: string | null };

/**
 * DeleteShareGroupOffsets (KIP-932): a share group without members forgets whole topics.
 *
 * request:  group [topic]
 * response: throttle error message? [topic topicId error message?]
 */
export const deleteShareGroupOffsets = message<
  [group: string, topics: readonly string[]],
  { errorCode: number; errorMessage: string | null; topics: DeletedShareTopic[] }
>({
  key: 92,
  name: "DeleteShareGroupOffsets",
  versions: [0, 0],
  flexibleFrom: 0,
  write(writer, _shape, group, topics) {
    writer.appendString(group).appendArray([...topics], (w, topic) => w.appendString(topic));
  },
  read(reader) {
    reader.readInt32();
    const errorCode = reader.readInt16();
    const errorMessage = reader.readNullableString();
    const topics = reader.readArray((r) => {
      const topic = r.readString();
      r.readUUID();
      return { topic, errorCode: r.readInt16(), errorMessage: r.readNullableString() };
    });
    return { errorCode, errorMessage, topics };
  },
  codes: (answer) => [answer.errorCode, ...answer.topics.map((topic) => topic.errorCode)],
});
