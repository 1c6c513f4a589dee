"use client";
import { useState } from "react";
import { CliBlock } from "@/components/kafka/cli-block";
import { useNow } from "@/components/ui/clock";
import { useZone } from "@/components/ui/preferences";
import { Segmented } from "@/components/ui/segmented";
import { consoleProduce, curlProduce, type EncodedSides, kcatProduce } from "./produce-commands";
import { bodyOf, type ProduceDraft } from "./produce-draft";

type Tool = "kcat" | "console" | "curl";
const tools: { value: Tool; label: string }[] = [
  { value: "kcat", label: "kcat" },
  { value: "console", label: "kafka-console-producer" },
  { value: "curl", label: "curl" },
];

/** The record as a command for a shell, by the tool of one's choice. */
export function ProduceCommand({
  cluster,
  topic,
  servers,
  draft,
  encoded,
}: {
  cluster: string;
  topic: string;
  servers: readonly string[];
  draft: ProduceDraft;
  encoded: EncodedSides;
}) {
  const zone = useZone();
  const now = useNow();
  const [tool, setTool] = useState<Tool>("kcat");
  // the drawer is only ever drawn in a browser
  const { origin } = window.location;
  const command =
    tool === "curl"
      ? curlProduce(bodyOf(draft, now, zone), { origin, cluster, topic })
      : tool === "kcat"
        ? kcatProduce(draft, { servers, topic }, encoded)
        : consoleProduce(draft, { servers, topic });
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] justify-items-start gap-2 [&>figure]:w-full">
      <Segmented label="Command line tool" value={tool} options={tools} onChange={setTool} />
      <CliBlock command={command} />
    </div>
  );
}
