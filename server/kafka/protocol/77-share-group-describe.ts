import { type AssignedTopic, readAssignment } from "./69-consumer-group-describe.ts";
import { message, readStrings, writeStrings } from "./message.ts";

export type ShareGroupMember = {
  memberId: string;
  rack: string | null;
  memberEpoch: number;
  clientId: string;
  host: string;
  subscribedTopics: string[];
  assignment: AssignedTopic[];
};
export type DescribedShareGroup = {
  id: string;
  errorCode: number;
  errorMessage: string | null;
  state: string;
  epoch: number;
  assignmentEpoch: number;
  assignor: string;
  members: ShareGroupMember[];
};

/**
 * ShareGroupDescribe (KIP-932). Version 0 was the early access of 4.0 and is gone.
 *
 * request:  [group] includeAuthorizedOperations
 * response: throttle [error message? group state epoch assignmentEpoch assignor
 *           [memberId rack? memberEpoch clientId host [topic] assignment] authorizedOperations]
 */
export const shareGroupDescribe = message<[groups: readonly string[]], { groups: DescribedShareGroup[] }>({
  key: 77,
  name: "ShareGroupDescribe",
  versions: [1, 1],
  flexibleFrom: 0,
  write(writer, _shape, groups) {
    writeStrings(writer, groups, true).appendBoolean(false);
  },
  read(reader) {
    reader.readInt32();
    const groups = reader.readArray((r) => {
      const group: DescribedShareGroup = {
        errorCode: r.readInt16(),
        errorMessage: r.readNullableString(),
        id: r.readString(),
        state: r.readString(),
        epoch: r.readInt32(),
        assignmentEpoch: r.readInt32(),
        assignor: r.readString(),
        members: r.readArray((m) => ({
          memberId: m.readString(),
          rack: m.readNullableString(),
          memberEpoch: m.readInt32(),
          clientId: m.readString(),
          host: m.readString(),
          subscribedTopics: readStrings(m, true),
          assignment: readAssignment(m),
        })),
      };
      r.readInt32();
      return group;
    });
    return { groups };
  },
  codes: (answer) => answer.groups.map((group) => group.errorCode),
});
