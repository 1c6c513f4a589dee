"use client";
import { Button } from "@/components/ui/button";
import { LineDiff } from "@/components/ui/diff";
import { Status } from "@/components/ui/status";
import type { ConfigEdit } from "./config-draft";
import type { Effect } from "./config-effect";
import { sourceWords } from "./config-source";
import { readableValue } from "./config-value";
import { policiesOf } from "./keeps";
import { RetentionLoss } from "./retention-loss";

/** One change: raw and readable, before and after, what follows, and what the broker says against it. */
export function ConfigChangeItem({
  cluster,
  topic,
  edit,
  effect,
  cleanupPolicy,
  problem,
  onUndo,
}: {
  cluster: string;
  topic: string;
  edit: ConfigEdit;
  effect: Effect | null;
  cleanupPolicy: string | null;
  problem: string | undefined;
  onUndo: () => void;
}) {
  const { row, kind, before, after } = edit;
  const deletesByAge = row.name === "retention.ms" && effect?.destroys === true;
  return (
    <section className="border-b border-line pt-2 pb-3" aria-label={`Change of ${row.name}`}>
      <div className="flex items-center gap-2 py-1">
        <span className="mono min-w-0 flex-1 truncate">{row.name}</span>
        <Button look="quiet" small onClick={onUndo} aria-label={`Undo ${row.name}`}>
          Undo
        </Button>
      </div>
      <LineDiff
        lines={[
          { kind: "minus", text: raw(before), after: words(row.name, before, sourceWords(row.source)) },
          {
            kind: "plus",
            text: after === null ? "(inherited)" : raw(after),
            after: words(row.name, after, kind === "reset" ? "inherited" : ""),
          },
        ]}
      />
      {problem ? (
        <p className="field-error mt-1.5" role="alert">
          <span aria-hidden="true">■</span>
          {problem}
        </p>
      ) : null}
      {effect ? (
        <p className="mt-1.5">
          {effect.tone === "plain" ? (
            effect.text
          ) : (
            <Status tone={effect.tone} className="items-baseline whitespace-normal">
              <span className="text-ink">{effect.text}</span>
            </Status>
          )}
        </p>
      ) : kind === "reset" ? (
        <p className="soft mt-1.5">The topic follows its brokers again, also when their value changes.</p>
      ) : null}
      {deletesByAge && after !== null && cleanupPolicy !== null && policiesOf(cleanupPolicy).includes("delete") ? (
        <RetentionLoss cluster={cluster} topic={topic} retentionMs={BigInt(after)} />
      ) : null}
    </section>
  );
}

function raw(value: string | null): string {
  return value === null ? "(hidden)" : value === "" ? "(empty)" : value;
}

function words(name: string, value: string | null, source: string): string {
  return [readableValue(name, value), source].filter((part) => part !== null && part !== "").join(", ");
}
