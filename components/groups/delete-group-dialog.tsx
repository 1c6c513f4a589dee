"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { CliBlock } from "@/components/kafka/cli-block";
import { shownProblem } from "@/components/kafka/shown-error";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { ErrorPanel } from "@/components/ui/error-panel";
import { Note } from "@/components/ui/note";
import { send } from "@/lib/api/call";
import { ApiError } from "@/lib/api/error";
import { deleteGroup, type GroupDetail } from "@/lib/api/groups";
import { plural } from "@/lib/format/count";
import { paths } from "@/lib/paths";
import { activeMembers } from "./active-members";
import { deleteCommand } from "./group-commands";
import { topicLags } from "./members";
import { groupKeys } from "./queries";

/** Deletes the group with its committed offsets; Kafka refuses while it has members, and they are named. */
export function DeleteGroupDialog({
  cluster,
  servers,
  group,
  onOpenChange,
}: {
  cluster: string;
  servers: readonly string[];
  group: GroupDetail;
  onOpenChange: (open: boolean) => void;
}) {
  const router = useRouter();
  const client = useQueryClient();
  const { mutate, isPending, error, reset } = useMutation<void, Error>({
    mutationFn: () => send(deleteGroup, { cluster, group: group.id }),
    onSuccess: () => {
      router.push(paths.groups(cluster));
      // all but the group itself, which would only be told missing while its page is being left
      const own = JSON.stringify(groupKeys.detail(cluster, group.id));
      return client.invalidateQueries({
        queryKey: [cluster],
        predicate: ({ queryKey }) => JSON.stringify(queryKey) !== own,
      });
    },
  });
  const committed = group.offsets.filter((one) => one.committed !== null).length;
  const topics = topicLags(group).map(({ topic }) => topic);
  const members = group.members.length;
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => {
        reset();
        onOpenChange(open);
      }}
      title={
        <>
          Delete group <span className="mono">{group.id}</span>
        </>
      }
      typed={group.id}
      act={`Delete ${group.id}`}
      busy={isPending}
      blocked={members > 0 ? `Kafka refuses while it has ${plural(members, "member")}` : undefined}
      onConfirm={() => mutate()}
      problem={error ? <Failure error={error} /> : null}
    >
      <Note tone={members > 0 ? "bad" : "warn"} lead={members > 0 ? "It is in use." : "Its positions are lost."}>
        {members > 0 ? (
          <>
            {plural(members, "member")} would have to leave first: stop {members === 1 ? "it" : "them"}, and come back.
            <MemberList members={group.members} />
          </>
        ) : committed === 0 ? (
          "It has no committed offsets; only its name goes."
        ) : (
          <>
            The committed offsets of {plural(committed, "partition")} of {topicWords(topics)} go with it. A consumer
            that uses this id again starts where its <code>auto.offset.reset</code> says, and may read everything again
            or skip what waits. No record is deleted.
          </>
        )}
      </Note>
      <CliBlock command={deleteCommand(group, servers)} />
    </ConfirmDialog>
  );
}

function topicWords(topics: readonly string[]): string {
  const [first = "", second] = topics;
  if (second === undefined) return first;
  return topics.length === 2 ? `${first} and ${second}` : `${first} and ${topics.length - 1} more topics`;
}

function Failure({ error }: { error: Error }) {
  const members = error instanceof ApiError ? activeMembers(error) : [];
  return (
    <div className="grid gap-2">
      <ErrorPanel problem={shownProblem("The group was not deleted", error)} />
      {members.length > 0 ? <MemberList members={members} /> : null}
    </div>
  );
}

function MemberList({
  members,
}: {
  members: readonly { memberId: string; instanceId: string | null; clientId: string; host: string }[];
}) {
  return (
    <ul className="mono mt-1 max-h-[160px] overflow-auto" aria-label="Members that are active">
      {members.map((one) => (
        <li key={one.memberId} className="break-all">
          {one.instanceId ?? one.clientId} <span className="soft">{one.host.replace(/^\//, "")}</span>
        </li>
      ))}
    </ul>
  );
}
