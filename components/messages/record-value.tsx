"use client";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import { ProblemPanel } from "@/components/kafka/problem-panel";
import { RawText } from "@/components/kafka/raw-text";
import { isJson } from "@/components/kafka/record-cells";
import { Button } from "@/components/ui/button";
import { EmptyLine } from "@/components/ui/empty-state";
import type { Message, Payload } from "@/lib/api/messages";
import { bytesText } from "@/lib/format/bytes";
import { type Formats, oneMessage, wholeBytes } from "./queries";
import { RecordKey } from "./record-key";
import type { RecordTools } from "./record-tools";
import { TreeView } from "./tree-view";

export const recordViews = ["tree", "raw", "hex", "diff"] as const;
export type RecordView = (typeof recordViews)[number];

const HexOfValue = dynamic(() => import("./hex-of-value").then((part) => part.HexOfValue), { ssr: false });

/** The key on a line, then the value as a tree, as its text or byte by byte; the rest of a long one on demand. */
export function RecordValue({
  cluster,
  topic,
  message,
  formats,
  view,
  tools,
}: {
  cluster: string;
  topic: string;
  message: Message;
  formats: Formats;
  view: Exclude<RecordView, "diff">;
  tools: RecordTools;
}) {
  const [wantsAll, setWantsAll] = useState(false);
  const { data, error, isFetching, refetch } = useQuery({
    ...oneMessage(cluster, topic, message, wholeBytes, formats),
    enabled: wantsAll,
  });
  const whole = data ?? message;
  const value = whole.value;
  return (
    <section aria-label="Value">
      <RecordKey
        cluster={cluster}
        topic={topic}
        payload={whole.key}
        isTree={view === "tree"}
        isReading={isFetching}
        onAll={() => setWantsAll(true)}
        tools={tools}
      />
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
          <Shown cluster={cluster} topic={topic} message={whole} value={value} view={view} tools={tools} />
        </>
      )}
    </section>
  );
}

function Shown({
  cluster,
  topic,
  message,
  value,
  view,
  tools,
}: {
  cluster: string;
  topic: string;
  message: Message;
  value: Payload;
  view: Exclude<RecordView, "diff">;
  tools: RecordTools;
}) {
  if (value.size === 0) return <EmptyLine>The value is empty: it is there, with no byte in it.</EmptyLine>;
  if (view === "hex" || (value.encoding === "base64" && view === "tree"))
    return <HexOfValue cluster={cluster} topic={topic} message={message} value={value} />;
  if (view === "raw" || !isJson(value) || value.truncated) return <RawText text={value.text} />;
  return <TreeView text={value.text} tools={tools} />;
}
