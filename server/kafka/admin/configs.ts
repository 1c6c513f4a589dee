import type { Call, ConfigEntry, ConfigResource, ConfigSource, ConfigType, KafkaCluster } from "../cluster.ts";
import { KafkaError } from "../error.ts";
import { type DescribedConfig, describeConfigs, resourceTypes } from "../protocol/32-describe-configs.ts";
import type { Settled } from "../settled.ts";
import type { Routed, Target, Wire } from "../wire/wire.ts";
import { settleByNode, settled, unanswered } from "./settle.ts";

/** DescribeConfigsResponse.ConfigSource and ConfigType by their numbers on the wire */
const sources: readonly ConfigSource[] = [
  "UNKNOWN",
  "DYNAMIC_TOPIC_CONFIG",
  "DYNAMIC_BROKER_CONFIG",
  "DYNAMIC_DEFAULT_BROKER_CONFIG",
  "STATIC_BROKER_CONFIG",
  "DEFAULT_CONFIG",
  "DYNAMIC_BROKER_LOGGER_CONFIG",
  "CLIENT_METRICS_CONFIG",
  "GROUP_CONFIG",
];
const types: readonly ConfigType[] = [
  "UNKNOWN",
  "BOOLEAN",
  "STRING",
  "INT",
  "SHORT",
  "LONG",
  "DOUBLE",
  "LIST",
  "CLASS",
  "PASSWORD",
];

export function configSource(source: number): ConfigSource {
  return sources[source] ?? "UNKNOWN";
}

/** Stands for "no certain broker" among broker ids, which are never negative. */
export const anyNode = -1;

/**
 * The configs of a broker and its loggers are known to that broker alone; everything else, the brokers' common defaults
 * (broker "") included, lies in the cluster's metadata.
 */
export function routeResources<T>(asks: readonly T[], resourceOf: (ask: T) => ConfigResource): Routed<T> {
  const routed: Routed<T> = { byNode: new Map(), failed: [] };
  for (const ask of asks) {
    const { type, name } = resourceOf(ask);
    let node = anyNode;
    if ((type === "broker" && name !== "") || type === "broker-logger") {
      node = /^\d{1,10}$/.test(name) ? Number(name) : Number.NaN;
    }
    if (Number.isNaN(node)) {
      const error = new KafkaError(42, nameOf({ type, name }), { brokerMessage: `“${name}” is not a broker id.` });
      routed.failed.push({ key: ask, error });
      continue;
    }
    const there = routed.byNode.get(node);
    if (there) there.push(ask);
    else routed.byNode.set(node, [ask]);
  }
  return routed;
}

export function targetOf(node: number, otherwise: Target): Target {
  return node === anyNode ? otherwise : { kind: "node", id: node };
}

export function nameOf({ type, name }: ConfigResource): string {
  return name === "" ? `${type} defaults` : `${type} ${name}`;
}

/**
 * DescribeConfigs of many resources: one request for all that any broker knows, one to each broker that is asked about
 * itself. Answers stand in the order of the resources.
 */
export function configReader(wire: Wire): KafkaCluster["describeConfigs"] {
  return async (resources, options = {}) => {
    const items = await settleByNode<ConfigResource, ConfigResource, ConfigEntry[]>(
      routeResources(resources, (resource) => resource),
      (resource) => resource,
      (node, asks) => readAt(wire, targetOf(node, { kind: "any" }), asks, options),
    );
    const byName = new Map(items.map((item) => [nameOf(item.key), item]));
    return resources.map((key) => byName.get(nameOf(key)) ?? { key, ok: false, error: unanswered(nameOf(key)) });
  };
}

export async function readAt(
  wire: Wire,
  target: Target,
  asks: readonly ConfigResource[],
  options: Call & { keys?: readonly string[] | undefined; documentation?: boolean | undefined },
): Promise<Settled<ConfigEntry[], ConfigResource>[]> {
  const { keys = null, documentation = false, signal, timeoutMs } = options;
  const wanted = asks.map(({ type, name }) => ({ type: resourceTypes[type], name, keys }));
  const answer = await wire.call(target, describeConfigs, [wanted, documentation], { signal, timeoutMs });
  const byWireName = new Map(asks.map((ask) => [`${resourceTypes[ask.type]} ${ask.name}`, ask]));
  const items: Settled<ConfigEntry[], ConfigResource>[] = [];
  for (const resource of answer.resources) {
    const key = byWireName.get(`${resource.type} ${resource.name}`);
    if (key) items.push(settled(key, resource, nameOf(key), () => resource.configs.map(toEntry)));
  }
  return items;
}

function toEntry(config: DescribedConfig): ConfigEntry {
  return {
    name: config.name,
    value: config.sensitive ? null : config.value,
    source: configSource(config.source),
    type: types[config.type] ?? "UNKNOWN",
    readOnly: config.readOnly,
    sensitive: config.sensitive,
    documentation: config.documentation,
    synonyms: config.synonyms.map(({ name, value, source }) => ({
      name,
      value: config.sensitive ? null : value,
      source: configSource(source),
    })),
  };
}
