/**
 * What __consumer_offsets holds, from Kafka 4.3.1's common/message/*.json. A number is the type of record, under it stand the key
 * and the value: name and valid versions, then a field a line: name, type, `?` = may be null (from a version on), `v` =
 * versions that have it, `#` = tag; the fields of a structure stand under it.
 */
export const groupRecords = `
0
LegacyOffsetCommitKey 0
  group string
  topic string
  partition int32
LegacyOffsetCommitValue 0
  offset int64
  metadata string
  commitTimestamp int64
1
OffsetCommitKey 0
  group string
  topic string
  partition int32
OffsetCommitValue 0-4 flexible 4
  offset int64
  leaderEpoch int32 v3+
  metadata string
  commitTimestamp int64
  expireTimestamp int64 v1
  topicId uuid v4+ #0
2
GroupMetadataKey 0
  group string
GroupMetadataValue 0-4 flexible 4
  protocolType string
  generation int32
  protocol string ?
  leader string ?
  currentStateTimestamp int64 v2+
  members []{}
    memberId string
    groupInstanceId string ?3+ v3+
    clientId string
    clientHost string
    rebalanceTimeout int32 v1+
    sessionTimeout int32
    subscription bytes
    assignment bytes
3
ConsumerGroupMetadataKey 0
  groupId string
ConsumerGroupMetadataValue 0 flexible 0
  epoch int32
  metadataHash int64 #0
4
ConsumerGroupPartitionMetadataKey 0
  groupId string
ConsumerGroupPartitionMetadataValue 0 flexible 0
  topics []{}
    topicId uuid
    topicName string
    numPartitions int32
    partitionMetadata []{}
      partition int32
      racks []string
5
ConsumerGroupMemberMetadataKey 0
  groupId string
  memberId string
ConsumerGroupMemberMetadataValue 0 flexible 0
  instanceId string ?
  rackId string ?
  clientId string
  clientHost string
  subscribedTopicNames []string
  subscribedTopicRegex string ?
  rebalanceTimeoutMs int32
  serverAssignor string ?
  classicMemberMetadata {} ? #0
    sessionTimeoutMs int32
    supportedProtocols []{}
      name string
      metadata bytes
6
ConsumerGroupTargetAssignmentMetadataKey 0
  groupId string
ConsumerGroupTargetAssignmentMetadataValue 0 flexible 0
  assignmentEpoch int32
  assignmentTimestamp int64 #0
7
ConsumerGroupTargetAssignmentMemberKey 0
  groupId string
  memberId string
ConsumerGroupTargetAssignmentMemberValue 0 flexible 0
  topicPartitions []{}
    topicId uuid
    partitions []int32
8
ConsumerGroupCurrentMemberAssignmentKey 0
  groupId string
  memberId string
ConsumerGroupCurrentMemberAssignmentValue 0 flexible 0
  memberEpoch int32
  previousMemberEpoch int32
  state int8
  assignedPartitions []{}
    topicId uuid
    partitions []int32
    assignmentEpochs []int32 ? #0
  partitionsPendingRevocation []{}
    topicId uuid
    partitions []int32
    assignmentEpochs []int32 ? #0
10
ShareGroupMemberMetadataKey 0
  groupId string
  memberId string
ShareGroupMemberMetadataValue 0 flexible 0
  rackId string ?
  clientId string
  clientHost string
  subscribedTopicNames []string
11
ShareGroupMetadataKey 0
  groupId string
ShareGroupMetadataValue 0 flexible 0
  epoch int32
  metadataHash int64
12
ShareGroupTargetAssignmentMetadataKey 0
  groupId string
ShareGroupTargetAssignmentMetadataValue 0 flexible 0
  assignmentEpoch int32
  assignmentTimestamp int64 #0
13
ShareGroupTargetAssignmentMemberKey 0
  groupId string
  memberId string
ShareGroupTargetAssignmentMemberValue 0 flexible 0
  topicPartitions []{}
    topicId uuid
    partitions []int32
14
ShareGroupCurrentMemberAssignmentKey 0
  groupId string
  memberId string
ShareGroupCurrentMemberAssignmentValue 0 flexible 0
  memberEpoch int32
  previousMemberEpoch int32
  state int8
  assignedPartitions []{}
    topicId uuid
    partitions []int32
15
ShareGroupStatePartitionMetadataKey 0
  groupId string
ShareGroupStatePartitionMetadataValue 0 flexible 0
  initializingTopics []{}
    topicId uuid
    topicName string
    partitions []int32
  initializedTopics []{}
    topicId uuid
    topicName string
    partitions []int32
  deletingTopics []{}
    topicId uuid
    topicName string
16
ConsumerGroupRegularExpressionKey 0
  groupId string
  regularExpression string
ConsumerGroupRegularExpressionValue 0 flexible 0
  topics []string
  version int64
  timestamp int64
17
StreamsGroupMetadataKey 0
  groupId string
StreamsGroupMetadataValue 0 flexible 0
  epoch int32
  metadataHash int64
  validatedTopologyEpoch int32 #0
  lastAssignmentConfigs []{} ? #1
    key string
    value string
19
StreamsGroupMemberMetadataKey 0
  groupId string
  memberId string
StreamsGroupMemberMetadataValue 0 flexible 0
  instanceId string ?
  rackId string ?
  clientId string
  clientHost string
  rebalanceTimeoutMs int32
  topologyEpoch int32
  processId string
  userEndpoint {} ?
    host string
    port uint16
  clientTags []{}
    key string
    value string
20
StreamsGroupTargetAssignmentMetadataKey 0
  groupId string
StreamsGroupTargetAssignmentMetadataValue 0 flexible 0
  assignmentEpoch int32
  assignmentTimestamp int64 #0
21
StreamsGroupTargetAssignmentMemberKey 0
  groupId string
  memberId string
StreamsGroupTargetAssignmentMemberValue 0 flexible 0
  activeTasks []{}
    subtopologyId string
    partitions []int32
  standbyTasks []{}
    subtopologyId string
    partitions []int32
  warmupTasks []{}
    subtopologyId string
    partitions []int32
22
StreamsGroupCurrentMemberAssignmentKey 0
  groupId string
  memberId string
StreamsGroupCurrentMemberAssignmentValue 0 flexible 0
  memberEpoch int32
  previousMemberEpoch int32
  state int8
  activeTasks []{}
    subtopologyId string
    partitions []int32
    assignmentEpochs []int32 ? #0
  standbyTasks []{}
    subtopologyId string
    partitions []int32
    assignmentEpochs []int32 ? #0
  warmupTasks []{}
    subtopologyId string
    partitions []int32
    assignmentEpochs []int32 ? #0
  activeTasksPendingRevocation []{}
    subtopologyId string
    partitions []int32
    assignmentEpochs []int32 ? #0
  standbyTasksPendingRevocation []{}
    subtopologyId string
    partitions []int32
    assignmentEpochs []int32 ? #0
  warmupTasksPendingRevocation []{}
    subtopologyId string
    partitions []int32
    assignmentEpochs []int32 ? #0
23
StreamsGroupTopologyKey 0
  groupId string
StreamsGroupTopologyValue 0 flexible 0
  epoch int32
  subtopologies []{}
    subtopologyId string
    sourceTopics []string
    sourceTopicRegex []string
    stateChangelogTopics []{}
      name string
      partitions int32
      replicationFactor int16
      topicConfigs []{}
        key string
        value string
    repartitionSinkTopics []string
    repartitionSourceTopics []{}
      name string
      partitions int32
      replicationFactor int16
      topicConfigs []{}
        key string
        value string
    copartitionGroups []{}
      sourceTopics []int16
      sourceTopicRegex []int16
      repartitionSourceTopics []int16
`;
