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

/** Kafka's tool for share groups knows the ends and a time, and whole topics. */
function canTool(type: GroupRow["type"], { to, topics }: ResetBody): boolean {
  if (type !== "share") return true;
  const isKnown = to === "earliest" || to === "latest" || (typeof to === "object" && "time" in to);
  return isKnown && !topics?.some(({ partitions }) => partitions !== undefined);
}

function scopeFlags(type: GroupRow["type"], topics: ResetBody["topics"]): string[] {
  const [all, one] = type === "streams" ? ["--all-input-topics", "--input-topic"] : ["--all-topics", "--topic"];
  if (!topics) return [all];
  return topics.flatMap(({ topic, partitions }) => [one, partitions ? `${topic}:${partitions.join(",")}` : topic]);
}

/** What Kafka's own tool would be told; null where it has no way to say it. */
export function resetCommand(
  { type, id }: Pick<GroupRow, "type" | "id">,
  body: ResetBody,
  servers: readonly string[],
): string | null {
  if (!canTool(type, body)) return null;
  const { to, topics } = body;
  const isFile = typeof to === "object" && ("offsets" in to || "group" in to);
  return kafkaTool(toolOf(type), servers, [
    ["--group", id, ...(isFile ? [] : scopeFlags(type, topics))],
    ["--reset-offsets", ...toFlags(to), "--execute"],
  ]);
}
