"use client";
import Link from "next/link";
import { useState } from "react";
import { HexView } from "@/components/kafka/hex-view";
import { hexPreview } from "@/components/kafka/preview";
import { RawText } from "@/components/kafka/raw-text";
import { isJson } from "@/components/kafka/record-cells";
import { Tag } from "@/components/ui/chip";
import type { Payload } from "@/lib/api/messages";
import { payloadBytes } from "@/lib/format/hex";
import { paths } from "@/lib/paths";
import type { RecordTools } from "./record-tools";
import { TreeView } from "./tree-view";

/** characters and bytes of a key that one line holds also where it is widest */
const lineChars = 60;
const lineBytes = 32;

/** The key on a line with the ways to its other records; below it as a tree where it is JSON, or whole on demand where it is long. */
export function RecordKey({
  cluster,
  topic,
  payload,
  isTree,
  isReading,
  onAll,
  tools,
}: {
  cluster: string;
  topic: string;
  payload: Payload | null;
  isTree: boolean;
  isReading: boolean;
  /** reads what was cut */
  onAll: () => void;
  tools: RecordTools;
}) {
  const [isWhole, setIsWhole] = useState(false);
  const { onKey } = tools;
  const isCut = payload?.truncated === true;
  const hasTree = isTree && isJson(payload) && !isCut && /^\s*[[{]/.test(payload?.text ?? "");
  const isLong = payload !== null && !hasTree && (isCut || isLongerThanLine(payload));
  const toggle = () => {
    if (isCut) onAll();
    setIsWhole(!isWhole);
  };
  return (
    <>
      <p className="mono flex items-center gap-2 py-1 text-[12px]">
        <span className="muted">key</span>
        <span className="cut flex-1">
          <KeyText payload={payload} />
        </span>
        {isLong ? (
          <button type="button" className="link small flex-none" aria-expanded={isWhole} onClick={toggle}>
            {isWhole ? "On one line" : "Show the whole key"}
          </button>
        ) : null}
        {payload === null || isCut ? null : (
          <button type="button" className="link small flex-none" onClick={() => onKey(payload)}>
            Records with this key
          </button>
        )}
        {payload === null || isCut || payload.text.length > 1000 ? null : (
          <Link
            className="link small flex-none"
            href={paths.exploreKey(cluster, topic, payload.text, payload.encoding)}
            data-tip="Follows the key through several topics, in the order of time"
          >
            Trace
          </Link>
        )}
      </p>
      {hasTree ? <TreeView text={payload?.text ?? ""} root="key" tools={tools} /> : null}
      {isLong && isWhole && isCut && isReading ? <p className="soft">Reading the whole key…</p> : null}
      {isLong && isWhole && !isCut ? <WholeKey payload={payload} /> : null}
    </>
  );
}

function isLongerThanLine({ encoding, size, text }: Payload): boolean {
  return encoding === "base64" ? size > lineBytes : text.length > lineChars || text.includes("\n");
}

function KeyText({ payload }: { payload: Payload | null }) {
  if (payload === null) return <Tag isVoid>null</Tag>;
  if (payload.encoding === "base64")
    return (
      <>
        <Tag>bytes</Tag> {hexPreview(payload, lineBytes)}
      </>
    );
  if (payload.text === "") return <span className="muted">empty</span>;
  return <>{payload.text.slice(0, 300)}</>;
}

function WholeKey({ payload }: { payload: Payload }) {
  if (payload.encoding === "base64")
    return <HexView bytes={payloadBytes(payload.text, payload.encoding)} label="Key byte by byte" maxHeight="30vh" />;
  return <RawText text={payload.text} label="Text of the key" />;
}
