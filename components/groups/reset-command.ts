import type { GroupRow } from "@/lib/api/groups";
import { kafkaTool } from "@/lib/kafka/cli";
import { toolOf } from "./group-commands";
import type { ResetBody } from "./reset-draft";

/** The flags of `--reset-offsets` that ask for the same; what Kafka's tool has no flag for goes through a file. */
function toFlags(to: ResetBody["to"]): string[] {
  if (typeof to === "string") return [`--to-${to}`];
  if ("offset" in to) return ["--to-offset", to.offset];
  if ("shift" in to) return ["--shift-by", to.shift];
  if ("ago" in to) return ["--by-duration", to.ago];
  if ("time" in to) return ["--to-datetime", new Date(to.time).toISOString().slice(0, -1)];
  return ["--from-file", "offsets.csv"];
}

export function resetCommand(
  { type, id }: Pick<GroupRow, "type" | "id">,
  { to, topics }: ResetBody,
  servers: readonly string[],
): string {
  const toFile = typeof to === "object" && ("offsets" in to || "group" in to);
  const scope = toFile
    ? []
    : topics
      ? topics.flatMap(({ topic, partitions }) => ["--topic", partitions ? `${topic}:${partitions.join(",")}` : topic])
      : ["--all-topics"];
  return kafkaTool(toolOf(type), servers, [
    ["--group", id, ...scope],
    ["--reset-offsets", ...toFlags(to), "--execute"],
  ]);
}
