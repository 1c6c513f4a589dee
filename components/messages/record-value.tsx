"use client";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import { ProblemPanel } from "@/components/kafka/problem-panel";
import { Button } from "@/components/ui/button";
import { Tag } from "@/components/ui/chip";
import { EmptyLine } from "@/components/ui/empty-state";
import type { Message, Payload } from "@/lib/api/messages";
import { bytesText } from "@/lib/format/bytes";
import { hexPreview } from "./preview";
import { oneMessage, wholeBytes } from "./queries";
import { RawText } from "./raw-text";
import { TreeView } from "./tree-view";

export const recordViews = ["tree", "raw", "hex"] as const;
export type RecordView = (typeof recordViews)[number];

const HexView = dynamic(() => import("@/components/kafka/hex-view").then((part) => part.HexView), { ssr: false });

/** The key on a line, then the value as a tree, as its text or byte by byte; the rest of a long one on demand. */
export function RecordValue({
  cluster,
  topic,
  message,
  view,
  onContains,
}: {
  cluster: string;
  topic: string;
  message: Message;
  view: RecordView;
  onContains: (text: string) => void;
}) {
  const [wantsAll, setWantsAll] = useState(false);
  const { data, error, isFetching, refetch } = useQuery({
    ...oneMessage(cluster, topic, message.partition, message.offset, wholeBytes),
    enabled: wantsAll,
  });
  const whole = data ?? message;
  const value = whole.value;
  return (
    <section aria-label="Value">
      <KeyLine payload={whole.key} />
      {value === null ? (
        <EmptyLine>The value is null.</EmptyLine>
      ) : (
        <>
          {value.truncated ? (
            <p className="note my-2 flex flex-wrap items-center gap-2">
              The first part of {bytesText(value.size)} is shown.
              <Button small busy={isFetching} onClick={() => setWantsAll(true)}>
                Show all of it
              </Button>
            </p>
          ) : null}
          {error ? (
            <ProblemPanel what="The whole value could not be read" error={error} onRetry={() => void refetch()} />
          ) : null}
          <Shown value={value} view={view} onContains={onContains} />
        </>
      )}
    </section>
  );
}

function Shown({ value, view, onContains }: { value: Payload; view: RecordView; onContains: (text: string) => void }) {
  if (value.size === 0) return <EmptyLine>The value is empty: it is there, with no byte in it.</EmptyLine>;
  if (view === "hex" || (value.encoding === "base64" && view === "tree"))
    return (
      <HexView text={value.text} encoding={value.encoding} label="Bytes of the value" maxHeight="min(60vh, 640px)" />
    );
  if (view === "raw" || value.format !== "json" || value.truncated) return <RawText text={value.text} />;
  return <TreeView text={value.text} onContains={onContains} />;
}

function KeyLine({ payload }: { payload: Payload | null }) {
  return (
    <p className="mono cut py-1 text-[12px]">
      <span className="muted">key</span>{" "}
      {payload === null ? (
        <Tag isVoid>null</Tag>
      ) : payload.encoding === "base64" ? (
        <>
          <Tag>bytes</Tag> {hexPreview(payload, 32)}
        </>
      ) : payload.text === "" ? (
        <span className="muted">empty</span>
      ) : (
        <span data-tip-cut={payload.text}>{payload.text.slice(0, 2000)}</span>
      )}
    </p>
  );
}
