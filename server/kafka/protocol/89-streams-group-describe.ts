import type { Reader } from "@platformatic/kafka";
import { type DescribedGroup, groupDescribe } from "./group-description.ts";
import { readInts, readStrings } from "./message.ts";

export type StreamsTasks = { subtopology: string; partitions: number[] };
export type StreamsAssignment = { active: StreamsTasks[]; standby: StreamsTasks[]; warmup: StreamsTasks[] };
export type StreamsMember = {
  memberId: string;
  memberEpoch: number;
  instanceId: string | null;
  rack: string | null;
  clientId: string;
  host: string;
  processId: string;
  assignment: StreamsAssignment;
  target: StreamsAssignment;
};
export type StreamsSubtopology = {
  id: string;
  sources: string[];
  repartitionSinks: string[];
  changelogs: string[];
  repartitionSources: string[];
};
export type DescribedStreamsGroup = DescribedGroup & {
  /** null when no member has told it yet */
  topology: { epoch: number; subtopologies: StreamsSubtopology[] } | null;
  members: StreamsMember[];
};

function readKeyValues(reader: Reader): void {
  reader.readArray((r) => {
    r.readString();
    r.readString();
  });
}

/** `TopicInfo`: name partitions replicationFactor [config value] */
function readTopicInfos(reader: Reader): string[] {
  return reader.readArray((r) => {
    const name = r.readString();
    r.readInt32();
    r.readInt16();
    readKeyValues(r);
    return name;
  });
}

function readTasks(reader: Reader): StreamsTasks[] {
  return reader.readArray((r) => ({ subtopology: r.readString(), partitions: readInts(r, true) }));
}

function readAssignment(reader: Reader): StreamsAssignment {
  const assignment = { active: readTasks(reader), standby: readTasks(reader), warmup: readTasks(reader) };
  reader.readTaggedFields();
  return assignment;
}

function readTaskOffsets(reader: Reader): void {
  reader.readArray((r) => {
    r.readString();
    r.readInt32();
    r.readInt64();
  });
}

function readTopology(reader: Reader): DescribedStreamsGroup["topology"] {
  return reader.readNullableStruct(() => {
    const epoch = reader.readInt32();
    const subtopologies = reader.readNullableArray(
      (r): StreamsSubtopology => ({
        id: r.readString(),
        sources: readStrings(r, true),
        repartitionSinks: readStrings(r, true),
        changelogs: readTopicInfos(r),
        repartitionSources: readTopicInfos(r),
      }),
    );
    reader.readTaggedFields();
    return { epoch, subtopologies: subtopologies ?? [] };
  });
}

function readMember(reader: Reader): StreamsMember {
  const memberId = reader.readString();
  const memberEpoch = reader.readInt32();
  const instanceId = reader.readNullableString();
  const rack = reader.readNullableString();
  const clientId = reader.readString();
  const host = reader.readString();
  reader.readInt32();
  const processId = reader.readString();
  reader.readNullableStruct(() => {
    reader.readString();
    reader.readUnsignedInt16();
    reader.readTaggedFields();
  });
  readKeyValues(reader);
  readTaskOffsets(reader);
  readTaskOffsets(reader);
  const assignment = readAssignment(reader);
  const target = readAssignment(reader);
  reader.readBoolean();
  return { memberId, memberEpoch, instanceId, rack, clientId, host, processId, assignment, target };
}

/**
 * StreamsGroupDescribe (KIP-1071).
 *
 * request:  [group] includeAuthorizedOperations
 * response: throttle [error message? group state epoch assignmentEpoch topology? [member] authorizedOperations]
 *   topology = epoch [id [source] [repartitionSink] [changelog] [repartitionSource]]?
 *   member   = memberId epoch instanceId? rack? clientId host topologyEpoch processId endpoint?{host port}
 *              [tag value] [taskOffset] [taskEndOffset] assignment target isClassic
 */
export const streamsGroupDescribe = groupDescribe({
  key: 89,
  name: "StreamsGroupDescribe",
  versions: [0, 0],
  readRest: (r) => ({ topology: readTopology(r), members: r.readArray(readMember) }),
});
