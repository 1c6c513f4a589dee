import { message, writeStrings } from "./message.ts";

/**
 * DeleteGroups, asked of the coordinator.
 *
 * request:  [group]
 * response: throttle [group error]
 */
export const deleteGroups = message<[groups: readonly string[]], { groups: { id: string; errorCode: number }[] }>({
  key: 42,
  name: "DeleteGroups",
  versions: [0, 2],
  flexibleFrom: 2,
  write(writer, { flexible }, groups) {
    writeStrings(writer, groups, flexible);
  },
  read(reader, { flexible }) {
    reader.readInt32();
    const groups = reader.readArray(
      (r) => ({ id: r.readString(flexible), errorCode: r.readInt16() }),
      flexible,
      flexible,
    );
    return { groups };
  },
  codes: (answer) => answer.groups.map((group) => group.errorCode),
});
