import type { GroupDescription, GroupMember, MemberAssignment } from "../groups.ts";
import type { ClassicGroup, ClassicMember } from "../protocol/15-describe-groups.ts";
import type { DescribedConsumerGroup } from "../protocol/69-consumer-group-describe.ts";
import type { DescribedShareGroup } from "../protocol/77-share-group-describe.ts";
import type { DescribedStreamsGroup, StreamsAssignment } from "../protocol/89-streams-group-describe.ts";
import { readConnectMember } from "../protocol/connect-protocol.ts";
import { readConsumerAssignment, readConsumerSubscription } from "../protocol/consumer-protocol.ts";

/** what a member has where its protocol does not know of it */
const unsaid = {
  instanceId: null,
  rack: null,
  assignments: null,
  target: null,
  memberEpoch: null,
  subscribedTopics: null,
  subscribedTopicRegex: null,
  tasks: null,
  connect: null,
} satisfies Partial<GroupMember>;

export function fromClassic(group: ClassicGroup, coordinator: number): GroupDescription {
  return {
    id: group.id,
    type: "classic",
    protocolType: group.protocolType,
    state: group.state,
    coordinator,
    assignor: group.protocol === "" ? null : group.protocol,
    epoch: null,
    targetEpoch: null,
    topology: null,
    members: group.members.map((member) => fromClassicMember(member, group.protocolType)),
  };
}

/** A member's bytes mean what its group's protocol type says; those nobody can read leave the member as it is. */
function fromClassicMember(member: ClassicMember, protocolType: string): GroupMember {
  const { memberId, instanceId, clientId, metadata, assignment } = member;
  const known: GroupMember = { ...unsaid, memberId, instanceId, clientId, host: hostOf(member.host) };
  if (protocolType === "consumer") {
    const subscription = readable(() => readConsumerSubscription(metadata));
    return {
      ...known,
      rack: subscription?.rack ?? null,
      subscribedTopics: subscription?.topics ?? null,
      assignments: readable(() => readConsumerAssignment(assignment)),
    };
  }
  if (protocolType === "connect") {
    return { ...known, connect: readable(() => readConnectMember(metadata, assignment)) };
  }
  return known;
}

/** The bytes come from any client there is: what they are is for it to say and for us to survive. */
function readable<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}

export function fromConsumer(group: DescribedConsumerGroup, coordinator: number): GroupDescription {
  return {
    ...headOf(group, coordinator),
    type: "consumer",
    protocolType: "consumer",
    assignor: group.assignor,
    topology: null,
    members: group.members.map((member) => ({
      ...unsaid,
      memberId: member.memberId,
      instanceId: member.instanceId,
      clientId: member.clientId,
      host: hostOf(member.host),
      rack: member.rack,
      assignments: member.assignment,
      target: member.target,
      memberEpoch: member.memberEpoch,
      subscribedTopics: member.subscribedTopics,
      subscribedTopicRegex: member.subscribedTopicRegex || null,
    })),
  };
}

export function fromShare(group: DescribedShareGroup, coordinator: number): GroupDescription {
  return {
    ...headOf(group, coordinator),
    type: "share",
    protocolType: "share",
    assignor: group.assignor,
    topology: null,
    members: group.members.map((member) => ({
      ...unsaid,
      memberId: member.memberId,
      clientId: member.clientId,
      host: hostOf(member.host),
      rack: member.rack,
      assignments: member.assignment,
      memberEpoch: member.memberEpoch,
      subscribedTopics: member.subscribedTopics,
    })),
  };
}

/**
 * A task reads its partition of each topic of its subtopology that has so many. A topic whose `partitionCount` is not
 * known (metadata may not have heard of a new one) is taken to have it.
 */
export function fromStreams(
  group: DescribedStreamsGroup,
  coordinator: number,
  partitionCount: (topic: string) => number | undefined,
): GroupDescription {
  const topicsOf = new Map(
    group.topology?.subtopologies.map(({ id, sources, repartitionSources }) => [
      id,
      [...new Set([...sources, ...repartitionSources])],
    ]),
  );
  const readBy = ({ active }: StreamsAssignment): MemberAssignment[] => {
    const read = new Map<string, number[]>();
    for (const { subtopology, partitions } of active) {
      for (const topic of topicsOf.get(subtopology) ?? []) {
        const there = partitions.filter((partition) => partition < (partitionCount(topic) ?? Number.POSITIVE_INFINITY));
        if (there.length > 0) read.set(topic, [...(read.get(topic) ?? []), ...there]);
      }
    }
    return [...read].map(([topic, partitions]) => ({ topic, partitions }));
  };
  return {
    ...headOf(group, coordinator),
    type: "streams",
    protocolType: "streams",
    assignor: null,
    topology: group.topology,
    members: group.members.map((member) => ({
      ...unsaid,
      memberId: member.memberId,
      instanceId: member.instanceId,
      clientId: member.clientId,
      host: hostOf(member.host),
      rack: member.rack,
      assignments: readBy(member.assignment),
      target: readBy(member.target),
      memberEpoch: member.memberEpoch,
      tasks: { processId: member.processId, ...member.assignment },
    })),
  };
}

function headOf(
  { id, state, epoch, assignmentEpoch }: { id: string; state: string; epoch: number; assignmentEpoch: number },
  coordinator: number,
): Pick<GroupDescription, "id" | "state" | "coordinator" | "epoch" | "targetEpoch"> {
  return { id, state, coordinator, epoch, targetEpoch: assignmentEpoch };
}

/** Java prints an address as "name/1.2.3.4", mostly without the name. */
function hostOf(host: string): string {
  return host.replace(/^\//, "");
}
