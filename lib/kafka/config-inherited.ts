export type ConfigLayer<S extends string = string> = { value: string | null; source: S };

/** Where a value set on the thing itself comes from, by kind of thing. */
const ownSource = { topic: "DYNAMIC_TOPIC_CONFIG", broker: "DYNAMIC_BROKER_CONFIG" } as const;

/**
 * What a reset of the config would leave: its own value where it is not set on the thing itself, else the next of the
 * synonyms, which Kafka lists in order of precedence. null where none is told (see `brokerChain`).
 */
export function inheritedConfig<S extends string>(
  of: keyof typeof ownSource,
  config: ConfigLayer<S> & { synonyms: readonly ConfigLayer<S>[] },
): ConfigLayer<S> | null {
  if (config.source !== ownSource[of]) return { value: config.value, source: config.source };
  return config.synonyms.find(({ source }) => source !== ownSource[of]) ?? null;
}

type Link = { name: string; ms: bigint };
const hours = 3_600_000n;

/**
 * Topic configs whose broker configs have other units, and which Kafka therefore does not tell as synonyms: the first that
 * has a value counts (`ServerTopicConfigSynonyms`). `ms` is what one of its units is in milliseconds.
 */
export const brokerChain: Readonly<Record<string, readonly Link[]>> = {
  "retention.ms": [
    { name: "log.retention.ms", ms: 1n },
    { name: "log.retention.minutes", ms: 60_000n },
    { name: "log.retention.hours", ms: hours },
  ],
  "segment.ms": [
    { name: "log.roll.ms", ms: 1n },
    { name: "log.roll.hours", ms: hours },
  ],
  "segment.jitter.ms": [
    { name: "log.roll.jitter.ms", ms: 1n },
    { name: "log.roll.jitter.hours", ms: hours },
  ],
  "flush.ms": [
    { name: "log.flush.interval.ms", ms: 1n },
    { name: "log.flush.scheduler.interval.ms", ms: 1n },
  ],
};

/** What a topic inherits through `brokerChain`, given the broker's configs by name; null where they do not say. */
export function fromBrokerChain<S extends string>(
  name: string,
  brokerConfigs: ReadonlyMap<string, ConfigLayer<S>>,
): ConfigLayer<S> | null {
  for (const link of brokerChain[name] ?? []) {
    const { value = null, source } = brokerConfigs.get(link.name) ?? {};
    if (value === null || source === undefined || !/^-?\d{1,19}$/.test(value)) continue;
    const units = BigInt(value);
    // below zero means for ever in every unit
    return { value: String(units < 0n ? units : units * link.ms), source };
  }
  return null;
}

/** Topic configs that no broker config stands behind, and Kafka's defaults of them. */
export const topicOnlyDefaults: Readonly<Record<string, string>> = {
  "leader.replication.throttled.replicas": "",
  "follower.replication.throttled.replicas": "",
  "remote.storage.enable": "false",
  "remote.log.copy.disable": "false",
  "remote.log.delete.on.disable": "false",
};
