"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { CliBlock } from "@/components/kafka/cli-block";
import { ProblemPanel } from "@/components/kafka/problem-panel";
import { Button } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { SidePanel } from "@/components/ui/side-panel";
import { Status } from "@/components/ui/status";
import { toast } from "@/components/ui/toast";
import { send } from "@/lib/api/call";
import type { ClusterDetail } from "@/lib/api/clusters";
import { alterTopicConfigs, type TopicDetail } from "@/lib/api/topics";
import { plural } from "@/lib/format/count";
import { ConfigChangeItem } from "./config-change-item";
import { type ConfigEdit, wireEdits } from "./config-draft";
import { effectOf } from "./config-effect";
import { fieldProblems } from "./new-topic";
import { alterConfigsCommand, serversOf } from "./topic-commands";
import { TypedName } from "./typed-name";
import { isProduction } from "./why-blocked";

/** The changes that wait: each as a diff with what follows from it, then dry run, command, and the one button that applies all. */
export function ConfigReview({
  cluster,
  topic,
  detail,
  facts,
  edits,
  onUndo,
  onDiscard,
  onClose,
}: {
  cluster: string;
  topic: string;
  detail: TopicDetail | undefined;
  facts: ClusterDetail | undefined;
  edits: readonly ConfigEdit[];
  onUndo: (name: string) => void;
  onDiscard: () => void;
  onClose: () => void;
}) {
  const [typed, setTyped] = useState("");
  const client = useQueryClient();
  const wire = wireEdits(edits);
  const asked = JSON.stringify(wire);
  const { mutate, isPending, error, variables, isSuccess } = useMutation({
    mutationFn: (how: { asked: string; dryRun: boolean }) =>
      send(alterTopicConfigs, { cluster, topic }, { ...wire, dryRun: how.dryRun }),
    onSuccess: async (_, { dryRun }) => {
      if (dryRun) return;
      // the new values first: without them the edits would still look like changes
      await client.invalidateQueries({ queryKey: [cluster] });
      toast(`${plural(edits.length, "config")} of ${topic} changed`);
      onDiscard();
    },
  });
  // what was said about other changes than these no longer holds
  const isSaid = variables?.asked === asked;
  const fields = fieldProblems(
    isSaid ? error : null,
    edits.map(({ row }) => row.name),
  );
  const at = { replicationFactor: detail?.replicationFactor ?? 1, partitionCount: detail?.partitions.length ?? 1 };
  const effects = edits.map(({ row, before, after }) => effectOf(row.name, before, after, at));
  const destroys = effects.some((effect) => effect?.destroys === true);
  const production = isProduction(facts?.environment);
  const isGuarded = production || destroys;
  const apply = `Apply ${plural(edits.length, "change")}`;
  return (
    <div className="sticky top-0 flex h-[calc(100dvh-120px)] flex-none self-start phone:static">
      <SidePanel
        name="config-review"
        label="Review of the changes"
        onClose={onClose}
        head={
          <>
            <h2 className="font-semibold">{plural(edits.length, "change")}, none applied</h2>
            <Button look="quiet" small onClick={onDiscard}>
              Discard all
            </Button>
          </>
        }
        foot={
          <>
            <CliBlock command={alterConfigsCommand(topic, wire, serversOf(facts))} />
            <div className="grid gap-2 px-4 py-3">
              {isSaid && isSuccess && variables.dryRun ? (
                <p role="status">
                  <Status tone="ok">Dry run passed</Status>{" "}
                  <span className="soft">
                    the controller accepts {edits.length === 1 ? "it" : `all ${edits.length}`}
                  </span>
                </p>
              ) : null}
              {isSaid && error && Object.keys(fields).length === 0 ? (
                <ProblemPanel
                  what={variables?.dryRun ? "The dry run was refused" : "Nothing was changed"}
                  error={error}
                />
              ) : null}
              {isGuarded ? (
                <Note tone="bad" lead={production ? "PRODUCTION." : "Records are lost by this."}>
                  {destroys ? "Deleted records cannot be brought back." : "Every client of the topic is affected."}
                  <TypedName name={topic} value={typed} onChange={setTyped} />
                </Note>
              ) : null}
              <div className="flex gap-2">
                <Button
                  busy={isPending && variables?.dryRun === true}
                  tip="Asks the controller whether it would, and changes nothing"
                  onClick={() => mutate({ asked, dryRun: true })}
                >
                  Dry run
                </Button>
                <span className="flex-1" />
                <Button onClick={onClose}>Cancel</Button>
                <Button
                  look="primary"
                  busy={isPending && variables?.dryRun === false}
                  blocked={isGuarded && typed !== topic ? `Type “${topic}” to go on` : undefined}
                  onClick={() => mutate({ asked, dryRun: false })}
                >
                  {apply}
                </Button>
              </div>
            </div>
          </>
        }
      >
        <div className="body">
          {edits.map((edit, index) => (
            <ConfigChangeItem
              key={edit.row.name}
              cluster={cluster}
              topic={topic}
              edit={edit}
              effect={effects[index] ?? null}
              cleanupPolicy={detail?.cleanupPolicy ?? null}
              problem={fields[edit.row.name]}
              onUndo={() => onUndo(edit.row.name)}
            />
          ))}
        </div>
      </SidePanel>
    </div>
  );
}
