import { readdirSync } from "node:fs";
import { join } from "node:path";
import { Reader } from "@platformatic/kafka";
import { describe, expect, test } from "vitest";
import { libraryDirectory } from "../../../rig/jars.mjs";
import { produce } from "./0-produce.ts";
import { fetch } from "./1-fetch.ts";
import { listOffsets } from "./2-list-offsets.ts";
import { metadata } from "./3-metadata.ts";
import { offsetCommit } from "./8-offset-commit.ts";
import { offsetFetch } from "./9-offset-fetch.ts";
import { findCoordinator } from "./10-find-coordinator.ts";
import { leaveGroup } from "./13-leave-group.ts";
import { describeGroups } from "./15-describe-groups.ts";
import { listGroups } from "./16-list-groups.ts";
import { apiVersions } from "./18-api-versions.ts";
import { createTopics } from "./19-create-topics.ts";
import { deleteTopics } from "./20-delete-topics.ts";
import { deleteRecords } from "./21-delete-records.ts";
import { initProducerId } from "./22-init-producer-id.ts";
import { addPartitionsToTxn } from "./24-add-partitions-to-txn.ts";
import { addOffsetsToTxn } from "./25-add-offsets-to-txn.ts";
import { endTxn } from "./26-end-txn.ts";
import { txnOffsetCommit } from "./28-txn-offset-commit.ts";
import { describeConfigs } from "./32-describe-configs.ts";
import { describeLogDirs } from "./35-describe-log-dirs.ts";
import { createPartitions } from "./37-create-partitions.ts";
import { deleteGroups } from "./42-delete-groups.ts";
import { incrementalAlterConfigs } from "./44-incremental-alter-configs.ts";
import { offsetDelete } from "./47-offset-delete.ts";
import { describeQuorum } from "./55-describe-quorum.ts";
import { describeCluster } from "./60-describe-cluster.ts";
import { describeProducers } from "./61-describe-producers.ts";
import { consumerGroupDescribe } from "./69-consumer-group-describe.ts";
import { describeTopicPartitions } from "./75-describe-topic-partitions.ts";
import { shareGroupDescribe } from "./77-share-group-describe.ts";
import { streamsGroupDescribe } from "./89-streams-group-describe.ts";
import { describeShareGroupOffsets } from "./90-describe-share-group-offsets.ts";
import { alterShareGroupOffsets } from "./91-alter-share-group-offsets.ts";
import { deleteShareGroupOffsets } from "./92-delete-share-group-offsets.ts";
import type { ApiCall } from "./api-call.ts";
import { includes, readBySchema, readSchemas, writeSample } from "./schemas.fixtures.ts";
import { noTopicId } from "./topic-id.ts";

/** Every message of ours with something to ask; where it names something, the name is “asked”. */
const messages = [
  of(produce, ["asked", -1, 900, [{ topic: "asked", partitions: [{ partition: 7, batch: Buffer.from("batch") }] }]]),
  of(fetch, [
    { maxWaitMs: 0, minBytes: 1, maxBytes: 2, isReadCommitted: true },
    [{ topic: "asked", topicId: noTopicId, partition: 7, offset: 9n, maxBytes: 2 }],
  ]),
  of(metadata, [["asked"]]),
  of(findCoordinator, [0, ["asked"]]),
  of(apiVersions, ["asked", "1"]),
  of(initProducerId, ["asked", 900]),
  of(listOffsets, [true, [{ topic: "asked", partitions: [{ partition: 7, timestamp: -1n }] }], 900]),
  of(offsetFetch, [["asked"]]),
  of(describeGroups, [["asked"]]),
  of(listGroups, []),
  of(createTopics, [
    [
      {
        name: "asked",
        partitions: 3,
        replicationFactor: 1,
        assignments: [{ partition: 0, brokers: [1, 2] }],
        configs: [{ name: "retention.ms", value: null }],
      },
    ],
    900,
    true,
  ]),
  of(deleteTopics, [["asked"], 900]),
  of(describeProducers, [[{ topic: "asked", partitions: [7] }]]),
  of(deleteRecords, [[{ topic: "asked", partitions: [{ partition: 7, before: 9n }] }], 900]),
  of(describeConfigs, [[{ type: 2, name: "asked", keys: ["retention.ms"] }], true]),
  of(describeLogDirs, []),
  of(createPartitions, [[{ name: "asked", count: 3 }], 900, true]),
  of(deleteGroups, [["asked"]]),
  of(incrementalAlterConfigs, [
    [{ type: 2, name: "asked", configs: [{ name: "retention.ms", operation: 1, value: null }] }],
    true,
  ]),
  of(describeQuorum, []),
  of(describeCluster, []),
  of(consumerGroupDescribe, [["asked"]]),
  of(describeTopicPartitions, [["asked"], 2000, { topic: "asked", partition: 5 }]),
  of(shareGroupDescribe, [["asked"]]),
  of(streamsGroupDescribe, [["asked"]]),
  of(describeShareGroupOffsets, [["asked"]]),
  of(offsetCommit, [
    "asked",
    [{ topic: "asked", partitions: [{ partition: 7, offset: 9n, leaderEpoch: -1, metadata: null }] }],
  ]),
  of(addPartitionsToTxn, ["asked", 5n, 6, [{ topic: "asked", partitions: [7] }]]),
  of(addOffsetsToTxn, ["asked", 5n, 6, "asked"]),
  of(endTxn, ["asked", 5n, 6, true]),
  of(txnOffsetCommit, [
    "asked",
    "asked",
    5n,
    6,
    [{ topic: "asked", partitions: [{ partition: 7, offset: 9n, leaderEpoch: -1, metadata: "asked" }] }],
  ]),
  of(leaveGroup, ["asked", [{ memberId: "asked", instanceId: null }], "asked"]),
  of(offsetDelete, ["asked", [{ topic: "asked", partitions: [7] }]]),
  of(alterShareGroupOffsets, ["asked", [{ topic: "asked", partitions: [{ partition: 7, offset: 9n }] }]]),
  of(deleteShareGroupOffsets, ["asked", ["asked"]]),
];

/** Answers whose last fields nobody here wants, so that their readers stop before them. */
const endsEarly = new Set([
  "DescribeQuorum",
  "DescribeCluster",
  "Metadata",
  "Fetch",
  "Produce",
  "FindCoordinator",
  "InitProducerId",
]);

/** Versions that name nothing: Fetch asks by topic id from 13 on, ApiVersions began without a client's name. */
const namesNothing = new Set([
  "Fetch v13",
  "Fetch v14",
  "Fetch v15",
  "Fetch v16",
  "Fetch v17",
  "ApiVersions v0",
  "ApiVersions v1",
  "ApiVersions v2",
]);

const schemas = readSchemas(clientsJar());

describe.each(messages)("$name", ({ name, key, versions, request, answer, hasNames }) => {
  const requestSchema = schemas.get(`${name}Request`);
  const answerSchema = schemas.get(`${name}Response`);
  if (!requestSchema || !answerSchema) throw new Error(`Kafka has no schema of ${name}`);
  // What lies below the schema's range was removed in Kafka 4.0 (KIP-896): older brokers still speak it.
  const known = versions.filter((v) => includes(requestSchema.validVersions, v));

  test("has its key, and every version of ours is one that Kafka has", () => {
    expect(requestSchema.apiKey).toBe(key);
    expect(known.length).toBeGreaterThan(0);
    expect(Math.max(...versions)).toBe(Math.max(...known));
  });

  test.each(known)("writes request v%i as the schema has it", (v) => {
    const reader = Reader.from(request(v));
    const fields = readBySchema(requestSchema, v, reader);
    expect(reader.remaining).toBe(0);
    const text = JSON.stringify(fields, (_name, value) => (typeof value === "bigint" ? `${value}` : value));
    expect(text.includes("asked")).toBe(hasNames && !namesNothing.has(`${name} v${v}`));
  });

  test.each(known)("reads answer v%i to its last byte, with new fields of a newer broker in it", (v) => {
    for (const nulls of ["nothing null", "null where allowed"] as const) {
      const bytes = writeSample(answerSchema, v, nulls);
      const reader = Reader.from(bytes);
      answer(v, reader);
      if (endsEarly.has(name)) continue;
      // ApiVersions has its features in tagged fields and reads them itself.
      const endsInTags = includes(answerSchema.flexibleVersions, v) && name !== "ApiVersions";
      if (endsInTags) reader.readTaggedFields();
      expect(reader.remaining, nulls).toBe(0);
    }
  });
});

test("the fields of an answer land under their names", () => {
  const schema = schemas.get("ListOffsetsResponse");
  if (!schema) throw new Error("no schema");
  const answer = listOffsets.versions[11]?.parseResponse(
    1,
    2,
    11,
    Reader.from(writeSample(schema, 11, "nothing null")),
  );
  // throttle 1, topics 2, name 3, partitions 4, then five fields of the first partition
  expect(answer?.partitions[0]).toEqual({
    topic: "text 3",
    partition: 5,
    errorCode: 6,
    timestamp: 7n,
    offset: 8n,
    leaderEpoch: 9,
  });
  expect(answer?.partitions).toHaveLength(4);
});

function of<Args extends unknown[], R>(call: ApiCall<Args, R>, args: Args) {
  const entry = (v: number) => {
    const version = call.versions[v];
    if (!version) throw new Error(`${call.name} has no version ${v}`);
    return version;
  };
  return {
    name: call.name,
    key: call.key,
    versions: Object.keys(call.versions).map(Number),
    request: (v: number): Buffer => entry(v).createRequest(...args).buffer,
    answer: (v: number, reader: Reader): R => entry(v).parseResponse(1, call.key, v, reader),
    hasNames: args.length > 0,
  };
}

function clientsJar(): string {
  const directory = libraryDirectory("broker");
  const jar = readdirSync(directory).find((file) => /^kafka-clients-[\d.]+\.jar$/.test(file));
  if (!jar) throw new Error(`no kafka-clients jar in ${directory}: npm run rig -- up fetches it`);
  return join(directory, jar);
}
