"use client";
import dynamic from "next/dynamic";
import { useState } from "react";
import { IconButton } from "@/components/ui/button";
import { copyText } from "@/components/ui/copy-text";
import { Menu, type MenuItem } from "@/components/ui/menu";
import { toast } from "@/components/ui/toast";
import type { ClusterDetail } from "@/lib/api/clusters";
import type { TopicDetail } from "@/lib/api/topics";
import { describeCommand, serversOf } from "./topic-commands";
import { changeBlocked, truncateBlocked } from "./why-blocked";

const AddPartitionsDialog = dynamic(() => import("./add-partitions-dialog").then((part) => part.AddPartitionsDialog), {
  ssr: false,
});
const TruncateDialog = dynamic(() => import("./truncate-dialog").then((part) => part.TruncateDialog), { ssr: false });
const DeleteTopicDialog = dynamic(() => import("./delete-topic-dialog").then((part) => part.DeleteTopicDialog), {
  ssr: false,
});

/** What can be done to a topic beside its page's own act. What cannot be undone ends in … and asks first. */
export function TopicMenu({
  cluster,
  topic,
  facts,
}: {
  cluster: string;
  topic: TopicDetail;
  facts: ClusterDetail | undefined;
}) {
  const [open, setOpen] = useState<"partitions" | "truncate" | "delete" | null>(null);
  const servers = serversOf(facts);
  const blocked = changeBlocked(facts);
  const items: MenuItem[] = [
    copy("Copy name", topic.name),
    copy("Copy kafka-topics.sh --describe", describeCommand(topic.name, servers)),
    { rule: true, label: "Add partitions…", blocked, run: () => setOpen("partitions") },
    {
      label: "Truncate…",
      danger: true,
      blocked: blocked ?? truncateBlocked(topic),
      run: () => setOpen("truncate"),
    },
    { label: "Delete…", danger: true, blocked, run: () => setOpen("delete") },
  ];
  const dialog = { cluster, topic, facts, onOpenChange: (next: boolean) => setOpen(next ? open : null) };
  return (
    <>
      <Menu
        trigger={
          <IconButton icon="more" look="default" label="More acts" tip="Copy, add partitions, truncate, delete" />
        }
        items={items}
      />
      {open === "partitions" ? <AddPartitionsDialog {...dialog} /> : null}
      {open === "truncate" ? <TruncateDialog {...dialog} /> : null}
      {open === "delete" ? <DeleteTopicDialog {...dialog} /> : null}
    </>
  );
}

function copy(label: string, text: string): MenuItem {
  return {
    label,
    run: () =>
      void copyText(text).then(
        () => toast("Copied"),
        () => toast("The browser does not let this page copy"),
      ),
  };
}
