import type { KafkaCluster, TopicPartition } from "../cluster.ts";
import { type DeleteRecordsTopic, deleteRecords } from "../protocol/21-delete-records.ts";
import type { Settled } from "../settled.ts";
import type { Wire } from "../wire/wire.ts";
import { isMisrouted, settleByNode, settled, unanswered } from "./settle.ts";

type Ask = TopicPartition & { before: bigint };
type Deleted = Settled<bigint, TopicPartition>;

const callMs = 15_000;

/** DeleteRecords, one request per leader; answers in the order of the asks. One partition may be asked about once. */
export function recordDeleter(wire: Wire): KafkaCluster["deleteRecords"] {
  return async (asks, call = {}) => {
    const ask = async (some: readonly Ask[]): Promise<Map<string, Deleted>> => {
      const items = await settleByNode<Ask, TopicPartition, bigint>(
        await wire.leadersOf(some, call),
        keyOf,
        async (node, here) => {
          const timeoutMs = call.timeoutMs ?? callMs;
          // The same records deleted twice are deleted once.
          const options = { ...call, purpose: "mutate", idempotent: true } as const;
          const { partitions } = await wire.call(
            { kind: "node", id: node },
            deleteRecords,
            [byTopic(here), timeoutMs],
            options,
          );
          return partitions.map((item) =>
            settled(keyOf(item), item, `${item.topic}-${item.partition}`, () => item.lowWatermark),
          );
        },
      );
      return new Map(items.map((item) => [nameOf(item.key), item]));
    };
    const answers = await ask(asks);
    const again = asks.filter((one) => {
      const answer = answers.get(nameOf(one));
      return answer?.ok === false && isMisrouted(answer.error);
    });
    if (again.length > 0) {
      wire.staleMetadata();
      for (const [name, item] of await ask(again)) answers.set(name, item);
    }
    return asks.map(
      (one) => answers.get(nameOf(one)) ?? { key: keyOf(one), ok: false, error: unanswered(nameOf(one)) },
    );
  };
}

function keyOf({ topic, partition }: TopicPartition): TopicPartition {
  return { topic, partition };
}

function nameOf({ topic, partition }: TopicPartition): string {
  return `${topic}-${partition}`;
}

function byTopic(asks: readonly Ask[]): DeleteRecordsTopic[] {
  const topics = new Map<string, DeleteRecordsTopic>();
  for (const { topic, partition, before } of asks) {
    const entry = topics.get(topic);
    if (entry) entry.partitions.push({ partition, before });
    else topics.set(topic, { topic, partitions: [{ partition, before }] });
  }
  return [...topics.values()];
}
