import type { OffsetChange } from "@/lib/api/group-changes";
import { plural } from "@/lib/format/count";
import { resetSum } from "./reset-draft";

/** What the button says it does. */
export function resetAct(changes: readonly OffsetChange[] | undefined): string {
  if (!changes) return "Reset offsets";
  const { back, forward, first } = resetSum(changes);
  const count = plural(back.partitions + forward.partitions + first, "partition");
  if (back.partitions + forward.partitions === 0 && first > 0) return `Set ${count}`;
  if (forward.partitions + first === 0) return `Rewind ${count}`;
  return back.partitions + first === 0 ? `Skip on ${count}` : `Reset ${count}`;
}

/** Why it cannot be pressed yet; undefined when it can. `typed` null: no name has to be typed. */
export function whyNoReset({
  id,
  typed,
  members,
  problem,
  kept,
  isCurrent,
}: {
  id: string;
  typed: string | null;
  members: number;
  problem: string | null;
  kept: readonly OffsetChange[] | undefined;
  isCurrent: boolean;
}): string | undefined {
  if (id === "") return "Name the group";
  if (problem !== null) return problem;
  if (members > 0) return `Kafka refuses while it has ${plural(members, "member")}`;
  if (!kept || !isCurrent) return "Still asking what would be set";
  const { back, forward, first } = resetSum(kept);
  if (back.partitions + forward.partitions + first === 0) return "Nothing would move";
  return typed === null || typed === id ? undefined : `Type “${id}” to go on`;
}
