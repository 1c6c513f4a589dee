import { ApiError } from "../../lib/api/error.ts";
import type { Workloads } from "./workloads.ts";

/** This console's members of a group, as a list answers. */
export function memberList(workloads: Workloads, of: { cluster: string; group: string }) {
  const items = workloads.listMembers(of);
  return { items, total: items.length, page: 1, perPage: items.length, asOf: Date.now(), problems: [] };
}

/** The id of a member, where it is one of that group. @throws ApiError 404 */
export function ownMember(
  workloads: Workloads,
  { cluster, group, member }: { cluster: string; group: string; member: string },
): string {
  const { id, ...of } = workloads.getMember(member);
  if (of.cluster === cluster && of.group === group) return id;
  throw new ApiError("no-such-job", `Group ${group} has no member ${JSON.stringify(member)} of this console.`);
}
