"use client";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useState } from "react";
import { Term } from "@/components/kafka/term";
import { Button, DownMark } from "@/components/ui/button";
import { copyText } from "@/components/ui/copy-text";
import { Menu, type MenuItem } from "@/components/ui/menu";
import { Fact, PageHead } from "@/components/ui/page-head";
import { Star } from "@/components/ui/star";
import { toast } from "@/components/ui/toast";
import type { ClusterDetail } from "@/lib/api/clusters";
import type { GroupDetail } from "@/lib/api/groups";
import { paths } from "@/lib/paths";
import { deleteCommand, describeCommand } from "./group-commands";
import { GroupKind, GroupState } from "./group-marks";
import { topicLags } from "./members";

const DeleteGroupDialog = dynamic(() => import("./delete-group-dialog").then((part) => part.DeleteGroupDialog), {
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
}: {
  cluster: string;
  group: string;
  data: GroupDetail | undefined;
  facts: ClusterDetail | undefined;
}) {
  const [isDeleting, setDeleting] = useState(false);
  const [isResetting, setResetting] = useState(false);
  const servers = facts?.bootstrapServers ?? [];
  const blocked = facts?.readOnly
    ? `The cluster ${cluster} is read-only in Klar's configuration: groups are not changed from here.`
    : undefined;
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
              <Button className="no-phone" blocked={blocked} onClick={() => setResetting(true)}>
                Reset offsets…
              </Button>
              <Button look="danger" className="no-phone" blocked={blocked} onClick={() => setDeleting(true)}>
                Delete…
              </Button>
            </>
          ) : null
        }
      />
      {isResetting && data ? (
        <ResetOffsetsDialog cluster={cluster} servers={servers} group={data} onOpenChange={setResetting} />
      ) : null}
      {isDeleting && data ? (
        <DeleteGroupDialog cluster={cluster} servers={servers} group={data} onOpenChange={setDeleting} />
      ) : null}
    </>
  );
}

function GroupFacts({ cluster, data }: { cluster: string; data: GroupDetail }) {
  const topics = topicLags(data).length;
  const { epoch, targetEpoch, coordinator } = data;
  return (
    <>
      <GroupState group={data} />
      <span>
        <b>
          <GroupKind group={data} />
        </b>{" "}
        protocol
        {epoch === null || epoch < 0 ? null : (
          <>
            , <Term word="epoch">epoch</Term> <b>{epoch}</b>
            {targetEpoch !== null && targetEpoch !== epoch ? (
              <>
                {" "}
                of <b>{targetEpoch}</b>
              </>
            ) : null}
          </>
        )}
      </span>
      {data.assignor ? (
        <Fact value={data.assignor}>
          <Term word="assignor">assignor</Term>
        </Fact>
      ) : null}
      {coordinator === null || coordinator < 0 ? null : (
        <span>
          <Term word="coordinator">coordinator</Term>{" "}
          <Link className="link" href={paths.broker(cluster, coordinator)}>
            <b>{coordinator}</b>
          </Link>
        </span>
      )}
      <Fact value={data.members.length}>{data.members.length === 1 ? "member" : "members"}</Fact>
      <Fact value={topics}>{topics === 1 ? "topic" : "topics"}</Fact>
    </>
  );
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
