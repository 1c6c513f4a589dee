"use client";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { ProblemPanel } from "@/components/kafka/problem-panel";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { Kbd } from "@/components/ui/kbd";
import { SidePanel } from "@/components/ui/side-panel";
import { BoneLines, Loading } from "@/components/ui/skeleton";
import { PanelTabs } from "@/components/ui/tab-links";
import { At } from "@/components/ui/time-text";
import type { Message } from "@/lib/api/messages";
import { idText, type RecordId } from "@/lib/kafka/record-rows";
import { CopyMenu } from "./copy-menu";
import { FormatLine } from "./format-line";
import { MissingRecord } from "./missing-record";
import { type Formats, firstBytes, oneMessage } from "./queries";
import { RecordActs } from "./record-acts";
import { RecordFacts } from "./record-facts";
import { RecordHeaders } from "./record-headers";
import type { RecordTools } from "./record-tools";
import { RecordValue, recordViews } from "./record-value";

const RecordDiff = dynamic(() => import("./record-diff").then((part) => part.RecordDiff), { ssr: false });

/** One record beside the list, or over it on a phone. Opens also what the list does not hold. */
export function RecordPanel({
  cluster,
  topic,
  id,
  listed,
  formats,
  onStep,
  onGo,
  onClose,
  tools,
  topicHref,
}: {
  cluster: string;
  topic: string;
  id: RecordId;
  /** the record as the list has it, perhaps cut */
  listed: Message | undefined;
  formats: Formats;
  /** absent where the list has the steps */
  onStep?: (by: number) => void;
  onGo: (id: RecordId) => void;
  onClose: () => void;
  tools: RecordTools;
  /** where the record stands in its own topic, on pages that list several */
  topicHref?: string;
}) {
  const [view, setView] = useQueryState("view", parseAsStringLiteral(recordViews).withDefault("tree"));
  const isCut = listed?.value?.truncated === true || listed?.key?.truncated === true;
  const needsOwn = listed === undefined || isCut;
  const { data, error, refetch, isFetching } = useQuery({
    ...oneMessage(cluster, topic, id, firstBytes, formats),
    enabled: needsOwn,
  });
  const message = needsOwn ? (data ?? listed) : listed;
  return (
    <SidePanel
      name="record"
      label={`Record ${idText(id)}`}
      onClose={onClose}
      width={520}
      head={
        <>
          <h2 className="mono font-medium">{idText(id)}</h2>
          {message ? (
            <>
              <span className="muted cut no-phone">
                <At at={message.timestamp} />
              </span>
              <span className="muted cut only-phone">
                <At at={message.timestamp} only="time" />
              </span>
            </>
          ) : null}
          <span className="flex-1" />
          {onStep ? <StepButtons onStep={onStep} /> : null}
          {message ? <CopyMenu cluster={cluster} topic={topic} message={message} formats={formats} /> : null}
        </>
      }
      foot={
        message ? (
          <RecordActs cluster={cluster} topic={topic} message={message} tools={tools} topicHref={topicHref} />
        ) : null
      }
    >
      {message ? (
        <>
          <PanelTabs
            label="View of the value"
            value={view}
            tabs={recordViews.map((one) => ({ value: one, label: viewLabels[one] }))}
            onChange={(next) => void setView(next === "tree" ? null : next)}
          />
          <FormatLine cluster={cluster} topic={topic} message={message} formats={formats} onFormats={tools.onFormats} />
          <div className="body">
            {view === "diff" ? (
              <RecordDiff cluster={cluster} topic={topic} message={message} formats={formats} onGo={onGo} />
            ) : (
              <RecordValue
                key={idText(id)}
                cluster={cluster}
                topic={topic}
                message={message}
                formats={formats}
                view={view}
                tools={tools}
              />
            )}
            <RecordHeaders headers={message.headers} tools={tools} />
            <RecordFacts message={message} />
          </div>
        </>
      ) : error?.message ? (
        <div className="body pt-3">
          <MissingRecord error={error} partition={id.partition} onGo={onGo}>
            <ProblemPanel
              what="The record could not be read"
              error={error}
              onRetry={() => void refetch()}
              retrying={isFetching}
            />
          </MissingRecord>
        </div>
      ) : (
        <div className="body">
          <Loading slow="The broker takes longer than usual to answer…">
            <BoneLines lines={8} />
          </Loading>
        </div>
      )}
    </SidePanel>
  );
}

function StepButtons({ onStep }: { onStep: (by: number) => void }) {
  return (
    <span className="flex flex-none">
      <Button look="quiet" small aria-label="Previous record" tip="Previous record" onClick={() => onStep(-1)}>
        <span className="no-phone">
          <Kbd keys="[" />
        </span>
        <span className="only-phone">
          <Icon name="left" />
        </span>
      </Button>
      <Button look="quiet" small aria-label="Next record" tip="Next record" onClick={() => onStep(1)}>
        <span className="no-phone">
          <Kbd keys="]" />
        </span>
        <span className="only-phone">
          <Icon name="right" />
        </span>
      </Button>
    </span>
  );
}

const viewLabels = { tree: "Tree", raw: "Raw", hex: "Hex", diff: "Diff with previous of this key" } as const;
