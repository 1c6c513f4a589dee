import { type AssignedTopic, readAssignment } from "./69-consumer-group-describe.ts";
import { type DescribedGroup, groupDescribe } from "./group-description.ts";
import { readStrings } from "./message.ts";

export type ShareGroupMember = {
  memberId: string;
  rack: string | null;
  memberEpoch: number;
  clientId: string;
  host: string;
  subscribedTopics: string[];
  assignment: AssignedTopic[];
};
export type DescribedShareGroup = DescribedGroup & {
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
export const shareGroupDescribe = groupDescribe({
  key: 77,
  name: "ShareGroupDescribe",
  versions: [1, 1],
  readRest: (r) => ({
    assignor: r.readString(),
    members: r.readArray(
      (m): ShareGroupMember => ({
        memberId: m.readString(),
        rack: m.readNullableString(),
        memberEpoch: m.readInt32(),
        clientId: m.readString(),
        host: m.readString(),
        subscribedTopics: readStrings(m, true),
        assignment: readAssignment(m),
      }),
    ),
  }),
});
