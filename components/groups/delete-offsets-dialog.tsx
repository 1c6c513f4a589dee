"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { CliBlock } from "@/components/kafka/cli-block";
import { ProblemPanel } from "@/components/kafka/problem-panel";
import { Checkbox, Choice } from "@/components/ui/choice";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Note } from "@/components/ui/note";
import { Status } from "@/components/ui/status";
import { send } from "@/lib/api/call";
import { deleteGroupOffsets } from "@/lib/api/group-changes";
import type { GroupDetail } from "@/lib/api/groups";
import { plural } from "@/lib/format/count";
import { deleteOffsetsCommand } from "./group-commands";
import { offsetsByTopic, topicResults } from "./offsets-by-topic";
import { ResultsDialog } from "./results-dialog";

/** Forgets what a group has committed on some of its topics; Kafka refuses topics that a member subscribes to. */
export function DeleteOffsetsDialog({
  cluster,
  servers,
  group,
  onOpenChange,
}: {
  cluster: string;
  servers: readonly string[];
  group: GroupDetail;
  onOpenChange: (open: boolean) => void;
}) {
  const [topics] = useState(() => offsetsByTopic(group));
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const client = useQueryClient();
  const names = topics.flatMap(({ topic }) => (chosen.has(topic) ? [topic] : []));
  const { mutate, isPending, error, data } = useMutation({
    mutationFn: () =>
      send(deleteGroupOffsets, { cluster, group: group.id }, { topics: names.map((topic) => ({ topic })) }),
    onSuccess: () => client.invalidateQueries({ queryKey: [cluster] }),
  });
  const title = (
    <>
      Delete offsets of <span className="mono">{group.id}</span>
    </>
  );
  if (data)
    return (
      <ResultsDialog title={title} onOpenChange={onOpenChange}>
        {topicResults(data.results).map(({ topic, deleted, errors }) => (
          <li key={topic}>
            <Status tone={errors.length === 0 ? "ok" : "bad"}>
              {errors.length === 0 ? `${plural(deleted, "offset")} deleted` : "Not deleted"}
            </Status>{" "}
            <span className="mono break-all">{topic}</span>
            {errors.map((one) => (
              <p key={one} className="small soft">
                {one}
              </p>
            ))}
          </li>
        ))}
      </ResultsDialog>
    );
  return (
    <ConfirmDialog
      open
      onOpenChange={onOpenChange}
      title={title}
      typed={group.id}
      act={names.length === 0 ? "Delete offsets" : `Delete offsets of ${plural(names.length, "topic")}`}
      busy={isPending}
      blocked={names.length === 0 ? "No topic is chosen" : undefined}
      onConfirm={() => mutate()}
      problem={error ? <ProblemPanel what="No offset was deleted" error={error} /> : null}
    >
      <Note tone="warn" lead="Its place there is lost.">
        A consumer that reads such a topic in this group again starts where its <code>auto.offset.reset</code> says. No
        record is deleted. Kafka refuses topics that a member subscribes to.
      </Note>
      <div className="grid max-h-[300px] gap-1 overflow-auto">
        {topics.map(({ topic, committed, readers }) => (
          <Choice
            key={topic}
            hint={`${plural(committed, "committed offset")}${readers > 0 ? `, read by ${plural(readers, "member")} now` : ""}`}
            control={
              <Checkbox
                checked={chosen.has(topic)}
                onChange={() => {
                  const next = new Set(chosen);
                  if (!next.delete(topic)) next.add(topic);
                  setChosen(next);
                }}
              />
            }
          >
            <span className="mono break-all">{topic}</span>
          </Choice>
        ))}
      </div>
      {names.length > 0 ? <CliBlock command={deleteOffsetsCommand(group, names, servers)} /> : null}
    </ConfirmDialog>
  );
}
