import type { GroupRow } from "@/lib/api/groups";

/** Records wait and nobody is there to read them. */
export function isBehindAlone({ memberCount, lag }: Pick<GroupRow, "memberCount" | "lag">): boolean {
  return memberCount === 0 && lag !== null && lag > 0n;
}
