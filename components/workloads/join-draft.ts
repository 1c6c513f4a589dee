import type { WireBody } from "@/lib/api/call";
import type { startMember } from "@/lib/api/workloads";
import { kafkaTool } from "@/lib/kafka/cli";

export type JoinDraft = {
  group: string;
  /** names with commas or blanks between them */
  topics: string;
  from: "earliest" | "latest";
  commit: "auto" | "manual";
  rate: string;
};

export function firstJoin(group: string | null, topic: string | null): JoinDraft {
  return { group: group ?? "", topics: topic ?? "", from: "latest", commit: "manual", rate: "10" };
}

export function topicsOf({ topics }: Pick<JoinDraft, "topics">): string[] {
  return [...new Set(topics.split(/[\s,]+/).filter((name) => name !== ""))];
}

/** Why it cannot be joined so; undefined where it can. */
export function joinFault(draft: JoinDraft): string | undefined {
  if (draft.group.trim() === "") return "Name the group";
  if (topicsOf(draft).length === 0) return "Name at least one topic";
  const rate = draft.rate.trim();
  if (rate !== "" && !(/^\d{1,5}$/.test(rate) && Number(rate) >= 1 && Number(rate) <= 10_000))
    return "Records a second are a whole number from 1 to 10,000, or nothing";
  return undefined;
}

export function joinBody(draft: JoinDraft): WireBody<typeof startMember> {
  const { from, commit } = draft;
  const rate = draft.rate.trim();
  return { topics: topicsOf(draft), from, commit, ...(rate === "" ? {} : { rate: Number(rate) }) };
}

/** The same as a member that Kafka's own console runs; it commits by itself. */
export function joinCommand(draft: JoinDraft, servers: readonly string[]): string {
  const topics = topicsOf(draft);
  const which = topics.length === 1 ? ["--topic", topics[0] ?? ""] : ["--include", topics.map(literal).join("|")];
  return kafkaTool("kafka-console-consumer.sh", servers, [
    ["--group", draft.group.trim()],
    which,
    ...(draft.from === "earliest" ? [["--from-beginning"]] : []),
  ]);
}

/** A name as a regular expression. */
function literal(name: string): string {
  return name.replaceAll(".", "\\.");
}
