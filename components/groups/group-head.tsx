"use client";
import dynamic from "next/dynamic";
import { type ReactNode, useState } from "react";
import { Button, DownMark, IconButton } from "@/components/ui/button";
import { copyText } from "@/components/ui/copy-text";
import { Menu, type MenuItem } from "@/components/ui/menu";
import { PageHead } from "@/components/ui/page-head";
import { saveText } from "@/components/ui/save-text";
import { Star } from "@/components/ui/star";
import { toast } from "@/components/ui/toast";
import type { ClusterDetail } from "@/lib/api/clusters";
import type { GroupDetail } from "@/lib/api/groups";
import { offsetsCsv } from "@/lib/kafka/offsets-csv";
import { paths } from "@/lib/paths";
import { deleteCommand, describeCommand } from "./group-commands";
import { GroupFacts } from "./group-facts";

const DeleteGroupDialog = dynamic(() => import("./delete-group-dialog").then((part) => part.DeleteGroupDialog), {
  ssr: false,
});
const DeleteOffsetsDialog = dynamic(() => import("./delete-offsets-dialog").then((part) => part.DeleteOffsetsDialog), {
  ssr: false,
});
const RemoveMembersDialog = dynamic(() => import("./remove-members-dialog").then((part) => part.RemoveMembersDialog), {
  ssr: false,
});
const ResetOffsetsDialog = dynamic(() => import("./reset-offsets-dialog").then((part) => part.ResetOffsetsDialog), {
  ssr: false,
});

/** Name, facts and acts of a group. `data` is absent while it is asked for. */
export function GroupHead({
  cluster,
  group,
  data,
  facts,
  join,
}: {
  cluster: string;
  group: string;
  data: GroupDetail | undefined;
  facts: ClusterDetail | undefined;
  /** the way to become a member of it */
  join?: ReactNode;
}) {
  const [open, setOpen] = useState<"reset" | "members" | "offsets" | "delete" | null>(null);
  const servers = facts?.bootstrapServers ?? [];
  const blocked = facts?.readOnly
    ? `The cluster ${cluster} is read-only in Klar's configuration: groups are not changed from here.`
    : undefined;
  const onOpenChange = (next: boolean) => {
    if (!next) setOpen(null);
  };
  return (
    <>
      <PageHead
        mono
        title={group}
        before={<Star scope={cluster} href={paths.group(cluster, group)} label={group} />}
        facts={data ? <GroupFacts cluster={cluster} data={data} /> : null}
        actions={
          data ? (
            <>
              <Menu
                trigger={
                  <Button className="no-phone">
                    Copy as <DownMark />
                  </Button>
                }
                items={copies(data, servers)}
              />
              {data.protocolType === "connect" || data.type === "share" || data.type === "streams" ? null : join}
              <Button blocked={blocked ?? resetBlocked(data)} onClick={() => setOpen("reset")}>
                <span className="no-phone">Reset offsets…</span>
                <span className="only-phone">Reset…</span>
              </Button>
              <Menu
                trigger={
                  <IconButton
                    icon="more"
                    look="default"
                    label="More acts"
                    tip="Save offsets, remove members, delete offsets, delete the group"
                  />
                }
                items={[
                  { label: "Save offsets as CSV", run: () => saveOffsets(data) },
                  {
                    rule: true,
                    label: "Remove members…",
                    danger: true,
                    blocked: blocked ?? removeBlocked(data),
                    run: () => setOpen("members"),
                  },
                  {
                    label: "Delete offsets…",
                    danger: true,
                    blocked: blocked ?? (hasCommits(data) ? undefined : "Nothing is committed"),
                    run: () => setOpen("offsets"),
                  },
                  { label: "Delete…", danger: true, blocked, run: () => setOpen("delete") },
                ]}
              />
            </>
          ) : null
        }
      />
      {open === "reset" && data ? (
        <ResetOffsetsDialog cluster={cluster} servers={servers} group={data} onOpenChange={onOpenChange} />
      ) : null}
      {open === "members" && data ? (
        <RemoveMembersDialog cluster={cluster} group={data} onOpenChange={onOpenChange} />
      ) : null}
      {open === "offsets" && data ? (
        <DeleteOffsetsDialog cluster={cluster} servers={servers} group={data} onOpenChange={onOpenChange} />
      ) : null}
      {open === "delete" && data ? (
        <DeleteGroupDialog cluster={cluster} servers={servers} group={data} onOpenChange={onOpenChange} />
      ) : null}
    </>
  );
}

function resetBlocked({ protocolType }: GroupDetail): string | undefined {
  return protocolType === "connect"
    ? "Connect’s workers keep no offsets here: those of their connectors are in the groups connect-…"
    : undefined;
}

function removeBlocked({ type, members }: GroupDetail): string | undefined {
  if (members.length === 0) return "It has no members";
  return type === "classic" ? undefined : `Members of ${type} groups leave only when their client is stopped`;
}

function hasCommits({ offsets }: GroupDetail): boolean {
  return offsets.some(({ committed }) => committed !== null);
}

/** The commits as they are, in the CSV of Kafka's tool, for a reset from a file. */
function saveOffsets({ id, offsets }: GroupDetail): void {
  const lines = offsets.flatMap(({ topic, partition, committed }) =>
    committed === null ? [] : [{ topic, partition, offset: committed }],
  );
  saveText(`${id}-offsets.csv`, "text/csv;charset=utf-8", offsetsCsv(lines));
}

function copies(data: GroupDetail, servers: readonly string[]): MenuItem[] {
  const copy = (label: string, text: string): MenuItem => ({
    label,
    run: () =>
      void copyText(text).then(
        () => toast(`Copied: ${label}`),
        () => toast("The browser does not let this page copy"),
      ),
  });
  return [
    copy("Name of the group", data.id),
    copy("kafka-consumer-groups: offsets", describeCommand(data, servers)),
    copy("kafka-consumer-groups: members", describeCommand(data, servers, ["--members", "--verbose"])),
    copy("kafka-consumer-groups: state", describeCommand(data, servers, ["--state"])),
    copy("kafka-consumer-groups: delete", deleteCommand(data, servers)),
  ];
}
