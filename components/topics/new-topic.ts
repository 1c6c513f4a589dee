import { ApiError } from "@/lib/api/error";
import { collidingTopic, topicNameProblem } from "@/lib/kafka/topic-name";
import { rawValue } from "./config-value";

/** A topic as it is typed; an empty line leaves the choice to the brokers. */
export type TopicDraft = {
  name: string;
  partitions: string;
  replicationFactor: string;
  /** the common configs by name */
  configs: Readonly<Record<string, string>>;
  /** any other config */
  others: readonly { id: number; name: string; value: string }[];
};

export const commonConfigs = [
  "retention.ms",
  "cleanup.policy",
  "min.insync.replicas",
  "compression.type",
  "max.message.bytes",
] as const;

export function emptyDraft(name: string): TopicDraft {
  return { name, partitions: "", replicationFactor: "", configs: {}, others: [] };
}

export type NewTopicBody = {
  name: string;
  partitions?: number;
  replicationFactor?: number;
  configs?: Record<string, string>;
};

/** What is sent: only what was said. */
export function newTopicBody(draft: TopicDraft): NewTopicBody {
  const configs: Record<string, string> = {};
  for (const [name, value] of Object.entries(draft.configs)) {
    if (value.trim() !== "") configs[name] = rawValue(name, value);
  }
  for (const { name, value } of draft.others) {
    if (name.trim() !== "") configs[name.trim()] = rawValue(name.trim(), value);
  }
  return {
    name: draft.name,
    ...(draft.partitions === "" ? {} : { partitions: Number(draft.partitions) }),
    ...(draft.replicationFactor === "" ? {} : { replicationFactor: Number(draft.replicationFactor) }),
    ...(Object.keys(configs).length === 0 ? {} : { configs }),
  };
}

export type DraftProblems = Partial<Record<"name" | "partitions" | "replicationFactor", string>>;

/** What can be known to be wrong before anybody is asked. */
export function draftProblems(
  draft: TopicDraft,
  around: { existing: readonly string[]; brokerCount: number | null },
): DraftProblems {
  const problems: DraftProblems = {};
  const name = nameProblem(draft.name, around.existing);
  if (name !== null) problems.name = name;
  if (draft.partitions !== "" && !isCount(draft.partitions, 100_000))
    problems.partitions = "A whole number from 1 to 100,000";
  if (draft.replicationFactor !== "" && !isCount(draft.replicationFactor, 32_767))
    problems.replicationFactor = "A whole number from 1";
  else if (around.brokerCount !== null && Number(draft.replicationFactor) > around.brokerCount)
    problems.replicationFactor = `The cluster has ${around.brokerCount === 1 ? "1 broker" : `${around.brokerCount} brokers`}: each replica needs one of its own`;
  return problems;
}

function nameProblem(name: string, existing: readonly string[]): string | null {
  const problem = topicNameProblem(name);
  if (problem !== null) return problem;
  if (existing.includes(name)) return "There is a topic of this name already.";
  const other = collidingTopic(name, existing);
  return other === null
    ? null
    : `Kafka refuses it: “.” and “_” are the same in metric names, so it collides with ${other}.`;
}

function isCount(text: string, most: number): boolean {
  return /^[1-9]\d{0,6}$/.test(text) && Number(text) <= most;
}

const kafkaFields: Readonly<Record<string, keyof DraftProblems>> = {
  TOPIC_ALREADY_EXISTS: "name",
  INVALID_TOPIC_EXCEPTION: "name",
  INVALID_PARTITIONS: "partitions",
  INVALID_REPLICATION_FACTOR: "replicationFactor",
};

/** What the answer says about single fields: by name of the field, or of the config. What is not here belongs to all of it. */
export function fieldProblems(error: Error | null, configNames: readonly string[]): Readonly<Record<string, string>> {
  if (!(error instanceof ApiError)) return {};
  const found: Record<string, string> = {};
  for (const { path, message } of error.errors ?? []) {
    const field = path.replace(/^body\.(configs\.|set\.)?/, "");
    found[field] = message;
  }
  const field = kafkaFields[error.kafka?.name ?? ""];
  if (field) found[field] = error.message;
  if (error.kafka?.name === "INVALID_CONFIG" || error.kafka?.name === "INVALID_REQUEST") {
    const named = configNames.filter((name) => error.message.includes(name)).sort((a, b) => b.length - a.length)[0];
    if (named !== undefined) found[named] = error.message;
  }
  return found;
}
