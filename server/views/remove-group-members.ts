import type { BodyOf, ReplyOf } from "../../lib/api/endpoint.ts";
import type { removeGroupMembers } from "../../lib/api/group-changes.ts";
import type { Cluster } from "../clusters/cluster.ts";
import { liveGroup, noSuchGroup } from "../clusters/live-group.ts";
import type { GroupMember, GroupType, MemberName } from "../kafka/groups.ts";

type Body = BodyOf<typeof removeGroupMembers>;
type Row = ReplyOf<typeof removeGroupMembers>["results"][number];

/** LeaveGroup ends the membership of clients of the classic protocol only. */
const whyNot: Partial<Record<GroupType, string>> = {
  share: "Members of share groups leave only when their client is stopped.",
  streams: "Members of streams groups leave only when their client is stopped.",
};

/** Takes members out of a group, each with its own result; a client that still runs joins again. @throws ApiError no-such-group */
export async function removeGroupMembersView(
  cluster: Cluster,
  id: string,
  { members: named, dryRun }: Body,
  signal?: AbortSignal,
): Promise<{ results: Row[] }> {
  const { exists, type, members } = await liveGroup(cluster, id, { signal });
  if (!exists) throw noSuchGroup(id);
  const rows = named ? named.map((choice) => rowFor(choice, members)) : members.map(asRow);
  const refused = whyNot[type];
  if (refused) return { results: rows.map((row) => ({ ...row, error: row.error ?? refused })) };
  const leaving = rows.filter(({ error }) => error === null);
  if (dryRun || leaving.length === 0) return { results: rows };
  const results = await cluster.kafka.removeMembers(id, leaving, { signal, reason: "removed in Klar" });
  const failures = new Map(results.flatMap((one) => (one.ok ? [] : [[one.key, one.error] as const])));
  return {
    results: rows.map((row) => {
      const failed = failures.get(row);
      return failed ? { ...row, error: [failed.message, failed.hint].filter(Boolean).join(" ") } : row;
    }),
  };
}

function asRow({ memberId, instanceId }: MemberName): Row {
  return { memberId, instanceId, error: null };
}

function rowFor(choice: NonNullable<Body["members"]>[number], members: readonly GroupMember[]): Row {
  const { memberId = "", instanceId = null } = typeof choice === "string" ? { memberId: choice } : choice;
  const member = members.find((one) => (memberId !== "" ? one.memberId === memberId : one.instanceId === instanceId));
  return member ? asRow(member) : { memberId, instanceId, error: "The group has no such member." };
}
