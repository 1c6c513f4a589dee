import { message, writeStrings } from "./message.ts";

export type ClassicMember = {
  memberId: string;
  instanceId: string | null;
  clientId: string;
  host: string;
  /** what the member told about itself when it joined, in the form of `protocolType` */
  metadata: Buffer;
  /** what its leader assigned to it, in the form of `protocolType` */
  assignment: Buffer;
};
export type ClassicGroup = {
  id: string;
  errorCode: number;
  errorMessage: string | null;
  /** `Dead` without members = there is no such group (before version 6, which says 69) */
  state: string;
  /** "consumer", "connect", … or "" for a group that only has commits */
  protocolType: string;
  /** the protocol its members agreed on: the assignor of a consumer group, "sessioned" of Connect */
  protocol: string;
  members: ClassicMember[];
};

/**
 * DescribeGroups: groups of the classic protocol. Member bytes are kept as they are, because what they mean depends on
 * the protocol type (the library reads all of them as consumers' and dies on a Connect worker's).
 *
 * request:  [group] includeAuthorizedOperations(3+)
 * response: throttle(1+) [error message?(6+) group state protocolType protocol
 *           [memberId instanceId?(4+) clientId host metadata assignment] authorizedOperations(3+)]
 */
export const describeGroups = message<[groups: readonly string[]], { groups: ClassicGroup[] }>({
  key: 15,
  name: "DescribeGroups",
  versions: [0, 6],
  flexibleFrom: 5,
  write(writer, { v, flexible }, groups) {
    writeStrings(writer, groups, flexible);
    if (v >= 3) writer.appendBoolean(false);
  },
  read(reader, { v, flexible }) {
    if (v >= 1) reader.readInt32();
    const groups = reader.readArray(
      (r) => {
        const group: ClassicGroup = {
          errorCode: r.readInt16(),
          errorMessage: v >= 6 ? r.readNullableString() : null,
          id: r.readString(flexible),
          state: r.readString(flexible),
          protocolType: r.readString(flexible),
          protocol: r.readString(flexible),
          members: r.readArray(
            (m) => ({
              memberId: m.readString(flexible),
              instanceId: v >= 4 ? m.readNullableString(flexible) : null,
              clientId: m.readString(flexible),
              host: m.readString(flexible),
              metadata: m.readBytes(flexible),
              assignment: m.readBytes(flexible),
            }),
            flexible,
            flexible,
          ),
        };
        if (v >= 3) r.readInt32();
        return group;
      },
      flexible,
      flexible,
    );
    return { groups };
  },
  codes: (answer) => answer.groups.map((group) => group.errorCode),
});
