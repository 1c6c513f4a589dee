import type { Call, ConfigDelta, ConfigResource, ConfigSource, KafkaCluster } from "../cluster.ts";
import { resourceTypes } from "../protocol/32-describe-configs.ts";
import {
  type AlterConfigsResource,
  configOperation,
  incrementalAlterConfigs,
} from "../protocol/44-incremental-alter-configs.ts";
import type { Settled } from "../settled.ts";
import type { Wire } from "../wire/wire.ts";
import { aLook, everyNode, patienceUntil, poll } from "./await-metadata.ts";
import { nameOf, readAt, routeResources, targetOf } from "./configs.ts";
import { settleByNode, settled, unanswered } from "./settle.ts";

/** A change of configs reaches every broker within milliseconds; after this it is no longer waited for. */
const longestWaitMs = 2_000;

/**
 * IncrementalAlterConfigs: one request for what the controller decides, one to each broker whose own configs change.
 * A real change is waited for (bounded) until every broker concerned shows it.
 */
export function configChanger(wire: Wire): KafkaCluster["alterConfigs"] {
  return async (deltas, options = {}) => {
    const startedAt = Date.now();
    const { signal, timeoutMs, validateOnly = false } = options;
    const purpose = validateOnly ? "admin" : "mutate";
    const items = await settleByNode<ConfigDelta, ConfigResource, void>(
      routeResources(deltas, ({ resource }) => resource),
      ({ resource }) => resource,
      async (node, asks) => {
        const target = targetOf(node, { kind: "controller" });
        const args: [AlterConfigsResource[], boolean] = [asks.map(toResource), validateOnly];
        // Setting the same value twice leaves it set.
        const how = { signal, timeoutMs, purpose, idempotent: true } as const;
        const answer = await wire.call(target, incrementalAlterConfigs, args, how);
        const byWireName = new Map(
          asks.map(({ resource }) => [`${resourceTypes[resource.type]} ${resource.name}`, resource]),
        );
        const results: Settled<void, ConfigResource>[] = [];
        for (const item of answer.resources) {
          const key = byWireName.get(`${item.type} ${item.name}`);
          if (key) results.push(settled(key, item, nameOf(key), () => undefined));
        }
        return results;
      },
    );
    const byName = new Map(items.map((item) => [nameOf(item.key), item]));
    const until = Math.min(patienceUntil(options, startedAt), Date.now() + longestWaitMs);
    if (!validateOnly) {
      const done = deltas.filter(({ resource }) => byName.get(nameOf(resource))?.ok);
      await Promise.all(done.map((delta) => untilShown(wire, delta, options, until)));
    }
    return deltas.map(
      ({ resource: key }) => byName.get(nameOf(key)) ?? { key, ok: false, error: unanswered(nameOf(key)) },
    );
  };
}

function toResource({ resource, set = {}, reset = [] }: ConfigDelta): AlterConfigsResource {
  return {
    type: resourceTypes[resource.type],
    name: resource.name,
    configs: [
      ...Object.entries(set).map(([name, value]) => ({ name, operation: configOperation.set, value })),
      ...reset.map((name) => ({ name, operation: configOperation.reset, value: null })),
    ],
  };
}

/** Where a value set on a resource shows up among the synonyms; null where it is not shown as one. */
function layerOf({ type, name }: ConfigResource): ConfigSource | null {
  if (type === "topic") return "DYNAMIC_TOPIC_CONFIG";
  if (type === "group") return "GROUP_CONFIG";
  if (type === "broker") return name === "" ? "DYNAMIC_DEFAULT_BROKER_CONFIG" : "DYNAMIC_BROKER_CONFIG";
  return null;
}

/** The controller has decided; the brokers show it a little later. Lists or blanks may be stored in another spelling. */
async function untilShown(
  wire: Wire,
  { resource, set = {}, reset = [] }: ConfigDelta,
  call: Call,
  until: number,
): Promise<void> {
  const layer = layerOf(resource);
  if (layer === null) return;
  const keys = [...Object.keys(set), ...reset];
  const isOwn = resource.type === "broker" && resource.name !== "";
  const nodes = isOwn ? [Number(resource.name)] : (await wire.nodes(call)).map(({ id }) => id);
  const isShownAt = async (id: number): Promise<boolean> => {
    const [item] = await readAt(wire, { kind: "node", id }, [resource], { ...aLook(call), keys });
    if (!item?.ok) return false;
    const shown = new Map(
      item.value.map(({ name, sensitive, synonyms }) => [
        name,
        { sensitive, at: synonyms.find(({ source }) => source === layer) },
      ]),
    );
    return (
      reset.every((name) => shown.get(name)?.at === undefined) &&
      Object.entries(set).every(([name, value]) => {
        const config = shown.get(name);
        return (
          config?.at !== undefined && (config.sensitive || withoutBlanks(config.at.value) === withoutBlanks(value))
        );
      })
    );
  };
  await poll(until, call.signal, () => everyNode(nodes, isShownAt));
}

function withoutBlanks(value: string | null): string {
  return (value ?? "").replaceAll(/\s/g, "");
}
