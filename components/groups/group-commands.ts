import type { GroupRow } from "@/lib/api/groups";
import { kafkaTool } from "@/lib/kafka/cli";

/** Kafka's own tool for a group of this type. */
export function toolOf(type: GroupRow["type"]): string {
  if (type === "share") return "kafka-share-groups.sh";
  return type === "streams" ? "kafka-streams-groups.sh" : "kafka-consumer-groups.sh";
}

type Asked = { type: GroupRow["type"]; id: string };

export function deleteCommand({ type, id }: Asked, servers: readonly string[]): string {
  return kafkaTool(toolOf(type), servers, [["--delete", "--group", id]]);
}

export function describeCommand({ type, id }: Asked, servers: readonly string[], more: readonly string[] = []): string {
  return kafkaTool(toolOf(type), servers, [["--describe", "--group", id, ...more]]);
}

export function deleteOffsetsCommand(
  { type, id }: Asked,
  topics: readonly string[],
  servers: readonly string[],
): string {
  const flag = type === "streams" ? "--input-topic" : "--topic";
  return kafkaTool(toolOf(type), servers, [
    ["--delete-offsets", "--group", id],
    topics.flatMap((topic) => [flag, topic]),
  ]);
}
