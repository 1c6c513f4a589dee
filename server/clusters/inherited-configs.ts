import {
  brokerChain,
  type ConfigLayer,
  fromBrokerChain,
  inheritedConfig,
  topicOnlyDefaults,
} from "../../lib/kafka/config-inherited.ts";
import type { Call, ConfigEntry, ConfigSource, KafkaCluster } from "../kafka/cluster.ts";

type Layer = ConfigLayer<ConfigSource>;

/**
 * What a reset of each of these topic configs would leave, by name; null where it is sensitive or nobody tells. Retention and
 * segment times come from broker configs of other units, for which a broker is asked when one of them is set on the topic.
 */
export async function inheritedTopicConfigs(
  kafka: KafkaCluster,
  entries: readonly ConfigEntry[],
  call: Call,
): Promise<ReadonlyMap<string, Layer | null>> {
  const layers = new Map<string, Layer | null>();
  const chained: string[] = [];
  for (const entry of entries) {
    const { name, sensitive } = entry;
    const preset = topicOnlyDefaults[name];
    let layer: Layer | null = sensitive ? null : inheritedConfig("topic", entry);
    if (layer === null && !sensitive && preset !== undefined) layer = { value: preset, source: "DEFAULT_CONFIG" };
    if (layer === null && !sensitive && brokerChain[name]) chained.push(name);
    layers.set(name, layer);
  }
  if (chained.length === 0) return layers;
  const broker = await brokerConfigs(kafka, chained, call);
  for (const name of chained) layers.set(name, fromBrokerChain(name, broker));
  return layers;
}

/** Of any one broker: they should be alike. Empty where it may not be seen or does not answer. */
async function brokerConfigs(kafka: KafkaCluster, names: readonly string[], call: Call): Promise<Map<string, Layer>> {
  const keys = names.flatMap((name) => brokerChain[name]?.map((link) => link.name) ?? []);
  const { brokers } = await kafka.metadata(call);
  for (const { id } of brokers) {
    const [item] = await kafka.describeConfigs([{ type: "broker", name: String(id) }], { ...call, keys });
    if (item?.ok) return new Map(item.value.map(({ name, value, source }) => [name, { value, source }]));
  }
  return new Map();
}
