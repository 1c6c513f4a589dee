"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ProblemPanel } from "@/components/kafka/problem-panel";
import { Button } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { send } from "@/lib/api/call";
import { removeGroupMembers } from "@/lib/api/group-changes";
import type { GroupDetail } from "@/lib/api/groups";
import { plural } from "@/lib/format/count";
import { groupKeys } from "./queries";

/** Who keeps the reset from being applied, and the way to take them out where Kafka has one. */
export function ResetBlockedByMembers({
  cluster,
  group,
}: {
  cluster: string;
  group: Pick<GroupDetail, "id" | "type" | "members">;
}) {
  const client = useQueryClient();
  const { mutate, isPending, error, data } = useMutation({
    mutationFn: () => send(removeGroupMembers, { cluster, group: group.id }, {}),
    onSettled: () => client.invalidateQueries({ queryKey: groupKeys.all(cluster) }),
  });
  const { length } = group.members;
  const refused = data?.results.find((one) => one.error !== null)?.error;
  return (
    <Note tone="bad" lead={`${plural(length, "member is", "members are")} running.`}>
      Kafka accepts a reset only from a group without members. Stop {length === 1 ? "it" : "them"}; this page notices
      and keeps the plan.
      <ul className="mono mt-1 max-h-[120px] overflow-auto" aria-label="Members that are active">
        {group.members.map(({ memberId, instanceId, clientId, host }) => (
          <li key={memberId} className="break-all">
            {instanceId ?? clientId} <span className="soft">{host.replace(/^\//, "")}</span>
          </li>
        ))}
      </ul>
      {group.type === "classic" ? (
        <div className="mt-2 flex flex-wrap items-center gap-2">
          <Button small busy={isPending} onClick={() => mutate()}>
            Remove {length === 1 ? "it" : "them"} from the group
          </Button>
          <span className="small soft">A client that still runs joins again within seconds.</span>
        </div>
      ) : null}
      {refused ? <p className="small mt-1">{refused}</p> : null}
      {error ? <ProblemPanel what="The members were not removed" error={error} /> : null}
    </Note>
  );
}
