import type { Call, CreatedTopic, KafkaCluster, NewTopic } from "../cluster.ts";
import { type CreatableTopic, type CreateTopicsResult, createTopics } from "../protocol/19-create-topics.ts";
import { deleteTopics } from "../protocol/20-delete-topics.ts";
import { createPartitions } from "../protocol/37-create-partitions.ts";
import { noTopicId } from "../protocol/topic-id.ts";
import type { CallOptions, Wire } from "../wire/wire.ts";
import { patienceUntil, untilGone, untilVisible } from "./await-metadata.ts";
import { configSource } from "./configs.ts";
import { mustBeGood, unanswered } from "./settle.ts";

type TopicChanges = Pick<KafkaCluster, "createTopic" | "deleteTopic" | "createPartitions">;

const controller = { kind: "controller" } as const;
const callMs = 15_000;

/** A dry run changes nothing and may be asked again; the real thing goes through the sockets of changes, once. */
function purposeOf(call: Call & { validateOnly?: boolean | undefined }): CallOptions {
  const { signal, timeoutMs } = call;
  return { signal, timeoutMs, purpose: call.validateOnly ? "admin" : "mutate" };
}

/** The broker gives up a little before we do, so that its reason arrives. */
function brokerTimeoutMs(call: Call): number {
  return Math.max(1_000, (call.timeoutMs ?? callMs) - 1_000);
}

export function topicChanges(wire: Wire): TopicChanges {
  return {
    async createTopic(topic, options = {}) {
      const startedAt = Date.now();
      const validateOnly = options.validateOnly === true;
      const { topics } = await wire.call(
        controller,
        createTopics,
        [[toCreatable(topic)], brokerTimeoutMs(options), validateOnly],
        purposeOf(options),
      );
      const result = topics[0];
      if (!result) throw unanswered(`topic ${topic.name}`);
      mustBeGood(result, `topic ${topic.name}`);
      const created = toCreated(topic, result);
      // A dry run is answered with an id that will never be used.
      if (validateOnly) return { ...created, topicId: null };
      await untilVisible(
        wire,
        topic.name,
        Math.max(1, created.partitionCount),
        options,
        patienceUntil(options, startedAt),
      );
      if (created.partitionCount > 0) return created;
      // Brokers before 2.4, and those that may not show configs, do not tell what they chose.
      const { partitions } = await wire.topic(topic.name, options);
      return {
        ...created,
        partitionCount: partitions.length,
        replicationFactor: partitions[0]?.replicas.length ?? created.replicationFactor,
      };
    },

    async deleteTopic(name, call = {}) {
      const startedAt = Date.now();
      const { topics } = await wire.call(controller, deleteTopics, [[name], brokerTimeoutMs(call)], purposeOf(call));
      const result = topics[0];
      if (!result) throw unanswered(`topic ${name}`);
      mustBeGood(result, `topic ${name}`);
      await untilGone(wire, name, call, patienceUntil(call, startedAt));
    },

    async createPartitions(name, count, options = {}) {
      const startedAt = Date.now();
      const validateOnly = options.validateOnly === true;
      const { topics } = await wire.call(
        controller,
        createPartitions,
        [[{ name, count }], brokerTimeoutMs(options), validateOnly],
        purposeOf(options),
      );
      const result = topics[0];
      if (!result) throw unanswered(`topic ${name}`);
      mustBeGood(result, `topic ${name}`);
      if (!validateOnly) await untilVisible(wire, name, count, options, patienceUntil(options, startedAt));
    },
  };
}

function toCreatable({ name, partitions, replicationFactor, assignments, configs }: NewTopic): CreatableTopic {
  const assigned = Object.entries(assignments ?? {}).map(([partition, brokers]) => ({
    partition: Number(partition),
    brokers,
  }));
  return {
    name,
    partitions: assigned.length > 0 ? -1 : (partitions ?? -1),
    replicationFactor: assigned.length > 0 ? -1 : (replicationFactor ?? -1),
    assignments: assigned,
    configs: Object.entries(configs ?? {}).map(([key, value]) => ({ name: key, value })),
  };
}

function toCreated(asked: NewTopic, result: CreateTopicsResult): CreatedTopic {
  const assigned = Object.values(asked.assignments ?? {});
  const partitionCount = result.partitions >= 0 ? result.partitions : (asked.partitions ?? assigned.length);
  const replicationFactor =
    result.replicationFactor >= 0 ? result.replicationFactor : (asked.replicationFactor ?? assigned[0]?.length ?? 0);
  return {
    name: asked.name,
    topicId: result.topicId === noTopicId ? null : result.topicId,
    partitionCount,
    replicationFactor,
    configs: (result.configs ?? []).map(({ name, value, source }) => ({ name, value, source: configSource(source) })),
  };
}
