import type { TopicGroup } from "@/lib/api/groups";
import { plural } from "@/lib/format/count";
import { listWords } from "./list-words";
import { slowestOf } from "./slowest-group";
import type { Verdict } from "./verdict-head";

type Group = Pick<TopicGroup, "id" | "memberCount" | "lag" | "uncommittedPartitions">;

/** Records wait for it and nobody is there to read them. */
export function isAlone({ memberCount, lag }: Pick<TopicGroup, "memberCount" | "lag">): boolean {
  return memberCount === 0 && lag !== null && lag > 0n;
}

/** How the readers of a topic do, in a sentence. `groups` is not empty. */
export function groupsVerdict(groups: readonly Group[]): Verdict {
  const behind = groups.filter(({ lag }) => lag !== null && lag > 0n);
  const alone = groups.filter(isAlone);
  const unknown = groups.filter(({ lag, uncommittedPartitions }) => lag === null && !uncommittedPartitions);
  const others = behind.length - alone.length;
  const why = reasons(groups, alone, unknown);
  if (alone.length > 0)
    return {
      tone: "warn",
      before: have(alone.length, groups.length),
      strong: "records waiting and no member",
      after: others === 0 ? "" : `, ${others} more ${others === 1 ? "is" : "are"} behind`,
      why,
    };
  if (behind.length > 0)
    return {
      tone: "info",
      before: `${have(behind.length, groups.length)} records waiting`,
      why,
    };
  if (unknown.length > 0)
    return { tone: "info", before: `How far ${plural(unknown.length, "group")} read is not known now`, why };
  return {
    tone: "ok",
    before:
      groups.length === 1 ? "The one group has read to the end" : `All ${groups.length} groups have read to the end`,
    why,
  };
}

function have(some: number, all: number): string {
  return all === 1 ? "The one group has" : `${some} of ${all} groups ${some === 1 ? "has" : "have"}`;
}

function reasons(groups: readonly Group[], alone: readonly Group[], unknown: readonly Group[]): string[] {
  const why: string[] = [];
  const slowest = slowestOf(groups);
  if (slowest) why.push(`${slowest.id} is furthest behind, by ${plural(slowest.lag, "record")}.`);
  if (alone.length > 0)
    why.push(
      `Nobody reads as ${names(alone)} now: what waits stays until a consumer of that name starts, or retention deletes it unread.`,
    );
  const fresh = groups.filter(({ uncommittedPartitions }) => (uncommittedPartitions ?? 0) > 0);
  if (fresh.length > 0) why.push(`Partitions without a committed offset of ${names(fresh)} count in no lag.`);
  if (unknown.length > 0) why.push(`The offsets of ${names(unknown)} did not arrive.`);
  return why;
}

function names(groups: readonly Group[]): string {
  return listWords(groups.map(({ id }) => id));
}
