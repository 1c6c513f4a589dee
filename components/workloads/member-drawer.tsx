"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { CliBlock } from "@/components/kafka/cli-block";
import { ProblemPanel } from "@/components/kafka/problem-panel";
import { Button } from "@/components/ui/button";
import { Checkbox, Choice } from "@/components/ui/choice";
import { Drawer } from "@/components/ui/drawer";
import { Note } from "@/components/ui/note";
import { send } from "@/lib/api/call";
import { commitMember, startMember, stopMember } from "@/lib/api/workloads";
import { firstJoin, joinBody, joinCommand, joinFault } from "./join-draft";
import { JoinFields } from "./join-fields";
import { MemberLife } from "./member-life";
import { useMember } from "./use-member";

/** Consumes as a member of a group: joins, shows what happens, commits when told to, leaves when closed. */
export function MemberDrawer({
  cluster,
  group,
  topic,
  environment,
  servers,
  onClose,
}: {
  cluster: string;
  /** null: one is named here */
  group: string | null;
  topic: string | null;
  environment: string | null;
  servers: readonly string[];
  onClose: () => void;
}) {
  const client = useQueryClient();
  const [draft, setDraft] = useState(() => firstJoin(group, topic));
  const [isMeant, setMeant] = useState(false);
  const [member, setMember] = useState<{ id: string; group: string } | null>(null);
  const names = { cluster, group: member?.group ?? "", member: member?.id ?? "" };
  const picture = useMember(cluster, names.group, member?.id ?? null);
  const changed = () => void client.invalidateQueries({ queryKey: [cluster] });
  const join = useMutation({
    mutationFn: () => send(startMember, { cluster, group: draft.group.trim() }, joinBody(draft)),
    onSuccess: ({ id, group: joined }) => {
      setMember({ id, group: joined });
      changed();
    },
  });
  const commit = useMutation({ mutationFn: () => send(commitMember, names, {}), onSuccess: changed });
  const leave = useMutation({ mutationFn: () => send(stopMember, names), onSuccess: changed });
  const state = picture.member?.state;
  const isIn = member !== null && state !== "left" && state !== "failed";
  const close = () => {
    // should this not arrive, it leaves a few seconds after nobody watches it
    if (isIn) leave.mutate();
    onClose();
  };
  const isProduction = environment === "production";
  const blocked =
    joinFault(draft) ??
    (isProduction && !isMeant ? `Tick that you mean to join a group on ${cluster} first.` : undefined);
  return (
    <Drawer
      open
      onOpenChange={(open) => (open ? undefined : close())}
      name="member"
      width={760}
      title={
        member ? (
          <>
            Member of <span className="mono">{member.group}</span>
          </>
        ) : (
          "Consume as a member of a group"
        )
      }
      footer={
        <>
          {isProduction && member === null ? (
            <Choice control={<Checkbox checked={isMeant} onChange={(event) => setMeant(event.target.checked)} />}>
              I mean to take partitions on {cluster}
            </Choice>
          ) : null}
          <span className="flex-1" />
          {member === null ? (
            <>
              <Button onClick={onClose}>Cancel</Button>
              <Button look="primary" busy={join.isPending} blocked={blocked} onClick={() => join.mutate()}>
                Join the group
              </Button>
            </>
          ) : isIn ? (
            <>
              {draft.commit === "manual" ? (
                <Button
                  busy={commit.isPending}
                  blocked={
                    (picture.member?.uncommitted ?? 0n) === 0n ? "Nothing was taken since the last commit" : undefined
                  }
                  onClick={() => commit.mutate()}
                >
                  Commit
                </Button>
              ) : null}
              <Button look="primary" busy={leave.isPending} onClick={() => leave.mutate()}>
                Leave the group
              </Button>
            </>
          ) : (
            <>
              <Button onClick={() => setMember(null)}>Join again</Button>
              <Button onClick={onClose}>Done</Button>
            </>
          )}
        </>
      }
    >
      <div className="grid grid-cols-[minmax(0,1fr)] content-start gap-4">
        {member === null ? (
          <>
            <Note tone="warn" lead="It takes partitions from others.">
              A member of a group is given a share of its partitions, and the others wait while they are shared out
              anew. What it takes they do not see; what it commits counts as processed. To look without taking part,
              read the topic’s messages instead, or name a group of your own.
            </Note>
            <JoinFields cluster={cluster} draft={draft} hasGroup={group !== null} onDraft={setDraft} />
            {join.error ? <ProblemPanel what="It was not started" error={join.error} /> : null}
            {joinFault(draft) === undefined ? (
              <CliBlock
                command={joinCommand(draft, servers)}
                comment="much the same, from a shell; it commits by itself"
              />
            ) : null}
          </>
        ) : (
          <>
            {commit.error ? <ProblemPanel what="It was not committed" error={commit.error} /> : null}
            {picture.error ? <ProblemPanel what="The member cannot be watched any more" error={picture.error} /> : null}
            <MemberLife cluster={cluster} picture={picture} />
          </>
        )}
      </div>
    </Drawer>
  );
}
