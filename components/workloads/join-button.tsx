"use client";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import { clusterRows } from "@/components/live/cluster-rows";
import { Button } from "@/components/ui/button";

const MemberDrawer = dynamic(() => import("./member-drawer").then((part) => part.MemberDrawer), { ssr: false });

/** The way into a group from its own page, or from a topic's. */
export function JoinButton({
  cluster,
  group = null,
  topic = null,
}: {
  cluster: string;
  group?: string | null;
  topic?: string | null;
}) {
  const [isOpen, setOpen] = useState(false);
  const { data } = useQuery(clusterRows());
  const row = data?.items.find((one) => one.name === cluster);
  const blocked = row?.readOnly
    ? `${cluster} is configured as read only: joining a group changes who reads what.`
    : undefined;
  return (
    <>
      <Button
        blocked={blocked}
        tip="Consume as a member of a group"
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        {group === null ? "Consume…" : "Join…"}
      </Button>
      {isOpen ? (
        <MemberDrawer
          cluster={cluster}
          group={group}
          topic={topic}
          environment={row?.environment ?? null}
          servers={row?.bootstrapServers ?? []}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </>
  );
}
