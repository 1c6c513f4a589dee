import type { WireBody } from "@/lib/api/call";
import type { startMember } from "@/lib/api/workloads";

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
