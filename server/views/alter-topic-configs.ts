import type { BodyOf, ReplyOf } from "../../lib/api/endpoint.ts";
import { ApiError, type FieldError } from "../../lib/api/error.ts";
import type { alterTopicConfigs } from "../../lib/api/topics.ts";
import type { ConfigLayer } from "../../lib/kafka/config-inherited.ts";
import type { Cluster } from "../clusters/cluster.ts";
import { inheritedTopicConfigs } from "../clusters/inherited-configs.ts";
import type { ConfigEntry, ConfigSource } from "../kafka/cluster.ts";

type Body = BodyOf<typeof alterTopicConfigs>;
type Changes = ReplyOf<typeof alterTopicConfigs>;
type Change = Changes["changes"][number];

/**
 * Sets and resets single configs of a topic; what is not named keeps its value. With `dryRun` the controller judges the
 * values and nothing changes; `after` is then what would be.
 */
export async function alterTopicConfigsView(
  cluster: Cluster,
  topic: string,
  body: Body,
  signal?: AbortSignal,
): Promise<Changes> {
  const set = body.set ?? {};
  const reset = [...new Set(body.reset ?? [])];
  const names = [...Object.keys(set), ...reset];
  refuseContradictions(set, reset);
  const { kafka } = cluster;
  await kafka.topic(topic, { signal });
  const before = await readConfigs(cluster, topic, names, signal);
  const resource = { type: "topic", name: topic } as const;
  const validateOnly = body.dryRun ?? false;
  const [result] = await kafka.alterConfigs([{ resource, set, reset }], { signal, validateOnly });
  if (result && !result.ok) throw result.error;
  if (validateOnly) {
    const below = await inheritedTopicConfigs(kafka, [...before.values()], { signal });
    return { changes: names.map((name) => plannedChange(name, before.get(name), set[name], below.get(name))) };
  }
  cluster.forgetTopicConfigs(topic);
  const after = await readConfigs(cluster, topic, names, signal);
  return { changes: names.map((name) => madeChange(name, before.get(name), after.get(name))) };
}

function refuseContradictions(set: Record<string, string>, reset: readonly string[]): void {
  const errors: FieldError[] = reset
    .filter((name) => Object.hasOwn(set, name))
    .map((name) => ({
      path: `body.reset[${reset.indexOf(name)}]`,
      message: `${name} is in set as well: say one of both`,
    }));
  if (reset.length === 0 && Object.keys(set).length === 0) {
    errors.push({ path: "body", message: "must name at least one config in set or reset" });
  }
  if (errors.length === 0) return;
  throw new ApiError("invalid-request", errors.map(({ message }) => `${message}.`).join(" "), { errors });
}

async function readConfigs(cluster: Cluster, topic: string, keys: readonly string[], signal?: AbortSignal) {
  const [item] = await cluster.kafka.describeConfigs([{ type: "topic", name: topic }], { keys, signal });
  if (item && !item.ok) throw item.error;
  return new Map((item?.value ?? []).map((entry) => [entry.name, entry]));
}

function plannedChange(
  name: string,
  now: ConfigEntry | undefined,
  value: string | undefined,
  below: ConfigLayer<ConfigSource> | null | undefined,
): Change {
  const before = now?.value ?? null;
  const after = now?.sensitive ? null : (value ?? below?.value ?? null);
  const sourceAfter = value === undefined ? (below?.source ?? "UNKNOWN") : "DYNAMIC_TOPIC_CONFIG";
  return { name, before, after, sourceAfter };
}

function madeChange(name: string, before: ConfigEntry | undefined, after: ConfigEntry | undefined): Change {
  return { name, before: before?.value ?? null, after: after?.value ?? null, sourceAfter: after?.source ?? "UNKNOWN" };
}
