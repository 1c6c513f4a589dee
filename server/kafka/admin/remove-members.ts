import type { KafkaCluster } from "../cluster.ts";
import { KafkaError } from "../error.ts";
import type { MemberName } from "../groups.ts";
import { type LeavingMember, leaveGroup } from "../protocol/13-leave-group.ts";
import type { Settled } from "../settled.ts";
import type { Wire } from "../wire/wire.ts";
import { coordinatorOf } from "./change-group-offsets.ts";
import { mustBeGood, settled, unanswered } from "./settle.ts";

const unknownMember = 25;

/**
 * LeaveGroup in the name of members: static ones by their instance id, which outlives a member id, others by their member
 * id. A client that still runs joins again; members of the consumer protocol (KIP-848) cannot be removed from outside.
 */
export function memberRemover(wire: Wire): KafkaCluster["removeMembers"] {
  return async (group, members, options = {}) => {
    if (members.length === 0) return [];
    const { reason, ...call } = options;
    const leaving = members.map(asLeaving);
    const answer = await wire.call(coordinatorOf(group), leaveGroup, [group, leaving, reason ?? null], {
      ...call,
      purpose: "mutate",
    });
    mustBeGood(answer, `group ${group}`);
    const items = new Map(answer.members.map((item) => [nameOf(item), item]));
    return members.map((member, place): Settled<void, MemberName> => {
      const named = leaving[place] ?? asLeaving(member);
      const target = `member ${member.instanceId ?? member.memberId}`;
      const item = items.get(nameOf(named));
      if (!item) return { key: member, ok: false, error: unanswered(target) };
      if (item.errorCode === unknownMember) return { key: member, ok: false, error: notRemovable(target) };
      return settled(member, item, target, () => undefined);
    });
  };
}

function asLeaving({ memberId, instanceId }: MemberName): LeavingMember {
  return instanceId === null ? { memberId, instanceId } : { memberId: "", instanceId };
}

function nameOf({ memberId, instanceId }: LeavingMember): string {
  return instanceId === null ? `m ${memberId}` : `i ${instanceId}`;
}

function notRemovable(target: string): KafkaError {
  return new KafkaError(unknownMember, target, {
    message: "The group has no such member that could be removed from outside.",
    hint: "It may have left or joined anew. Members of the consumer protocol (KIP-848) leave only when their client is stopped.",
  });
}
