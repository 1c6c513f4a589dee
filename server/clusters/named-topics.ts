import { ApiError } from "../../lib/api/error.ts";
import type { Call, KafkaCluster, Topic, TopicPartition } from "../kafka/cluster.ts";

/** Topics of these names that there are, from metadata at hand; asked anew when one is not in it. */
export async function topicsNamed(
  kafka: KafkaCluster,
  names: ReadonlySet<string>,
  call: Call = {},
): Promise<ReadonlyMap<string, Topic>> {
  const among = (topics: readonly Topic[]) =>
    new Map(topics.filter(({ name }) => names.has(name)).map((topic) => [topic.name, topic]));
  const known = among((await kafka.metadata(call)).topics);
  return known.size === names.size ? known : among((await kafka.metadata({ ...call, fresh: true })).topics);
}

/**
 * The partitions of a choice of topics, each once, in the order of the choice.
 * @throws ApiError no-such-topic, no-such-partition
 */
export async function chosenPartitions(
  kafka: KafkaCluster,
  choice: readonly { topic: string; partitions?: readonly number[] | undefined }[],
  call: Call = {},
): Promise<TopicPartition[]> {
  const topics = await topicsNamed(kafka, new Set(choice.map(({ topic }) => topic)), call);
  const chosen = new Map<string, TopicPartition>();
  choice.forEach(({ topic: name, partitions }, place) => {
    const topic = topics.get(name);
    if (!topic) {
      throw new ApiError("no-such-topic", `There is no topic ${JSON.stringify(name)}.`, {
        errors: [{ path: `body.topics[${place}].topic`, message: "is no topic of the cluster" }],
      });
    }
    const all = topic.partitions.map(({ partition }) => partition);
    const missing = (partitions ?? []).filter((partition) => !all.includes(partition));
    if (missing.length > 0) {
      throw new ApiError("no-such-partition", `${name} has no partition ${missing.slice(0, 5).join(", ")}.`, {
        hint: `Its partitions are 0 to ${all.length - 1}.`,
        errors: [{ path: `body.topics[${place}].partitions`, message: `has ${missing[0]}, which the topic has not` }],
      });
    }
    for (const partition of partitions ?? all) chosen.set(`${partition}/${name}`, { topic: name, partition });
  });
  return [...chosen.values()];
}
