import type { ActiveProducer } from "../../lib/api/producers.ts";
import type { Cluster } from "../clusters/cluster.ts";
import type { Page } from "../clusters/list-page.ts";
import { ProblemList } from "../clusters/partial-problems.ts";

/** Who writes to a topic, as its leaders remember it; the last to write first. @throws KafkaError no-such-topic */
export async function topicProducers(
  { kafka }: Cluster,
  name: string,
  signal?: AbortSignal,
): Promise<Page<ActiveProducer>> {
  const asOf = Date.now();
  const problems = new ProblemList();
  const { partitions } = await kafka.topic(name, { signal });
  const asks = partitions.map(({ partition }) => ({ topic: name, partition }));
  const items: ActiveProducer[] = [];
  const answers = await kafka.producers(asks, { signal });
  if (answers.length > 0 && answers.every(({ ok }) => !ok))
    for (const answer of answers) if (!answer.ok) throw answer.error;
  for (const answer of answers) {
    const { partition } = answer.key;
    if (answer.ok) for (const producer of answer.value) items.push({ partition, ...producer });
    else problems.add("producers", "producers", answer.error, `${name}-${partition}`);
  }
  items.sort((a, b) => (b.lastTimestamp ?? 0) - (a.lastTimestamp ?? 0) || a.partition - b.partition);
  return { items, total: items.length, page: 1, perPage: Math.max(1, items.length), asOf, problems: problems.all() };
}
