"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { CliBlock } from "@/components/kafka/cli-block";
import { ProblemPanel } from "@/components/kafka/problem-panel";
import { Term } from "@/components/kafka/term";
import { Button } from "@/components/ui/button";
import { Checkbox, Choice } from "@/components/ui/choice";
import { Drawer } from "@/components/ui/drawer";
import { Kbd } from "@/components/ui/kbd";
import { useZone } from "@/components/ui/preferences";
import { Segmented } from "@/components/ui/segmented";
import { useKeys } from "@/components/ui/use-keys";
import { send } from "@/lib/api/call";
import type { Message } from "@/lib/api/messages";
import { produceMessages } from "@/lib/api/produce";
import { DeliveryFields } from "./delivery-fields";
import { HeadersField } from "./headers-field";
import { consoleProduce, kcatProduce } from "./produce-commands";
import { bodyOf, draftFrom, emptyDraft, type ProduceFault } from "./produce-draft";
import { tellProduced } from "./produce-request";
import { type Sent, SentList } from "./produce-results";
import { ProductionNote } from "./production-note";
import { topicOf } from "./queries";
import { SideField } from "./side-field";
import { useTarget } from "./use-target";
import { WholeTemplate } from "./whole-template";

export type ProduceDrawerProps = {
  cluster: string;
  topic: string;
  environment: string | null;
  servers: readonly string[];
  /** the record it starts from, perhaps cut */
  from: Message | null;
  onClose: () => void;
};

/** Writes records one after the other; stays open, keeps what was typed, lists what was written. */
export function ProduceDrawer({ cluster, topic, environment, servers, from, onClose }: ProduceDrawerProps) {
  const zone = useZone();
  const client = useQueryClient();
  const [draft, setDraft] = useState(() => (from ? draftFrom(from) : emptyDraft));
  const [fault, setFault] = useState<ProduceFault | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [isSending, setSending] = useState(false);
  const [sent, setSent] = useState<readonly Sent[]>([]);
  const [isMeant, setMeant] = useState(false);
  const [tool, setTool] = useState<"kcat" | "console">("kcat");
  const count = useRef(0);
  const { data: detail } = useQuery(topicOf(cluster, topic));
  const target = useTarget(cluster, topic, draft.key);
  const isProduction = environment === "production";
  const blocked = isProduction && !isMeant ? `Tick that you mean to write to ${cluster} first.` : undefined;

  const edit = (part: Partial<typeof draft>) => {
    setFault(null);
    setDraft((before) => ({ ...before, ...part }));
  };
  const submit = async () => {
    if (isSending || blocked !== undefined) return;
    const body = bodyOf(draft, Date.now(), zone);
    if ("field" in body) return setFault(body);
    setSending(true);
    setError(null);
    try {
      const reply = await send(produceMessages, { cluster, topic }, body);
      const lines = reply.results.map((result): Sent => {
        count.current += 1;
        return { n: count.current, at: Date.now(), acknowledged: reply.acknowledged, result };
      });
      setSent((before) => [...lines, ...before].slice(0, 50));
      if (lines.some(({ result }) => result.error === null)) tellProduced();
      void client.invalidateQueries({ queryKey: [cluster] });
    } catch (thrown) {
      setError(thrown);
    } finally {
      setSending(false);
    }
  };
  useKeys([
    {
      keys: "mod+Enter",
      label: "Send the record",
      group: "Produce",
      inFields: true,
      inDialogs: true,
      inPalette: false,
      run: () => void submit(),
    },
  ]);
  const faultOf = (field: ProduceFault["field"]) => (fault?.field === field ? fault.message : undefined);
  const command = (tool === "kcat" ? kcatProduce : consoleProduce)(draft, { servers, topic });
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
          <Button
            look="primary"
            blocked={blocked}
            busy={isSending}
            kbd={<Kbd keys="mod+Enter" />}
            onClick={() => void submit()}
          >
            Produce 1 record
          </Button>
        </>
      }
    >
      <div className="grid grid-cols-[minmax(0,1fr)] content-start gap-4">
        {from && (from.value?.truncated || from.key?.truncated) ? (
          <WholeTemplate cluster={cluster} topic={topic} from={from} onWhole={(whole) => setDraft(draftFrom(whole))} />
        ) : null}
        <SideField
          label={<Term word="key">Key</Term>}
          noun="key"
          nullWord="null"
          side={draft.key}
          rows={1}
          error={faultOf("key")}
          onSide={(key) => edit({ key })}
        />
        <SideField
          label="Value"
          noun="value"
          nullWord="tombstone"
          side={draft.value}
          rows={9}
          error={faultOf("value")}
          onSide={(value) => edit({ value })}
        />
        <HeadersField headers={draft.headers} error={faultOf("headers")} onHeaders={(headers) => edit({ headers })} />
        <DeliveryFields
          draft={draft}
          onDraft={edit}
          partitions={detail?.partitions.map(({ partition }) => partition) ?? []}
          target={target}
          timestampError={faultOf("timestamp")}
        />
        {error ? <ProblemPanel what="The record was not sent" error={error} /> : null}
        <SentList cluster={cluster} topic={topic} sent={sent} onFollow={onClose} />
        <div className="grid grid-cols-[minmax(0,1fr)] justify-items-start gap-2 [&>figure]:w-full">
          <Segmented
            label="Command line tool"
            value={tool}
            options={[
              { value: "kcat", label: "kcat" },
              { value: "console", label: "kafka-console-producer" },
            ]}
            onChange={setTool}
          />
          <CliBlock command={command} />
        </div>
      </div>
    </Drawer>
  );
}
