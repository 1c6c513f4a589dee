"use client";
import { Field } from "@/components/ui/field";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import { TextArea, TextInput } from "@/components/ui/text-input";
import type { ResetDraft, ResetKind } from "./reset-draft";

const kinds: readonly { value: ResetKind; label: string; field?: string; hint?: string }[] = [
  { value: "earliest", label: "Earliest" },
  { value: "latest", label: "Latest" },
  {
    value: "offset",
    label: "Offset",
    field: "To this offset of every partition",
    hint: "outside of the log: its nearer end",
  },
  {
    value: "time",
    label: "Time",
    field: "First record at or after",
    hint: "2026-07-14 09:20 (UTC), epoch milliseconds, or an age such as 2 h",
  },
  { value: "shift", label: "Shift by", field: "So many records on, or back with a minus" },
  { value: "group", label: "Another group", field: "To where this group stands" },
  {
    value: "file",
    label: "File",
    field: "Lines of topic,partition,offset",
    hint: "as kafka-consumer-groups --export writes them",
  },
];

/** Where to, and on what. */
export function ResetOffsetsTarget({
  draft,
  onDraft,
  topics,
  problem,
}: {
  draft: ResetDraft;
  onDraft: (draft: ResetDraft) => void;
  topics: readonly string[];
  problem: string | null;
}) {
  const kind = kinds.find(({ value }) => value === draft.kind);
  const text = draft.texts[draft.kind];
  const type = (next: string) => onDraft({ ...draft, texts: { ...draft.texts, [draft.kind]: next } });
  const error = text.trim() !== "" && problem !== null ? problem : undefined;
  return (
    <div className="grid gap-3">
      <div className="overflow-x-auto">
        <Segmented
          label="Move to"
          value={draft.kind}
          onChange={(to) => onDraft({ ...draft, kind: to })}
          options={kinds}
        />
      </div>
      {kind?.field ? (
        <Field label={kind.field} hint={kind.hint} error={error}>
          {(slot) =>
            draft.kind === "file" ? (
              <TextArea
                {...slot}
                rows={5}
                className="mono"
                value={text}
                onChange={(event) => type(event.target.value)}
              />
            ) : (
              <TextInput {...slot} mono frame="w-[320px]" value={text} onChange={(event) => type(event.target.value)} />
            )
          }
        </Field>
      ) : null}
      {draft.kind === "file" ? (
        <label className="small">
          <span className="mr-2">or choose one:</span>
          <input
            type="file"
            accept=".csv,text/csv,text/plain"
            onChange={(event) => void event.target.files?.[0]?.text().then(type)}
          />
        </label>
      ) : null}
      <div className="flex flex-wrap items-end gap-3">
        <Field label="Topics">
          {(slot) => (
            <Select
              {...slot}
              value={draft.topic}
              onPick={(topic) => onDraft({ ...draft, topic, partitions: "" })}
              options={[
                { value: "", label: draft.kind === "file" ? "All that the file names" : "All with a commit" },
                ...topics.map((topic) => ({ value: topic, label: topic })),
              ]}
            />
          )}
        </Field>
        {draft.topic === "" ? null : (
          <Field label="Partitions" hint="all, or such as 0,3,5-7">
            {(slot) => (
              <TextInput
                {...slot}
                mono
                frame="w-[160px]"
                value={draft.partitions}
                onChange={(event) => onDraft({ ...draft, partitions: event.target.value })}
              />
            )}
          </Field>
        )}
      </div>
    </div>
  );
}
