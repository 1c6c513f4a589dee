"use client";
import { Field } from "@/components/ui/field";
import { Segmented } from "@/components/ui/segmented";
import { NumberInput, TextInput } from "@/components/ui/text-input";
import type { TopicDetail } from "@/lib/api/topics";
import { grouped } from "@/lib/format/figure";
import type { TruncateDraft } from "./truncate-plan";

/** Up to where records go. */
export function TruncateBound({
  draft,
  onDraft,
  topic,
  problem,
}: {
  draft: TruncateDraft;
  onDraft: (draft: TruncateDraft) => void;
  topic: TopicDetail;
  problem: string | null;
}) {
  return (
    <div className="grid gap-3">
      <div className="flex">
        <Segmented
          label="Delete records"
          value={draft.to}
          onChange={(to) => onDraft({ ...draft, to })}
          options={[
            { value: "end", label: "All of them" },
            { value: "time", label: "Older than" },
            { value: "offsets", label: "Before offsets" },
          ]}
        />
      </div>
      {draft.to === "time" ? (
        <Field
          label="Delete what is older than"
          hint="2026-07-14 10:00 (UTC), epoch milliseconds, or an age such as 7 d"
          error={draft.time.trim() !== "" && problem !== null ? problem : undefined}
        >
          {(slot) => (
            <TextInput
              {...slot}
              mono
              frame="w-[280px]"
              value={draft.time}
              onChange={(event) => onDraft({ ...draft, time: event.target.value })}
            />
          )}
        </Field>
      ) : null}
      {draft.to === "offsets" ? (
        <fieldset className="grid max-h-[220px] gap-1 overflow-auto p-1">
          <legend className="lab">The first offset to keep; an empty line leaves the partition alone</legend>
          {topic.partitions.map(({ partition, earliest, latest }) => (
            <div key={partition} className="flex items-center gap-3">
              <span className="mono w-[32px] text-right">{partition}</span>
              <NumberInput
                frame="w-[180px]"
                aria-label={`First offset to keep in partition ${partition}`}
                placeholder={earliest === null ? "" : String(earliest)}
                value={draft.offsets[partition] ?? ""}
                onChange={(event) =>
                  onDraft({ ...draft, offsets: { ...draft.offsets, [partition]: event.target.value } })
                }
              />
              <span className="small muted mono">
                {earliest === null ? "—" : grouped(earliest)} to {latest === null ? "—" : grouped(latest)}
              </span>
            </div>
          ))}
          {problem ? <p className="small muted">{problem}</p> : null}
        </fieldset>
      ) : null}
    </div>
  );
}
