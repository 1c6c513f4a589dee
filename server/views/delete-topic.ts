import type { Cluster } from "../clusters/cluster.ts";

/** Deletes a topic and its records; answers once no broker knows it any more. @throws KafkaError no-such-topic */
export async function deleteTopicView(cluster: Cluster, topic: string, signal?: AbortSignal): Promise<void> {
  // fresh metadata first: a name Kafka does not allow is told as a topic that is not there, as for every other call
  await cluster.kafka.topic(topic, { signal });
  await cluster.kafka.deleteTopic(topic, { signal });
}
