import type { ReplayTarget } from "../../../lib/api/replay.ts";
import { partitionForKey } from "../../../lib/kafka/murmur2.ts";
import type { RecordToWrite } from "../../kafka/batch/encode.ts";
import type { KafkaCluster, TopicPartition } from "../../kafka/cluster.ts";
import { KafkaError } from "../../kafka/error.ts";
import type { Found } from "../answer.ts";
import { isErrorHeader, type Origin, originOf } from "./replay-origin.ts";

/** A record as it is written elsewhere, or why it cannot be. */
export type Copy = { place: TopicPartition; record: RecordToWrite } | { problem: string };

const unknownTopic = 3;

/** Says of each record where its copy goes and what it carries. Topics are looked up once. */
export class Destinations {
  readonly #kafka: KafkaCluster;
  readonly #source: string;
  readonly #target: ReplayTarget;
  /** partitions of a topic; why it cannot be written to */
  readonly #topics = new Map<string, Promise<number | string>>();
  readonly #signal: AbortSignal;
  /** where the next record without a key goes */
  #turn = 0;

  constructor(kafka: KafkaCluster, source: string, target: ReplayTarget, signal: AbortSignal) {
    this.#kafka = kafka;
    this.#source = source;
    this.#target = target;
    this.#signal = signal;
  }

  /** Partitions of a topic, or in words why it cannot be written to. */
  partitionsOf(topic: string): Promise<number | string> {
    const known = this.#topics.get(topic);
    if (known) return known;
    const asked = this.#lookUp(topic);
    this.#topics.set(topic, asked);
    // what could not be asked is asked again
    asked.catch(() => this.#topics.delete(topic));
    return asked;
  }

  async #lookUp(name: string): Promise<number | string> {
    try {
      const topic = await this.#kafka.topic(name, { signal: this.#signal });
      return topic.internal ? `${name} is Kafka's own: it is not written to.` : topic.partitions.length;
    } catch (error) {
      if (!(error instanceof KafkaError)) throw error;
      if (error.kafkaCode === unknownTopic) return `There is no topic ${name}.`;
      if (error.code === "forbidden" || error.kafkaCode === 17) return error.message;
      throw error;
    }
  }

  async copyOf(found: Found): Promise<Copy> {
    const { topic, timestamp } = this.#target;
    const origin = topic === undefined ? originOf(found.record) : null;
    const to = topic ?? origin?.topic;
    if (to === undefined) return { problem: "It has no header that says where it came from." };
    const count = await this.partitionsOf(to);
    if (typeof count === "string") return { problem: count };
    const partition = this.#partition(found, count, topic === undefined ? origin : null);
    if (typeof partition === "string") return { problem: partition };
    const { key, value } = found.record;
    return {
      place: { topic: to, partition },
      record: {
        key,
        value,
        headers: this.#headers(found),
        timestamp: timestamp === "now" ? Date.now() : (origin?.timestamp ?? found.timestamp),
      },
    };
  }

  #partition(found: Found, count: number, origin: Origin | null): number | string {
    if (this.#target.partition === "same") {
      const wanted = this.#target.topic === undefined ? origin?.partition : found.partition;
      if (wanted !== null && wanted !== undefined)
        return wanted < count ? wanted : `Partition ${wanted} is not there: the topic has ${count}.`;
    }
    const { key } = found.record;
    return key === null ? this.#turn++ % count : partitionForKey(key, count);
  }

  #headers({ record, partition, offset, timestamp }: Found): RecordToWrite["headers"] {
    switch (this.#target.headers) {
      case "none":
        return [];
      case "same":
        return record.headers;
      case "without-errors":
        return record.headers.filter(({ name }) => !isErrorHeader(name));
      case "with-origin": {
        const origin = { topic: this.#source, partition, offset, timestamp };
        const added = Object.entries(origin).map(([name, value]) => ({
          name: `klar.origin.${name}`,
          value: Buffer.from(String(value)),
        }));
        return [...record.headers, ...added];
      }
    }
  }
}
