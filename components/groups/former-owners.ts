import type { GroupDetail } from "@/lib/api/groups";
import { memberNames } from "./members";

type Facts = Pick<GroupDetail, "id" | "state" | "members" | "asOf">;

/** Who held what at one moment: `topic partition` → member id, and what members were called. */
export type Holding = {
  group: string;
  at: number;
  owners: ReadonlyMap<string, string>;
  names: ReadonlyMap<string, string>;
};

export function ownerKey(topic: string, partition: number): string {
  return `${topic} ${partition}`;
}

/** null while shares are being dealt out: then nobody holds anything, which is not what was. */
export function holdingOf({ id, state, members, asOf }: Facts): Holding | null {
  if (state !== "Stable" && state !== "Reconciling" && state !== "Assigning" && state !== "Empty") return null;
  const owners = new Map<string, string>();
  for (const { memberId, assignments } of members)
    for (const { topic, partitions } of assignments ?? [])
      for (const partition of partitions) owners.set(ownerKey(topic, partition), memberId);
  return { group: id, at: asOf, owners, names: memberNames(members) };
}

function isSame(a: Holding, b: Holding): boolean {
  if (a.owners.size !== b.owners.size) return false;
  for (const [key, owner] of a.owners) if (b.owners.get(key) !== owner) return false;
  return true;
}

/** What was seen of a group while its page is open: how it is shared out now, and how before that changed. */
export type Seen = { now: Holding | null; before: Holding | null; changedAt: number | null };

export function seenNext(seen: Seen, group: Facts): Seen {
  if (seen.now && seen.now.group !== group.id) return seenNext({ now: null, before: null, changedAt: null }, group);
  const next = holdingOf(group);
  if (next === null || (seen.now && isSame(seen.now, next))) return seen;
  if (seen.now === null) return { now: next, before: null, changedAt: null };
  return { now: next, before: seen.now, changedAt: next.at };
}
