import type { GroupRow } from "@/lib/api/groups";
import { plural } from "@/lib/format/count";
import { deleteCommand, toolOf } from "./group-commands";
import { resetCommand } from "./reset-command";
import type { ResetBody } from "./reset-draft";

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
