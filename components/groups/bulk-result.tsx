"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import * as z from "zod/mini";
import { ProblemPanel } from "@/components/kafka/problem-panel";
import { Button } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { Dialog } from "@/components/ui/dialog";
import { NameText } from "@/components/ui/name-text";
import { Status } from "@/components/ui/status";
import { send } from "@/lib/api/call";
import { GroupJobResult } from "@/lib/api/group-jobs";
import { cancelJob } from "@/lib/api/jobs";
import { plural } from "@/lib/format/count";
import { grouped } from "@/lib/format/figure";
import { jobOf } from "./queries";

const paceMs = 400;

/** A job on several groups as it goes, and what became of each. */
export function BulkResult({
  cluster,
  title,
  job,
  onClose,
}: {
  cluster: string;
  title: string;
  job: string;
  onClose: () => void;
}) {
  const client = useQueryClient();
  const { data, error } = useQuery({
    ...jobOf(job),
    refetchInterval: ({ state }) => (state.data && state.data.state !== "running" ? false : paceMs),
  });
  const isRunning = data === undefined || data.state === "running";
  useEffect(() => {
    if (!isRunning) void client.invalidateQueries({ queryKey: [cluster] });
  }, [isRunning, client, cluster]);
  const parsed = z.safeParse(GroupJobResult, data?.result);
  const results = parsed.success ? parsed.data.groups : [];
  const failed = results.filter(({ problem }) => problem !== null).length;
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={title}
      width={640}
      footer={
        <>
          <span className="flex-1" />
          {isRunning ? (
            <Button onClick={() => void send(cancelJob, { job })}>Stop after this one</Button>
          ) : (
            <Button look="primary" onClick={onClose}>
              Done
            </Button>
          )}
        </>
      }
    >
      <div className="grid gap-3">
        <p role="status">
          {isRunning ? (
            <Status tone="info">
              {grouped(data?.done ?? 0)} of {grouped(data?.total ?? 0)} done
            </Status>
          ) : failed > 0 || data.state === "failed" ? (
            <Status tone="bad">
              {plural(failed, "group")} of {grouped(results.length)} refused
            </Status>
          ) : data.state === "cancelled" ? (
            <Status tone="warn">Stopped: {plural(results.length, "group was", "groups were")} done before</Status>
          ) : (
            <Status tone="ok">{plural(results.length, "group")} done</Status>
          )}
        </p>
        {error ? <ProblemPanel what="How the job goes could not be asked" error={error} /> : null}
        {data?.problem ? <p className="small">{data.problem.message}</p> : null}
        <div className="max-h-[340px] overflow-auto" data-scroll="">
          <DataTable
            label="Results"
            phone="keep"
            compact
            rows={results}
            rowKey={({ group }) => group}
            columns={[
              { id: "group", head: "Group", cell: ({ group }) => <NameText name={group} /> },
              {
                id: "result",
                head: "Result",
                width: 300,
                cell: ({ changed, problem }) => (
                  <span data-tip-cut={problem?.message}>
                    <Status tone={problem ? "bad" : "ok"}>
                      {problem ? problem.message : changed === null ? "done" : `${grouped(changed)} changed`}
                    </Status>
                  </span>
                ),
              },
            ]}
          />
        </div>
      </div>
    </Dialog>
  );
}
