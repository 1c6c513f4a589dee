import { message, writeStrings } from "./message.ts";

export type DeleteTopicsResult = { name: string; errorCode: number; errorMessage: string | null };

/**
 * DeleteTopics by name.
 *
 * request:  1-5 [name] timeoutMs · 6 [name? topicId=0] timeoutMs
 * response: throttle [name topicId(6) error message?(5+)]
 */
export const deleteTopics = message<[topics: readonly string[], timeoutMs: number], { topics: DeleteTopicsResult[] }>({
  key: 20,
  name: "DeleteTopics",
  versions: [1, 6],
  flexibleFrom: 4,
  write(writer, { v, flexible }, topics, timeoutMs) {
    if (v >= 6) writer.appendArray([...topics], (w, name) => w.appendString(name).appendUUID(null));
    else writeStrings(writer, topics, flexible);
    writer.appendInt32(timeoutMs);
  },
  read(reader, { v, flexible }) {
    reader.readInt32();
    const topics = reader.readArray(
      (r) => {
        const name = r.readString(flexible);
        if (v >= 6) r.readUUID();
        return { name, errorCode: r.readInt16(), errorMessage: v >= 5 ? r.readNullableString() : null };
      },
      flexible,
      flexible,
    );
    return { topics };
  },
  codes: (answer) => answer.topics.map((topic) => topic.errorCode),
});
