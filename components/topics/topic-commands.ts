import { shellWord } from "@/lib/format/shell";
import { kafkaTool } from "@/lib/kafka/cli";

type Servers = readonly string[];

/** The cluster's own servers; while they are not known, a word that has to be replaced. */
export function serversOf(facts: { bootstrapServers: readonly string[] } | undefined): Servers {
  return facts?.bootstrapServers ?? ["BOOTSTRAP_SERVERS"];
}

/** A topic may be called -x: joined to its flag it stays a name. */
function named(flag: string, name: string): string[] {
  return name.startsWith("-") ? [`${flag}=${name}`] : [flag, name];
}

export function describeCommand(topic: string, servers: Servers): string {
  return kafkaTool("kafka-topics.sh", servers, [["--describe", ...named("--topic", topic)]]);
}

export type CreateCommand = {
  name: string;
  partitions?: number | undefined;
  replicationFactor?: number | undefined;
  configs?: Readonly<Record<string, string>> | undefined;
};

export function createCommand({ name, partitions, replicationFactor, configs }: CreateCommand, servers: Servers) {
  return kafkaTool("kafka-topics.sh", servers, [
    ["--create", ...named("--topic", name)],
    partitions === undefined ? [] : ["--partitions", String(partitions)],
    replicationFactor === undefined ? [] : ["--replication-factor", String(replicationFactor)],
    ...Object.entries(configs ?? {}).map(([config, value]) => ["--config", `${config}=${value}`]),
  ]);
}

/** One line per topic, because kafka-topics.sh takes a regular expression for many. */
export function deleteCommand(topics: readonly string[], servers: Servers): string {
  return topics
    .map((topic) => kafkaTool("kafka-topics.sh", servers, [["--delete", ...named("--topic", topic)]]))
    .join("\n");
}

export function addPartitionsCommand(topic: string, count: number, servers: Servers): string {
  return kafkaTool("kafka-topics.sh", servers, [
    ["--alter", ...named("--topic", topic)],
    ["--partitions", String(count)],
  ]);
}

export type ConfigEdits = { set: Readonly<Record<string, string>>; reset: readonly string[] };

/** kafka-configs.sh reads a value with a comma in it only inside brackets. */
export function alterConfigsCommand(topic: string, { set, reset }: ConfigEdits, servers: Servers): string {
  const added = Object.entries(set).map(([name, value]) => `${name}=${value.includes(",") ? `[${value}]` : value}`);
  return kafkaTool("kafka-configs.sh", servers, [
    ["--alter", "--entity-type", "topics"],
    named("--entity-name", topic),
    added.length === 0 ? [] : ["--add-config", added.join(",")],
    reset.length === 0 ? [] : ["--delete-config", reset.join(",")],
  ]);
}

/** kafka-delete-records.sh takes its offsets from a file: -1 is the end at that moment. */
export function deleteRecordsCommand(
  topic: string,
  offsets: readonly { partition: number; offset: bigint }[],
  servers: Servers,
): string {
  const partitions = offsets.map(
    ({ partition, offset }) => `{"topic":${JSON.stringify(topic)},"partition":${partition},"offset":${offset}}`,
  );
  const file = `{"version":1,"partitions":[${partitions.join(",")}]}`;
  return `printf %s ${shellWord(file)} > offsets.json\n${kafkaTool("kafka-delete-records.sh", servers, [
    ["--offset-json-file", "offsets.json"],
  ])}`;
}
