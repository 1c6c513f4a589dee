import type { KafkaCluster, TopicPartition } from "../cluster.ts";
import { type DescribedProducer, describeProducers } from "../protocol/61-describe-producers.ts";
import type { Settled } from "../settled.ts";
import type { ActiveProducer } from "../transfer.ts";
import type { Wire } from "../wire/wire.ts";
import { ByPartition } from "./by-partition.ts";
import { isMisrouted, settleByNode, settled, unanswered } from "./settle.ts";

type Described = Settled<ActiveProducer[], TopicPartition>;

/** DescribeProducers, one request per leader; answers in the order of the asks. */
export function producerDescriber(wire: Wire): KafkaCluster["producers"] {
  return async (asks, call = {}) => {
    const ask = async (some: readonly TopicPartition[]): Promise<Described[]> =>
      settleByNode<TopicPartition, TopicPartition, ActiveProducer[]>(
        await wire.leadersOf(some, call),
        keyOf,
        async (node, here) => {
          const { partitions } = await wire.call({ kind: "node", id: node }, describeProducers, [byTopic(here)], call);
          return partitions.map((item) =>
            settled(keyOf(item), item, nameOf(item), () => item.producers.map(activeProducer)),
          );
        },
      );
    const answers = new ByPartition<Described>();
    for (const item of await ask(asks)) answers.set(item.key, item);
    const again = asks.filter((one) => {
      const answer = answers.get(one);
      return answer?.ok === false && isMisrouted(answer.error);
    });
    if (again.length > 0) {
      wire.staleMetadata();
      for (const item of await ask(again)) answers.set(item.key, item);
    }
    return asks.map((one) => answers.get(one) ?? { key: keyOf(one), ok: false, error: unanswered(nameOf(one)) });
  };
}

function activeProducer(told: DescribedProducer): ActiveProducer {
  const { producerId, producerEpoch, lastSequence, lastTimestamp, coordinatorEpoch, currentTxnStartOffset } = told;
  return {
    producerId,
    producerEpoch,
    lastSequence: lastSequence < 0 ? null : lastSequence,
    lastTimestamp: lastTimestamp < 0n ? null : Number(lastTimestamp),
    coordinatorEpoch: coordinatorEpoch < 0 ? null : coordinatorEpoch,
    openTransactionStart: currentTxnStartOffset < 0n ? null : currentTxnStartOffset,
  };
}

function keyOf({ topic, partition }: TopicPartition): TopicPartition {
  return { topic, partition };
}

function nameOf({ topic, partition }: TopicPartition): string {
  return `${topic}-${partition}`;
}

function byTopic(asks: readonly TopicPartition[]): { topic: string; partitions: number[] }[] {
  const topics = new Map<string, number[]>();
  for (const { topic, partition } of asks) {
    const partitions = topics.get(topic);
    if (partitions) partitions.push(partition);
    else topics.set(topic, [partition]);
  }
  return [...topics].map(([topic, partitions]) => ({ topic, partitions }));
}
