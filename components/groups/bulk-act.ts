import type { OffsetChange } from "@/lib/api/group-changes";
import type { GroupRow } from "@/lib/api/groups";
import { plural } from "@/lib/format/count";
import { grouped } from "@/lib/format/figure";
import { deleteCommand, toolOf } from "./group-commands";
import { resetCommand } from "./reset-command";
import { asShown, type ResetBody, resetSum } from "./reset-draft";
import type { GroupPlan } from "./use-bulk-plan";

/** What is done to several groups at once, as a job. */
export type BulkAct = "delete" | "remove" | "reset";

export function bulkTitle(act: BulkAct, groups: number): string {
  const count = plural(groups, "group");
  if (act === "delete") return `Delete ${count}`;
  return act === "remove" ? `Remove all members of ${count}` : `Reset offsets of ${count}`;
}

/** Why a group would be refused, as far as the list knows it; null when nothing speaks against it. */
export function bulkRefusal(
  act: BulkAct,
  { type, memberCount }: Pick<GroupRow, "type" | "memberCount">,
): string | null {
  const members = memberCount ?? 0;
  if (act === "remove")
    return members === 0 ? "no members" : type === "classic" ? null : `members of ${type} groups cannot be removed`;
  return members > 0 ? `has ${plural(members, "member")}` : null;
}

/** Exactly the offsets that were shown, group by group; those of which nothing could be planned are left out. */
export function plansAsShown(plans: ReadonlyMap<string, GroupPlan>) {
  return [...plans].flatMap(([group, { changes }]) => {
    const to = changes && asShown(changes)?.to;
    return to && typeof to === "object" && "offsets" in to ? [{ group, offsets: to.offsets }] : [];
  });
}

/** One group's plan in a few words: "10 back by 30, 2 not set". */
export function planWords(changes: readonly OffsetChange[]): string {
  const { back, forward, first, failed, clamped } = resetSum(changes);
  const parts = [
    ...(back.partitions > 0 ? [`${grouped(back.partitions)} back by ${grouped(back.records)}`] : []),
    ...(forward.partitions > 0 ? [`${grouped(forward.partitions)} forward by ${grouped(forward.records)}`] : []),
    ...(first > 0 ? [`${grouped(first)} for the first time`] : []),
    ...(clamped > 0 ? [`${grouped(clamped)} clamped`] : []),
    ...(failed > 0 ? [`${grouped(failed)} not set`] : []),
  ];
  return parts.length === 0 ? "nothing moves" : parts.join(", ");
}

/** Records behind afterwards, over the partitions of which that is known; null while it is of none. */
export function summedLag(plan: GroupPlan | undefined): bigint | null {
  const known = (plan?.changes ?? []).flatMap(({ lagAfter }) => (lagAfter === null ? [] : [lagAfter]));
  return known.length === 0 ? null : known.reduce((sum, lag) => sum + lag, 0n);
}

const mostCommands = 5;

/** The same with Kafka's tools: one line a group, the first few; null where no tool does it. */
export function bulkCommand(
  act: BulkAct,
  groups: readonly Pick<GroupRow, "id" | "type">[],
  body: ResetBody | null,
  servers: readonly string[],
): string | null {
  if (act === "remove" || (act === "reset" && body === null)) return null;
  const lines = groups.slice(0, mostCommands).flatMap((group) => {
    const line = act === "delete" ? deleteCommand(group, servers) : resetCommand(group, body as ResetBody, servers);
    return line === null ? [`# ${toolOf(group.type)} has no flag for this`] : [line];
  });
  const more = groups.length - mostCommands;
  return [...lines, ...(more > 0 ? [`# and so on for ${plural(more, "more group", "more groups")}`] : [])].join("\n");
}
