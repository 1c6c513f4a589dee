import { message } from "./message.ts";

export type CreatePartitionsResult = { name: string; errorCode: number; errorMessage: string | null };

/**
 * CreatePartitions: `count` is how many there are afterwards; Kafka places the new ones.
 *
 * request:  [name count assignments=null] timeoutMs validateOnly
 * response: throttle [name error message?]
 */
export const createPartitions = message<
  [topics: { name: string; count: number }[], timeoutMs: number, validateOnly: boolean],
  { topics: CreatePartitionsResult[] }
>({
  key: 37,
  name: "CreatePartitions",
  versions: [0, 3],
  flexibleFrom: 2,
  write(writer, { flexible }, topics, timeoutMs, validateOnly) {
    writer
      .appendArray(
        topics,
        (w, { name, count }) =>
          w
            .appendString(name, flexible)
            .appendInt32(count)
            .appendArray(null, () => {}, flexible),
        flexible,
        flexible,
      )
      .appendInt32(timeoutMs)
      .appendBoolean(validateOnly);
  },
  read(reader, { flexible }) {
    reader.readInt32();
    const topics = reader.readArray(
      (r) => ({
        name: r.readString(flexible),
        errorCode: r.readInt16(),
        errorMessage: r.readNullableString(flexible),
      }),
      flexible,
      flexible,
    );
    return { topics };
  },
  codes: (answer) => answer.topics.map((topic) => topic.errorCode),
});
