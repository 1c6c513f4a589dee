/** Kafka's words, each explained in two sentences to someone who meets it for the first time. */
export const glossary = {
  acks: {
    name: "acks",
    text: "How many replicas must have a record before the producer is told it is safe. all waits for every replica in sync, 1 for the leader only, 0 for nobody.",
  },
  assignor: {
    name: "Assignor",
    text: "The rule by which a group's partitions are shared out among its members, such as uniform, range or cooperative-sticky.",
  },
  broker: {
    name: "Broker",
    text: "A server of the cluster. It stores partitions on its disks and answers producers and consumers.",
  },
  compaction: {
    name: "Compaction",
    text: "Cleaning that keeps at least the newest record of every key and removes older ones in the background. Offsets keep their numbers, so gaps appear.",
  },
  compression: {
    name: "Compression",
    text: "Batches are packed by the producer or the broker: gzip, snappy, lz4 or zstd. Readers unpack them by themselves.",
  },
  controller: {
    name: "Controller",
    text: "The node that decides for the cluster: who leads which partition, which brokers are alive. In KRaft one of a quorum of controllers is active.",
  },
  coordinator: {
    name: "Coordinator",
    text: "The broker that looks after a group: it keeps its members, shares out partitions and stores committed offsets.",
  },
  "dead-letter-queue": {
    name: "Dead letter queue",
    text: "A topic to which records go that an application could not process, so that the rest may go on.",
  },
  elr: {
    name: "Eligible leader replicas",
    text: "Replicas that are out of sync but are known to hold everything that was acknowledged. Any of them can become leader without losing a record (KIP-966).",
  },
  epoch: {
    name: "Epoch",
    text: "A counter that rises with every change of leader, or of a group's members. Whoever still acts under an older number is refused.",
  },
  fenced: {
    name: "Fenced",
    text: "A broker that is registered but not allowed to serve, because its heartbeats stopped or it has not caught up yet.",
  },
  group: {
    name: "Group",
    text: "Consumers that share a topic's partitions: each partition is read by one member at a time. The group remembers how far it has read.",
  },
  header: {
    name: "Header",
    text: "A name and a value beside a record's key and value, for tracing or routing. Names may repeat.",
  },
  "high-watermark": {
    name: "High watermark",
    text: "The offset up to which all in-sync replicas have the log. Consumers see only what lies before it, so nothing they read can be lost.",
  },
  idempotent: {
    name: "Idempotent producer",
    text: "Its batches carry a number, so a retry is recognised and written once. It rules out duplicates and reordering within one producer's life.",
  },
  isr: {
    name: "In-sync replicas",
    text: "The replicas that have kept up with the leader, itself included. With acks=all a write counts only when all of them have it.",
  },
  key: {
    name: "Key",
    text: "Bytes that decide the partition: records of one key stay in order. In compacted topics the newest record of a key is the one that is kept.",
  },
  kraft: {
    name: "KRaft",
    text: "Kafka's own consensus, which keeps the cluster's metadata in a replicated log. It replaced ZooKeeper.",
  },
  lag: {
    name: "Lag",
    text: "How many records lie between a group's committed offset and the end of the log. It says how much is left to read, not for how long.",
  },
  leader: {
    name: "Leader",
    text: "The replica that takes all writes of a partition and, by default, all reads. The others copy from it.",
  },
  "leader-epoch": {
    name: "Leader epoch",
    text: "Rises by one with every new leader of a partition. It tells replicas and clients where logs parted.",
  },
  "log-start": {
    name: "Log start offset",
    text: "The first record that can still be read. Retention, truncation and compaction move it forward.",
  },
  lso: {
    name: "Last stable offset",
    text: "The end for readers of committed data: the first record of the oldest open transaction, or the high watermark when none is open.",
  },
  "min-insync": {
    name: "min.insync.replicas",
    text: "How many replicas must be in sync for a write with acks=all to be taken. With fewer, producers are told NOT_ENOUGH_REPLICAS.",
  },
  offset: {
    name: "Offset",
    text: "A record's number in its partition, given once and never reused. Offsets rise but may have gaps.",
  },
  partitioner: {
    name: "Partitioner",
    text: "The rule by which a producer chooses the partition of a record. Java's default hashes the key with murmur2, so one key stays in one partition while their number does not change.",
  },
  partition: {
    name: "Partition",
    text: "One of the logs a topic is divided into. Order holds within a partition; more of them let more consumers read side by side.",
  },
  "preferred-leader": {
    name: "Preferred leader",
    text: "The first replica in a partition's list. Leadership returns to it when leaders are balanced.",
  },
  quorum: {
    name: "Quorum",
    text: "The controllers that vote on the cluster's metadata. A majority must be alive for anything to change.",
  },
  rack: {
    name: "Rack",
    text: "Where a broker stands, such as an availability zone. Replicas are spread over racks so that one may fail.",
  },
  rebalance: {
    name: "Rebalance",
    text: "Sharing out partitions anew when members join or leave. Depending on the protocol, some or all members pause meanwhile.",
  },
  replica: {
    name: "Replica",
    text: "One broker's copy of a partition. The replication factor says how many there are.",
  },
  retention: {
    name: "Retention",
    text: "How long, or up to which size, records are kept. Whole segments are deleted when their newest record is too old.",
  },
  segment: {
    name: "Segment",
    text: "A file of a partition's log. Only closed segments are deleted or compacted, so data can live longer than retention says.",
  },
  tombstone: {
    name: "Tombstone",
    text: "A record with a key and a null value. In a compacted topic it deletes the key, and after delete.retention.ms it vanishes itself.",
  },
  topic: {
    name: "Topic",
    text: "A named log of records, divided into partitions. Producers append to it, any number of groups read it.",
  },
  transaction: {
    name: "Transaction",
    text: "Records in several partitions that become visible together or not at all. Readers with read_committed skip what was aborted.",
  },
  "under-replicated": {
    name: "Under-replicated",
    text: "A partition that has fewer replicas in sync than it should. It works, but survives fewer failures.",
  },
} as const;

export type GlossaryWord = keyof typeof glossary;
