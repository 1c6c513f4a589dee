import { listAlerts, testAlert } from "./alerts.ts";
import * as brokers from "./brokers.ts";
import * as clusters from "./clusters.ts";
import type { Endpoint } from "./endpoint.ts";
import { generateMessages } from "./generate.ts";
import * as groupChanges from "./group-changes.ts";
import * as groupHistory from "./group-history.ts";
import * as groupJobs from "./group-jobs.ts";
import * as groups from "./groups.ts";
import * as histogram from "./histogram.ts";
import * as history from "./history.ts";
import * as jobs from "./jobs.ts";
import * as messages from "./messages.ts";
import { getMetrics } from "./metrics.ts";
import { getOpenApi } from "./openapi.ts";
import * as produce from "./produce.ts";
import { listProducers } from "./producers.ts";
import { discardReplay, replayRecords } from "./replay.ts";
import * as schemas from "./schemas.ts";
import * as topics from "./topics.ts";
import * as workloads from "./workloads.ts";

/** Every call of the API by its name, in the order of the document. A contract that is not here does not exist. */
export const contractTable = {
  getHealth: clusters.getHealth,
  getOpenApi,
  getMetrics,
  listClusters: clusters.listClusters,
  getCluster: clusters.getCluster,
  getOverview: clusters.getOverview,
  getQuorum: clusters.getQuorum,
  listBrokers: brokers.listBrokers,
  getBroker: brokers.getBroker,
  listBrokerConfigs: brokers.listBrokerConfigs,
  listTopics: topics.listTopics,
  createTopic: topics.createTopic,
  getTopic: topics.getTopic,
  deleteTopic: topics.deleteTopic,
  addPartitions: topics.addPartitions,
  listTopicConfigs: topics.listTopicConfigs,
  alterTopicConfigs: topics.alterTopicConfigs,
  truncateTopic: topics.truncateTopic,
  getPartitionFor: topics.getPartitionFor,
  listTopicGroups: groups.listTopicGroups,
  listProducers,
  listMessages: messages.listMessages,
  getMessage: messages.getMessage,
  getMessageValue: messages.getMessageValue,
  getMessageKey: messages.getMessageKey,
  tailMessages: messages.tailMessages,
  exportMessages: messages.exportMessages,
  produceMessages: produce.produceMessages,
  replayRecords,
  discardReplay,
  generateMessages,
  getHistogram: histogram.getHistogram,
  listGroups: groups.listGroups,
  getGroup: groups.getGroup,
  deleteGroup: groups.deleteGroup,
  resetGroupOffsets: groupChanges.resetGroupOffsets,
  deleteGroupOffsets: groupChanges.deleteGroupOffsets,
  removeGroupMembers: groupChanges.removeGroupMembers,
  deleteGroups: groupJobs.deleteGroups,
  removeMembersOfGroups: groupJobs.removeMembersOfGroups,
  resetOffsetsOfGroups: groupJobs.resetOffsetsOfGroups,
  getGroupHistory: groupHistory.getGroupHistory,
  getTopicHistory: history.getTopicHistory,
  getBrokerHistory: history.getBrokerHistory,
  getClusterHistory: history.getClusterHistory,
  listEvents: history.listEvents,
  listOwnMembers: workloads.listOwnMembers,
  startMember: workloads.startMember,
  watchMember: workloads.watchMember,
  commitMember: workloads.commitMember,
  stopMember: workloads.stopMember,
  listAlerts,
  testAlert,
  listJobs: jobs.listJobs,
  getJob: jobs.getJob,
  cancelJob: jobs.cancelJob,
  watchJob: jobs.watchJob,
  listSubjects: schemas.listSubjects,
  listSubjectVersions: schemas.listSubjectVersions,
  getSubjectVersion: schemas.getSubjectVersion,
  getSchema: schemas.getSchema,
  listFormats: schemas.listFormats,
  describeWriting: schemas.describeWriting,
} satisfies Record<string, Endpoint>;
