/**
 * What __transaction_state holds, from Kafka 4.3.1's common/message/*.json. A number is the type of record, under it stand the key
 * and the value: name and valid versions, then a field a line: name, type, `?` = may be null (from a version on), `v` =
 * versions that have it, `#` = tag; the fields of a structure stand under it.
 */
export const transactionRecords = `
0
TransactionLogKey 0
  transactionalId string
TransactionLogValue 0-1 flexible 1
  producerId int64
  previousProducerId int64 v1+ #0
  nextProducerId int64 v1+ #1
  producerEpoch int16
  nextProducerEpoch int16 v1+ #3
  transactionTimeoutMs int32
  transactionStatus int8
  transactionPartitions []{} ?
    topic string
    partitionIds []int32
  transactionLastUpdateTimestampMs int64
  transactionStartTimestampMs int64
  clientTransactionVersion int16 v1+ #2
`;

/** What __share_group_state holds, written the same way. */
export const shareRecords = `
0
ShareSnapshotKey 0
  groupId string
  topicId uuid
  partition int32
ShareSnapshotValue 0 flexible 0
  snapshotEpoch int32
  stateEpoch int32
  leaderEpoch int32
  startOffset int64
  deliveryCompleteCount int32 #0
  createTimestamp int64
  writeTimestamp int64
  stateBatches []{}
    firstOffset int64
    lastOffset int64
    deliveryState int8
    deliveryCount int16
1
ShareUpdateKey 0
  groupId string
  topicId uuid
  partition int32
ShareUpdateValue 0 flexible 0
  snapshotEpoch int32
  leaderEpoch int32
  startOffset int64
  deliveryCompleteCount int32 #0
  stateBatches []{}
    firstOffset int64
    lastOffset int64
    deliveryState int8
    deliveryCount int16
`;
