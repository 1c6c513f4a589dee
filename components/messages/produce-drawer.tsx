"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox, Choice } from "@/components/ui/choice";
import { Drawer } from "@/components/ui/drawer";
import { Kbd } from "@/components/ui/kbd";
import { PanelTabs } from "@/components/ui/tab-links";
import type { Message } from "@/lib/api/messages";
import { DeliveryFields } from "./delivery-fields";
import { firstBatch, ProduceBatchTab } from "./produce-batch-tab";
import { draftFrom, emptyDraft } from "./produce-draft";
import { ProduceOneTab } from "./produce-one-tab";
import { firstRepeat, ProduceRepeatTab } from "./produce-repeat-tab";
import { ProduceTemplates } from "./produce-templates";
import { ProductionNote } from "./production-note";
import { topicOf } from "./queries";
import { useKinds } from "./side-kinds";
import { useBatchSend } from "./use-batch-send";

export type ProduceDrawerProps = {
  cluster: string;
  topic: string;
  environment: string | null;
  servers: readonly string[];
  /** the record it starts from, perhaps cut */
  from: Message | null;
  onClose: () => void;
};

type Tab = "one" | "batch" | "repeat";

/** Writes records: one after the other, many at once, or from a template at a pace. Stays open and keeps what was typed. */
export function ProduceDrawer({ cluster, topic, environment, servers, from, onClose }: ProduceDrawerProps) {
  const [tab, setTab] = useState<Tab>("one");
  const [draft, setDraft] = useState(() => (from ? draftFrom(from) : emptyDraft));
  const { preferred } = useKinds(cluster, topic, "value");
  // what nobody has touched yet is written as the topic's values are
  const shown = draft === emptyDraft && preferred ? { ...draft, value: { kind: preferred, text: "" } } : draft;
  const [isMeant, setMeant] = useState(false);
  const [foot, setFoot] = useState<HTMLElement | null>(null);
  const { data: detail } = useQuery(topicOf(cluster, topic));
  const partitions = detail?.partitions.map(({ partition }) => partition) ?? [];
  const isProduction = environment === "production";
  const blocked = isProduction && !isMeant ? `Tick that you mean to write to ${cluster} first.` : undefined;
  // kept here, as a tab goes when another is looked at
  const [batch, setBatch] = useState(firstBatch);
  const batchSend = useBatchSend(cluster, topic);
  const [repeat, setRepeat] = useState(firstRepeat);
  const place = { cluster, topic, blocked, foot };
  return (
    <Drawer
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      name="produce"
      title={
        <>
          Produce to <span className="mono">{topic}</span>
        </>
      }
      aside={from ? `from record ${from.partition}:${from.offset}` : null}
      foot={isProduction ? <ProductionNote cluster={cluster} topic={topic} /> : null}
      footer={
        <>
          {isProduction ? (
            <Choice control={<Checkbox checked={isMeant} onChange={(event) => setMeant(event.target.checked)} />}>
              I mean to write to {cluster}
            </Choice>
          ) : null}
          <span className="flex-1" />
          <Button onClick={onClose} kbd={<Kbd keys="Escape" />}>
            Done
          </Button>
          <span ref={setFoot} className="contents" />
        </>
      }
    >
      <div className="grid grid-cols-[minmax(0,1fr)] content-start gap-4">
        <div className="-mr-5 -ml-4 flex flex-wrap items-stretch phone:-mr-3.5">
          <div className="flex-auto">
            <PanelTabs
              label="How many records"
              value={tab}
              tabs={[
                { value: "one", label: "One record" },
                { value: "batch", label: "Batch" },
                { value: "repeat", label: "Repeat" },
              ]}
              onChange={setTab}
            />
          </div>
          {tab === "batch" ? null : (
            <span className="flex items-center border-b border-line pr-5 pl-4 phone:flex-auto phone:justify-end phone:pr-3.5 phone:pl-0">
              <ProduceTemplates cluster={cluster} topic={topic} draft={shown} onDraft={setDraft} />
            </span>
          )}
        </div>
        {tab === "one" ? (
          <ProduceOneTab
            {...place}
            servers={servers}
            partitions={partitions}
            from={from}
            draft={shown}
            onDraft={setDraft}
            onFollow={onClose}
          />
        ) : tab === "batch" ? (
          <>
            <ProduceBatchTab
              {...place}
              servers={servers}
              delivery={shown}
              held={batch}
              onHeld={setBatch}
              batch={batchSend}
            />
            <DeliveryFields draft={shown} onDraft={(part) => setDraft({ ...shown, ...part })} />
          </>
        ) : (
          <ProduceRepeatTab
            {...place}
            partitions={partitions}
            draft={shown}
            onDraft={setDraft}
            held={repeat}
            onHeld={setRepeat}
          />
        )}
      </div>
    </Drawer>
  );
}
