"use client";
import { useEffect, useEffectEvent, useState } from "react";
import { CliBlock } from "@/components/kafka/cli-block";
import { Term } from "@/components/kafka/term";
import { clusterRows } from "@/components/live/cluster-rows";
import { useLiveQuery } from "@/components/live/use-live-query";
import { useWriteBlock } from "@/components/live/use-write-block";
import { Button } from "@/components/ui/button";
import { SectionHead } from "@/components/ui/page-head";
import { Segmented } from "@/components/ui/segmented";
import { Status } from "@/components/ui/status";
import type { TopicDetail } from "@/lib/api/topics";
import { plural } from "@/lib/format/count";
import { consoleProduce, kcatProduce } from "./produce-commands";
import { emptyDraft } from "./produce-draft";
import { openProduce } from "./produce-request";
import { topicOf } from "./queries";

const mostTapes = 12;
const sample = { ...emptyDraft, key: { kind: "text", text: "LH400" }, idempotent: true } as const;
const value = { kind: "json", text: '{"flight":"LH400","delay_min":25,"reason":"ATC"}' } as const;

/** A topic without a record: shown as it is, why that is, and the ways to the first one. Goes away by itself when one comes. */
export function EmptyTopic({
  cluster,
  detail,
  onRecords,
  onLive,
}: {
  cluster: string;
  detail: TopicDetail;
  onRecords: () => void;
  onLive: () => void;
}) {
  const [tool, setTool] = useState<"kcat" | "console">("kcat");
  const { data: fresh } = useLiveQuery(topicOf(cluster, detail.name));
  const { data: rows } = useLiveQuery(clusterRows());
  const row = rows?.items.find((one) => one.name === cluster);
  const partitions = (fresh ?? detail).partitions;
  const hasRecords = partitions.some(
    ({ earliest, latest }) => earliest !== null && latest !== null && latest > earliest,
  );
  const blocked = useWriteBlock(cluster);
  const records = useEffectEvent(onRecords);
  useEffect(() => {
    if (hasRecords) records();
  }, [hasRecords]);
  const wasWritten = partitions.some(({ latest }) => latest !== null && latest > 0n);
  const servers = row?.bootstrapServers ?? [];
  const command = (tool === "kcat" ? kcatProduce : consoleProduce)(
    { ...sample, value },
    { servers, topic: detail.name },
  );
  return (
    <div className="mx-auto w-full max-w-[688px] px-[var(--gutter)] pt-11 pb-6">
      <Tapes partitions={partitions} />
      <h2 className="font-semibold text-title">{wasWritten ? "No records left" : "No records yet"}</h2>
      <p className="soft mt-1 mb-3.5 text-[14px] leading-[21px]">
        A topic is a log that only grows at its end.{" "}
        {wasWritten ? (
          <>
            Records were written here, but <Term word="retention">retention</Term> or a truncation deleted them all: the{" "}
            <Term word="log-start">log start</Term> of each partition has reached its end.
          </>
        ) : (
          <>
            {partitions.length === 1
              ? "Its partition above starts and ends"
              : `Each of its ${partitions.length} partitions starts and ends`}{" "}
            at <Term word="offset">offset</Term> 0: nothing was ever written here, and nothing was deleted.
          </>
        )}{" "}
        The first record appears on this page by itself.
      </p>
      <div className="mb-7 flex flex-wrap items-center gap-2">
        <Button look="primary" blocked={blocked} onClick={() => openProduce(null)}>
          Produce the first record
        </Button>
        <Button onClick={onLive}>Listen live</Button>
        <span className="flex-1" />
        <Status tone="calm">watching {plural(partitions.length, "partition")}</Status>
      </div>
      <SectionHead title="Or write from your side" aside={cluster} />
      <div className="grid grid-cols-[minmax(0,1fr)] justify-items-start gap-2 border-t border-rule pt-2 [&>figure]:w-full">
        <Segmented
          label="Command line tool"
          value={tool}
          options={[
            { value: "kcat", label: "kcat" },
            { value: "console", label: "kafka-console-producer" },
          ]}
          onChange={setTool}
        />
        <CliBlock
          command={command}
          comment="writes one record; add your client's security settings where the cluster asks for them"
        />
      </div>
      <p className="soft mt-3.5">
        Expected records by now? Look at the writer's log: a producer that may not write, or that reaches another
        cluster, says so there. Its principal needs WRITE on <span className="mono break-all">{detail.name}</span>.
      </p>
    </div>
  );
}

function Tapes({ partitions }: { partitions: TopicDetail["partitions"] }) {
  const shown = partitions.slice(0, mostTapes);
  return (
    <div className="mb-5" aria-hidden="true">
      {shown.map(({ partition, latest }) => (
        <div key={partition} className="flex h-[18px] items-center gap-3">
          <span className="num muted w-5 text-right text-[11px]!">{partition}</span>
          {/* biome-ignore lint/a11y/noSvgWithoutTitle: hidden with the drawing it belongs to */}
          <svg className="h-3 min-w-0 flex-1 overflow-visible" preserveAspectRatio="none" viewBox="0 0 600 12">
            <path d="M0 10.5H600" stroke="var(--line-strong)" vectorEffect="non-scaling-stroke" />
            {Array.from({ length: 25 }, (_, mark) => `M${mark * 25} 10v2`).map((d) => (
              <path key={d} d={d} stroke="var(--line-strong)" vectorEffect="non-scaling-stroke" />
            ))}
            <path d="M.5 0v10" stroke="var(--ink)" vectorEffect="non-scaling-stroke" />
          </svg>
          <span className="num muted text-[11px]!">{latest === null ? "—" : String(latest)}</span>
        </div>
      ))}
      {partitions.length > mostTapes ? (
        <p className="muted small pl-8">and {plural(partitions.length - mostTapes, "more partition")} like these</p>
      ) : null}
    </div>
  );
}
