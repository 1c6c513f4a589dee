/** The group furthest behind; null where none is behind or none of them is known. */
export function slowestOf<Group extends { lag: bigint | null }>(
  groups: readonly Group[],
): (Group & { lag: bigint }) | null {
  let slowest: (Group & { lag: bigint }) | null = null;
  for (const group of groups) {
    if (group.lag !== null && group.lag > (slowest?.lag ?? 0n)) slowest = { ...group, lag: group.lag };
  }
  return slowest;
}
