"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { ProblemPanel } from "@/components/kafka/problem-panel";
import { Term } from "@/components/kafka/term";
import { Button } from "@/components/ui/button";
import { intoView } from "@/components/ui/into-view";
import { Kbd } from "@/components/ui/kbd";
import { useZone } from "@/components/ui/preferences";
import { useKeys } from "@/components/ui/use-keys";
import { send } from "@/lib/api/call";
import type { Message } from "@/lib/api/messages";
import { produceMessages } from "@/lib/api/produce";
import { DeliveryFields } from "./delivery-fields";
import { HeadersField } from "./headers-field";
import { ProduceCommand } from "./produce-command";
import { bodyOf, draftFrom, type ProduceDraft, type ProduceFault } from "./produce-draft";
import { tellProduced } from "./produce-request";
import { type Sent, SentList } from "./produce-results";
import { SideField } from "./side-field";
import { fieldFaults, useDryCheck } from "./use-dry-check";
import { useTarget } from "./use-target";
import { WholeTemplate } from "./whole-template";

const sideNames = ["key", "value"] as const;

/** One record after the other; what was typed stays, what was written is listed. */
export function ProduceOneTab({
  cluster,
  topic,
  servers,
  partitions,
  from,
  draft,
  onDraft,
  blocked,
  foot,
  onFollow,
}: {
  cluster: string;
  topic: string;
  servers: readonly string[];
  partitions: readonly number[];
  from: Message | null;
  draft: ProduceDraft;
  onDraft: (draft: ProduceDraft) => void;
  blocked: string | undefined;
  /** where the button goes */
  foot: HTMLElement | null;
  onFollow: () => void;
}) {
  const zone = useZone();
  const client = useQueryClient();
  const [fault, setFault] = useState<ProduceFault | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [isSending, setSending] = useState(false);
  const [sent, setSent] = useState<readonly Sent[]>([]);
  const count = useRef(0);
  const check = useDryCheck(cluster, topic, draft);
  const target = useTarget(cluster, topic, draft.key, check.partition);
  const edit = (part: Partial<ProduceDraft>) => {
    setFault(null);
    onDraft({ ...draft, ...part });
  };
  const submit = async () => {
    if (isSending || blocked !== undefined) return;
    const refused = sideNames.find((one) => check.faults[one] !== undefined);
    if (refused) return setFault({ field: refused, message: `Cannot be written: ${check.faults[refused]}.` });
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
      const named = fieldFaults(thrown, 0);
      const part = sideNames.find((one) => named[one] !== undefined);
      if (part) setFault({ field: part, message: `Cannot be written: ${named[part]}.` });
      else setError(thrown);
    } finally {
      setSending(false);
    }
  };
  // the button stands below all fields: what is wrong may be out of sight
  useEffect(() => {
    if (fault) intoView(foot?.closest("[data-modal]")?.querySelector<HTMLElement>(".field-error") ?? null);
  }, [fault, foot]);
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
  return (
    <>
      {from && (from.value?.truncated || from.key?.truncated) ? (
        <WholeTemplate cluster={cluster} topic={topic} from={from} onWhole={(whole) => onDraft(draftFrom(whole))} />
      ) : null}
      <SideField
        label={<Term word="key">Key</Term>}
        noun="key"
        nullWord="null"
        cluster={cluster}
        topic={topic}
        side={draft.key}
        check={check}
        rows={1}
        error={faultOf("key")}
        onSide={(key) => edit({ key })}
      />
      <SideField
        label="Value"
        noun="value"
        nullWord="tombstone"
        cluster={cluster}
        topic={topic}
        side={draft.value}
        check={check}
        rows={9}
        error={faultOf("value")}
        onSide={(value) => edit({ value })}
      />
      <HeadersField headers={draft.headers} error={faultOf("headers")} onHeaders={(headers) => edit({ headers })} />
      <DeliveryFields
        draft={draft}
        onDraft={edit}
        partitions={partitions}
        target={target}
        timestampError={faultOf("timestamp")}
      />
      {error ? <ProblemPanel what="The record was not sent" error={error} /> : null}
      <SentList cluster={cluster} topic={topic} sent={sent} onFollow={onFollow} />
      <ProduceCommand cluster={cluster} topic={topic} servers={servers} draft={draft} encoded={check.encoded} />
      {foot
        ? createPortal(
            <Button
              look="primary"
              blocked={blocked}
              busy={isSending}
              kbd={<Kbd keys="mod+Enter" />}
              onClick={() => void submit()}
            >
              Produce 1 record
            </Button>,
            foot,
          )
        : null}
    </>
  );
}
