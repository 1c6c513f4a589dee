"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ProblemPanel } from "@/components/kafka/problem-panel";
import { Checkbox, Choice } from "@/components/ui/choice";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Note } from "@/components/ui/note";
import { Status } from "@/components/ui/status";
import { send } from "@/lib/api/call";
import { removeGroupMembers } from "@/lib/api/group-changes";
import type { GroupDetail } from "@/lib/api/groups";
import { plural } from "@/lib/format/count";
import { assignedCount, memberNames } from "./members";
import { groupKeys } from "./queries";
import { ResultsDialog } from "./results-dialog";

/** Takes members out of a classic group, all or some; each has its own result. */
export function RemoveMembersDialog({
  cluster,
  group,
  onOpenChange,
}: {
  cluster: string;
  group: GroupDetail;
  onOpenChange: (open: boolean) => void;
}) {
  // the page goes on living behind: what is chosen from is who was there when it opened
  const [members] = useState(group.members);
  const [kept, setKept] = useState<ReadonlySet<string>>(new Set());
  const client = useQueryClient();
  const names = memberNames(members);
  const leaving = members.filter(({ memberId }) => !kept.has(memberId));
  const { mutate, isPending, error, data } = useMutation({
    mutationFn: () =>
      send(
        removeGroupMembers,
        { cluster, group: group.id },
        { members: leaving.map(({ memberId, instanceId }) => ({ memberId, instanceId })) },
      ),
    onSettled: () => client.invalidateQueries({ queryKey: groupKeys.all(cluster) }),
  });
  const title = (
    <>
      Remove members of <span className="mono">{group.id}</span>
    </>
  );
  if (data)
    return (
      <ResultsDialog title={title} onOpenChange={onOpenChange}>
        {data.results.map((one) => (
          <li key={one.memberId}>
            <Status tone={one.error === null ? "ok" : "bad"}>{one.error === null ? "Removed" : "Not removed"}</Status>{" "}
            <span className="mono break-all">{names.get(one.memberId) ?? one.memberId}</span>
            {one.error === null ? null : <p className="small soft">{one.error}</p>}
          </li>
        ))}
      </ResultsDialog>
    );
  return (
    <ConfirmDialog
      open
      onOpenChange={onOpenChange}
      title={title}
      act={`Remove ${plural(leaving.length, "member")}`}
      busy={isPending}
      blocked={leaving.length === 0 ? "Nobody is chosen" : undefined}
      onConfirm={() => mutate()}
      problem={error ? <ProblemPanel what="No member was removed" error={error} /> : null}
    >
      <Note tone="warn" lead="A client that still runs comes back.">
        The group rebalances: what they held goes to those that stay. A client whose process runs joins again within
        seconds; one that hangs, or is gone without a word, stays out. Nothing that was committed is lost; what was read
        and not yet committed is read again by its new owner.
      </Note>
      <div className="grid max-h-[300px] gap-1 overflow-auto">
        {members.map((member) => (
          <Choice
            key={member.memberId}
            hint={`${member.host.replace(/^\//, "")}, holds ${plural(assignedCount(member) ?? 0, "partition")}`}
            control={
              <Checkbox
                checked={!kept.has(member.memberId)}
                onChange={() => {
                  const next = new Set(kept);
                  if (!next.delete(member.memberId)) next.add(member.memberId);
                  setKept(next);
                }}
              />
            }
          >
            <span className="mono break-all">{names.get(member.memberId) ?? member.memberId}</span>
          </Choice>
        ))}
      </div>
      <p className="small muted">
        No tool of Kafka’s does this from a shell; it is <code>Admin.removeMembersFromConsumerGroup</code>, which sends
        LeaveGroup in the members’ names.
      </p>
    </ConfirmDialog>
  );
}
