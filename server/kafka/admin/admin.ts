import type { KafkaCluster } from "../cluster.ts";
import type { Wire } from "../wire/wire.ts";
import { configChanger } from "./alter-configs.ts";
import { offsetCommitter, offsetDeleter } from "./change-group-offsets.ts";
import { clusterDescriber } from "./cluster.ts";
import { configReader } from "./configs.ts";
import { recordDeleter } from "./delete-records.ts";
import { groupDescriber } from "./describe-groups.ts";
import { elrReader } from "./elr.ts";
import { groupOffsetReader } from "./group-offsets.ts";
import { groupDeleter, groupLister } from "./groups.ts";
import { logDirLister } from "./log-dirs.ts";
import { offsetLister } from "./offsets.ts";
import { producerDescriber } from "./producers.ts";
import { quorumReader } from "./quorum.ts";
import { memberRemover } from "./remove-members.ts";
import { shareOffsetAlterer, shareOffsetDeleter } from "./share-group-offsets.ts";
import { endReader } from "./topic-ends.ts";
import { topicChanges } from "./topics.ts";

/** The part of the port that looks at a cluster and changes it; reading and writing records is the wire's own. */
export type Admin = Pick<
  KafkaCluster,
  | "describe"
  | "quorum"
  | "elr"
  | "createTopic"
  | "deleteTopic"
  | "createPartitions"
  | "deleteRecords"
  | "producers"
  | "describeConfigs"
  | "alterConfigs"
  | "listOffsets"
  | "topicEnds"
  | "logDirs"
  | "listGroups"
  | "describeGroups"
  | "groupOffsets"
  | "deleteGroup"
  | "commitOffsets"
  | "deleteOffsets"
  | "removeMembers"
  | "alterShareOffsets"
  | "deleteShareOffsets"
>;

export function createAdmin(wire: Wire): Admin {
  const quorum = quorumReader(wire);
  return {
    describe: clusterDescriber(wire, quorum),
    quorum,
    elr: elrReader(wire),
    ...topicChanges(wire),
    deleteRecords: recordDeleter(wire),
    producers: producerDescriber(wire),
    describeConfigs: configReader(wire),
    alterConfigs: configChanger(wire),
    listOffsets: offsetLister(wire),
    topicEnds: endReader(wire),
    logDirs: logDirLister(wire),
    listGroups: groupLister(wire),
    describeGroups: groupDescriber(wire),
    groupOffsets: groupOffsetReader(wire),
    deleteGroup: groupDeleter(wire),
    commitOffsets: offsetCommitter(wire),
    deleteOffsets: offsetDeleter(wire),
    removeMembers: memberRemover(wire),
    alterShareOffsets: shareOffsetAlterer(wire),
    deleteShareOffsets: shareOffsetDeleter(wire),
  };
}
