"use client";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useState } from "react";
import { hexPreview } from "@/components/kafka/preview";
import { ProblemPanel } from "@/components/kafka/problem-panel";
import { RawText } from "@/components/kafka/raw-text";
import { isJson } from "@/components/kafka/record-cells";
import { Button } from "@/components/ui/button";
import { Tag } from "@/components/ui/chip";
import { EmptyLine } from "@/components/ui/empty-state";
import type { Message, Payload } from "@/lib/api/messages";
import { bytesText } from "@/lib/format/bytes";
import { paths } from "@/lib/paths";
import { type Formats, oneMessage, wholeBytes } from "./queries";
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
  const { key } = whole;
  const traceHref =
    key === null || key.truncated || key.text.length > 1000
      ? null
      : paths.exploreKey(cluster, topic, key.text, key.encoding);
  const value = whole.value;
  return (
    <section aria-label="Value">
      {isJson(whole.key) && whole.key && !whole.key.truncated && view === "tree" && /^\s*[[{]/.test(whole.key.text) ? (
        <TreeView text={whole.key.text} root="key" tools={tools} />
      ) : (
        <KeyLine payload={whole.key} tools={tools} traceHref={traceHref} />
      )}
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

function KeyLine({
  payload,
  tools,
  traceHref,
}: {
  payload: Payload | null;
  tools: RecordTools;
  traceHref: string | null;
}) {
  return (
    <p className="mono flex items-center gap-2 py-1 text-[12px]">
      <span className="muted">key</span>
      <span className="cut flex-1">
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
      </span>
      {payload === null || payload.truncated ? null : (
        <button type="button" className="link small flex-none" onClick={() => tools.onKey(payload)}>
          Records with this key
        </button>
      )}
      {traceHref === null ? null : (
        <Link
          className="link small flex-none"
          href={traceHref}
          data-tip="Follows the key through several topics, in the order of time"
        >
          Trace
        </Link>
      )}
    </p>
  );
}
