import { message } from "./message.ts";

export type ListedGroup = {
  id: string;
  protocolType: string;
  /** "" before version 4 */
  state: string;
  /** "Classic", "Consumer", "Share", "Streams"; "" before version 5 */
  type: string;
};

/**
 * ListGroups of one broker: the groups it coordinates, of every state and type (KIP-518, KIP-848).
 *
 * request:  states=[](4+) types=[](5+)
 * response: throttle(1+) error [group protocolType state(4+) type(5+)]
 */
export const listGroups = message<[], { errorCode: number; groups: ListedGroup[] }>({
  key: 16,
  name: "ListGroups",
  versions: [0, 5],
  flexibleFrom: 3,
  write(writer, { v }) {
    if (v >= 4) writer.appendArray([], () => {}, true, false);
    if (v >= 5) writer.appendArray([], () => {}, true, false);
  },
  read(reader, { v, flexible }) {
    if (v >= 1) reader.readInt32();
    const errorCode = reader.readInt16();
    const groups = reader.readArray(
      (r) => ({
        id: r.readString(flexible),
        protocolType: r.readString(flexible),
        state: v >= 4 ? r.readString() : "",
        type: v >= 5 ? r.readString() : "",
      }),
      flexible,
      flexible,
    );
    return { errorCode, groups };
  },
  codes: (answer) => [answer.errorCode],
});
