import type { TopicPartition } from "../cluster.ts";

/**
 * Values by topic and partition. Tens of thousands of partitions are looked up for every picture, mostly one after the
 * other within a topic: a text made of both for each would cost more than all else that is done with them.
 */
export class ByPartition<Value> {
  readonly #topics = new Map<string, Map<number, Value>>();
  #lastName: string | null = null;
  #last: Map<number, Value> | undefined;

  get({ topic, partition }: TopicPartition): Value | undefined {
    return this.#of(topic)?.get(partition);
  }

  set({ topic, partition }: TopicPartition, value: Value): void {
    let partitions = this.#of(topic);
    if (!partitions) {
      partitions = new Map();
      this.#topics.set(topic, partitions);
      this.#last = partitions;
    }
    partitions.set(partition, value);
  }

  #of(topic: string): Map<number, Value> | undefined {
    if (topic !== this.#lastName) {
      this.#lastName = topic;
      this.#last = this.#topics.get(topic);
    }
    return this.#last;
  }
}
