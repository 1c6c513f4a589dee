import type { ConfigRow } from "../../lib/api/configs.ts";
import type { Cluster } from "../clusters/cluster.ts";
import { configRow } from "../clusters/config-row.ts";
import { inheritedTopicConfigs } from "../clusters/inherited-configs.ts";
import { type Page, wholePage } from "../clusters/list-page.ts";

/** The configs of a topic with their sources, asked live. @throws KafkaError no-such-topic and whatever Kafka says */
export async function topicConfigs(cluster: Cluster, topic: string, signal?: AbortSignal): Promise<Page<ConfigRow>> {
  // a name that Kafka does not allow would be told as a bad request
  await cluster.kafka.topic(topic, { signal });
  const asOf = Date.now();
  const [item] = await cluster.kafka.describeConfigs([{ type: "topic", name: topic }], { documentation: true, signal });
  if (item && !item.ok) throw item.error;
  const entries = item?.value ?? [];
  const inherited = await inheritedTopicConfigs(cluster.kafka, entries, { signal });
  const rows = entries.map((entry) => configRow(entry, inherited.get(entry.name)?.value ?? null));
  rows.sort((a, b) => (a.name < b.name ? -1 : 1));
  return wholePage(rows, { asOf, problems: [] });
}
