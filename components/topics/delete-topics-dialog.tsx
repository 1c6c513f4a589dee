"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { CliBlock } from "@/components/kafka/cli-block";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { DataTable } from "@/components/ui/data-table";
import { NameText } from "@/components/ui/name-text";
import { Note } from "@/components/ui/note";
import { Quantity } from "@/components/ui/quantity";
import { Status } from "@/components/ui/status";
import { toast } from "@/components/ui/toast";
import { send } from "@/lib/api/call";
import type { ClusterDetail } from "@/lib/api/clusters";
import { ApiError } from "@/lib/api/error";
import { deleteTopic, type TopicRow } from "@/lib/api/topics";
import { bytes } from "@/lib/format/bytes";
import { count, plural } from "@/lib/format/count";
import { rate } from "@/lib/format/rate";
import { deleteCommand, serversOf } from "./topic-commands";

type Outcome = "deleted" | { why: string };

/** Deletes several topics, one call each; what one refuses is told at its row, the others go on. */
export function DeleteTopicsDialog({
  cluster,
  topics,
  facts,
  onOpenChange,
}: {
  cluster: string;
  topics: readonly TopicRow[];
  facts: ClusterDetail | undefined;
  onOpenChange: (open: boolean) => void;
}) {
  // the list behind goes on living: what is to be deleted is what was selected when the dialog opened
  const [rows] = useState(topics);
  const [outcomes, setOutcomes] = useState<Readonly<Record<string, Outcome>>>({});
  const client = useQueryClient();
  const left = rows.filter(({ name }) => outcomes[name] !== "deleted");
  const { mutate, isPending } = useMutation({
    mutationFn: async () => {
      let refused = 0;
      // one after the other: the controller takes them in turn anyway, and a refusal stays with its topic
      for (const { name } of left) {
        const outcome = await send(deleteTopic, { cluster, topic: name }).then(
          (): Outcome => "deleted",
          (error: unknown): Outcome => ({ why: error instanceof ApiError ? error.message : String(error) }),
        );
        if (outcome !== "deleted") refused += 1;
        setOutcomes((before) => ({ ...before, [name]: outcome }));
      }
      return refused;
    },
    onSuccess: (refused) => {
      void client.invalidateQueries({ queryKey: [cluster] });
      if (refused > 0) return;
      toast(`${plural(rows.length, "topic")} deleted`);
      onOpenChange(false);
    },
  });
  const read = rows.filter(({ groupCount }) => (groupCount ?? 0) > 0);
  const written = rows.filter(({ messagesPerSecond }) => (messagesPerSecond ?? 0) > 0);
  const internal = rows.filter((row) => row.internal);
  const typed = `delete ${left.length}`;
  return (
    <ConfirmDialog
      open
      onOpenChange={onOpenChange}
      title={`Delete ${plural(rows.length, "topic")}`}
      typed={typed}
      act={`Delete ${plural(left.length, "topic")}`}
      busy={isPending}
      blocked={left.length === 0 ? "All of them are deleted" : undefined}
      onConfirm={() => mutate()}
    >
      <Note tone="bad" lead="They cannot be brought back.">
        The topics go with all of their records, configs and committed offsets.{" "}
        {read.length > 0
          ? `${plural(read.length, "topic")} of them ${read.length === 1 ? "is" : "are"} read by groups. `
          : ""}
        {written.length > 0
          ? `${plural(written.length, "topic")} ${written.length === 1 ? "is" : "are"} being written now. `
          : ""}
        {internal.length > 0
          ? `${plural(internal.length, "topic")} ${internal.length === 1 ? "is" : "are"} internal: Kafka or a tool beside it needs them to work.`
          : ""}
      </Note>
      <div className="max-h-[260px] overflow-auto" data-scroll="">
        <DataTable
          label="Topics to delete"
          phone="keep"
          compact
          rows={rows}
          rowKey={(row) => row.name}
          columns={[
            { id: "name", head: "Topic", cell: (row) => <NameText name={row.name} /> },
            {
              id: "records",
              head: "Records",
              width: 76,
              align: "right",
              cell: (row) => <Quantity of={count(row.offsetSpan)} />,
            },
            {
              id: "size",
              head: "Size",
              width: 76,
              align: "right",
              cell: (row) => <Quantity of={bytes(row.sizeBytes)} />,
            },
            {
              id: "groups",
              head: "Groups",
              width: 56,
              align: "right",
              cell: (row) => <Quantity of={count(row.groupCount)} />,
            },
            {
              id: "state",
              head: isPending || Object.keys(outcomes).length > 0 ? "Result" : "Rate",
              width: 92,
              align: "right",
              cell: (row) => <Result outcome={outcomes[row.name]} perSecond={row.messagesPerSecond} />,
            },
          ]}
        />
      </div>
      {rows.map(({ name }) => {
        const outcome = outcomes[name];
        return outcome === undefined || outcome === "deleted" ? null : (
          <p key={name} className="small" role="alert">
            <span className="mono">{name}</span> was not deleted: {outcome.why}
          </p>
        );
      })}
      <CliBlock
        command={deleteCommand(
          left.map(({ name }) => name),
          serversOf(facts),
        )}
      />
    </ConfirmDialog>
  );
}

function Result({ outcome, perSecond }: { outcome: Outcome | undefined; perSecond: number | null }) {
  if (outcome === "deleted") return <Status tone="ok">Deleted</Status>;
  if (outcome === undefined) return <Quantity of={rate(perSecond)} />;
  return (
    <span data-tip={outcome.why}>
      <Status tone="bad">Refused</Status>
    </span>
  );
}
