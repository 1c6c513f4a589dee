import type { Reader } from "@platformatic/kafka";
import { type DescribedGroup, groupDescribe } from "./group-description.ts";
import { readInts, readStrings } from "./message.ts";

export type AssignedTopic = { topic: string; partitions: number[] };
export type ConsumerGroupMember = {
  memberId: string;
  instanceId: string | null;
  rack: string | null;
  memberEpoch: number;
  clientId: string;
  host: string;
  subscribedTopics: string[];
  subscribedTopicRegex: string | null;
  assignment: AssignedTopic[];
  target: AssignedTopic[];
};
export type DescribedConsumerGroup = DescribedGroup & {
  assignor: string;
  members: ConsumerGroupMember[];
};

/** `Assignment` of messages 69 and 77: [topicId topic [partition]] and its own tagged fields */
export function readAssignment(reader: Reader): AssignedTopic[] {
  const topics = reader.readArray((r) => {
    r.readUUID();
    return { topic: r.readString(), partitions: readInts(r, true) };
  });
  reader.readTaggedFields();
  return topics;
}

/**
 * ConsumerGroupDescribe: groups of the new protocol (KIP-848). A group of another type is answered with 69.
 *
 * request:  [group] includeAuthorizedOperations
 * response: throttle [error message? group state epoch assignmentEpoch assignor [memberId instanceId? rack? memberEpoch
 *           clientId host [topic] regex? assignment target memberType(1)] authorizedOperations]
 */
export const consumerGroupDescribe = groupDescribe({
  key: 69,
  name: "ConsumerGroupDescribe",
  versions: [0, 1],
  readRest: (r, { v }) => ({
    assignor: r.readString(),
    members: r.readArray((m) => {
      const member: ConsumerGroupMember = {
        memberId: m.readString(),
        instanceId: m.readNullableString(),
        rack: m.readNullableString(),
        memberEpoch: m.readInt32(),
        clientId: m.readString(),
        host: m.readString(),
        subscribedTopics: readStrings(m, true),
        subscribedTopicRegex: m.readNullableString(),
        assignment: readAssignment(m),
        target: readAssignment(m),
      };
      if (v >= 1) m.readInt8();
      return member;
    }),
  }),
});
