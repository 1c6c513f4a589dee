type Layer<S extends string> = { value: string | null; source: S };

/** Where a value set on the thing itself comes from, by kind of thing. */
const ownSource = { topic: "DYNAMIC_TOPIC_CONFIG", broker: "DYNAMIC_BROKER_CONFIG" } as const;

/**
 * What a reset of the config would leave: its own value where it is not set on the thing itself, else the next of the
 * synonyms, which Kafka lists in order of precedence. null where there is none below.
 */
export function inheritedConfig<S extends string>(
  of: keyof typeof ownSource,
  config: Layer<S> & { synonyms: readonly Layer<S>[] },
): Layer<S> | null {
  if (config.source !== ownSource[of]) return { value: config.value, source: config.source };
  return config.synonyms.find(({ source }) => source !== ownSource[of]) ?? null;
}
