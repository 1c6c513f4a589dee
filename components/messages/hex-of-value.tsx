"use client";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { HexView } from "@/components/kafka/hex-view";
import { ProblemPanel } from "@/components/kafka/problem-panel";
import { BoneLines, Loading } from "@/components/ui/skeleton";
import type { Message, Payload } from "@/lib/api/messages";
import { payloadBytes } from "@/lib/format/hex";
import { isVerbatim } from "./payload-bytes";
import { valueBytes } from "./queries";

/** The value byte by byte, as it is stored: what a format made of it is not shown here. */
export function HexOfValue({
  cluster,
  topic,
  message,
  value,
}: {
  cluster: string;
  topic: string;
  message: Message;
  value: Payload;
}) {
  const isOwn = isVerbatim(value);
  const known = useMemo(() => (isOwn ? payloadBytes(value.text, value.encoding) : null), [isOwn, value]);
  const { data, error, refetch } = useQuery({ ...valueBytes(cluster, topic, message), enabled: !isOwn });
  const bytes = known ?? data;
  if (error) return <ProblemPanel what="The bytes could not be read" error={error} onRetry={() => void refetch()} />;
  if (!bytes)
    return (
      <Loading slow="The broker takes longer than usual to answer…">
        <BoneLines lines={6} />
      </Loading>
    );
  return <HexView bytes={bytes} label="Bytes of the value" maxHeight="min(60vh, 640px)" />;
}
