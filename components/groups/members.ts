import type * as z from "zod/mini";
import type { GroupDetail, GroupMember as MemberSchema } from "@/lib/api/groups";
import { sumLag } from "@/lib/kafka/lag";

export type Member = z.output<typeof MemberSchema>;

/** What a member is called: its static id, else its client id; the member id is only for telling twins apart. */
export function memberName({
  instanceId,
  clientId,
  memberId,
}: Pick<Member, "instanceId" | "clientId" | "memberId">): string {
  return instanceId ?? (clientId === "" ? memberId : clientId);
}

/** Names of all members by member id; where several share one, the end of the member id is added. */
export function memberNames(members: readonly Member[]): Map<string, string> {
  const times = new Map<string, number>();
  for (const member of members) times.set(memberName(member), (times.get(memberName(member)) ?? 0) + 1);
  return new Map(
    members.map((member) => {
      const name = memberName(member);
      return [member.memberId, (times.get(name) ?? 0) > 1 ? `${name} …${member.memberId.slice(-4)}` : name];
    }),
  );
}

/** Partitions a member has now; null when its assignment could not be read. */
export function assignedCount({ assignments }: Pick<Member, "assignments">): number | null {
  return assignments === null ? null : assignments.reduce((sum, { partitions }) => sum + partitions.length, 0);
}

/** Members whose target of the KIP-848 protocol differs from what they have: they are still changing over. */
export function isChangingOver({ assignments, target }: Pick<Member, "assignments" | "target">): boolean {
  if (target === null || assignments === null) return false;
  return partitionKeys(assignments) !== partitionKeys(target);
}

function partitionKeys(of: NonNullable<Member["assignments"]>): string {
  return of
    .flatMap(({ topic, partitions }) => partitions.map((partition) => `${topic}-${partition}`))
    .sort()
    .join(" ");
}

export type TopicLag = { topic: string; partitions: number; lag: bigint | null; uncommitted: number };

/** The group's lag per topic, largest first. */
export function topicLags({ offsets }: Pick<GroupDetail, "offsets">): TopicLag[] {
  const byTopic = Map.groupBy(offsets, ({ topic }) => topic);
  return [...byTopic]
    .map(([topic, rows]) => {
      const { lag, uncommittedPartitions } = sumLag(rows);
      return { topic, partitions: rows.length, lag, uncommitted: uncommittedPartitions };
    })
    .sort(
      (a, b) =>
        Number((b.lag ?? -1n) > (a.lag ?? -1n)) - Number((b.lag ?? -1n) < (a.lag ?? -1n)) ||
        a.topic.localeCompare(b.topic),
    );
}
