"use client";
import { useRef } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import { TextArea, TextInput } from "@/components/ui/text-input";
import type { ResetDraft, ResetKind } from "./reset-draft";

const kinds: readonly { value: ResetKind; label: string; field?: string; hint?: string; example?: string }[] = [
  { value: "earliest", label: "Earliest" },
  { value: "latest", label: "Latest" },
  { value: "current", label: "Current" },
  {
    value: "offset",
    label: "Offset",
    field: "To this offset of every partition",
    hint: "what lies outside of the log becomes its nearer end",
    example: "42000",
  },
  {
    value: "time",
    label: "Time",
    field: "First record at or after",
    hint: "UTC, epoch milliseconds, or any time with its zone",
    example: "2026-07-14 09:20:00",
  },
  {
    value: "ago",
    label: "Ago",
    field: "First record of so long ago",
    hint: "2 h, 90 min, or ISO 8601",
    example: "PT1H30M",
  },
  {
    value: "shift",
    label: "Shift by",
    field: "So many records on, or back with a minus",
    hint: "from where each partition stands",
    example: "-1000",
  },
  {
    value: "group",
    label: "Another group",
    field: "To where this group stands",
    hint: "its commits, partition by partition",
    example: "group id",
  },
  {
    value: "file",
    label: "File",
    field: "Lines of topic,partition,offset",
    hint: "as kafka-consumer-groups --export writes them",
    example: "orders.created,0,42000",
  },
];

/** Where the group is to stand. On a phone the kinds are a list. */
export function ResetOffsetsTarget({
  draft,
  onDraft,
  groups,
  without = [],
  problem,
}: {
  draft: ResetDraft;
  onDraft: (draft: ResetDraft) => void;
  /** ids that are offered for "Another group" */
  groups: readonly string[];
  /** kinds that make no sense here */
  without?: readonly ResetKind[];
  problem: string | null;
}) {
  const offered = kinds.filter(({ value }) => !without.includes(value));
  const kind = kinds.find(({ value }) => value === draft.kind);
  const text = draft.texts[draft.kind];
  const type = (next: string) => onDraft({ ...draft, texts: { ...draft.texts, [draft.kind]: next } });
  const error = text.trim() !== "" && problem !== null ? problem : undefined;
  const isFile = draft.kind === "file";
  return (
    <>
      <div className="grid gap-1">
        <span className="lab" aria-hidden="true">
          Move to
        </span>
        <div className="no-phone">
          <Segmented
            label="Move to"
            value={draft.kind}
            onChange={(to) => onDraft({ ...draft, kind: to })}
            options={offered}
          />
        </div>
        <Select
          frame="only-phone w-full"
          aria-label="Move to"
          value={draft.kind}
          options={offered}
          onPick={(to) => onDraft({ ...draft, kind: to })}
        />
      </div>
      {kind?.field ? (
        <Field
          label={kind.field}
          hint={kind.hint}
          error={error}
          className={isFile ? "w-full" : "min-w-[240px] flex-1"}
          aside={isFile ? <FileChoice onText={type} /> : undefined}
        >
          {(slot) =>
            isFile ? (
              <TextArea
                {...slot}
                rows={4}
                placeholder={kind.example}
                value={text}
                onChange={(event) => type(event.target.value)}
              />
            ) : (
              <>
                <TextInput
                  {...slot}
                  mono
                  list={draft.kind === "group" ? `${slot.id}-list` : undefined}
                  placeholder={kind.example}
                  value={text}
                  onChange={(event) => type(event.target.value)}
                />
                {draft.kind === "group" ? (
                  <datalist id={`${slot.id}-list`}>
                    {groups.map((id) => (
                      <option key={id} value={id} />
                    ))}
                  </datalist>
                ) : null}
              </>
            )
          }
        </Field>
      ) : null}
    </>
  );
}

function FileChoice({ onText }: { onText: (text: string) => void }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        className="sr-only"
        tabIndex={-1}
        aria-label="File of offsets"
        accept=".csv,text/csv,text/plain"
        onChange={(event) => void event.target.files?.[0]?.text().then(onText)}
      />
      <Button small onClick={() => input.current?.click()}>
        Choose a file…
      </Button>
    </>
  );
}
