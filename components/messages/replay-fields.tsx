"use client";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { Term } from "@/components/kafka/term";
import { Field } from "@/components/ui/field";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import { TextInput } from "@/components/ui/text-input";
import { call } from "@/lib/api/call";
import { listTopics } from "@/lib/api/topics";
import type { ReplayDraft, ReplayFault } from "./replay-draft";

const topicNames = (c: string) =>
  queryOptions({
    queryKey: [c, "topics", "names"] as const,
    queryFn: call(listTopics, { cluster: c }, { perPage: 500, sort: "name" }),
    staleTime: 60_000,
  });
const headerOptions = [
  { value: "same", label: "as they are" },
  { value: "without-errors", label: "without what the queue added" },
  { value: "with-origin", label: "and where each came from" },
  { value: "none", label: "none" },
] as const;
const headerHints = {
  same: "Every header goes along, in its order.",
  "without-errors": "Leaves out __connect.errors.*, kafka_dlt-* and kafka_exception-*.",
  "with-origin": "Adds klar.origin.topic, .partition, .offset and .timestamp.",
  none: "Only key and value go along.",
} as const;

/** Where copies go, and what changes on the way. */
export function ReplayFields({
  cluster,
  draft,
  fault,
  onDraft,
}: {
  cluster: string;
  draft: ReplayDraft;
  fault: ReplayFault | null;
  onDraft: (draft: ReplayDraft) => void;
}) {
  const list = useId();
  const isBack = draft.to === "origin";
  const { data: topics } = useQuery({ ...topicNames(cluster), enabled: !isBack });
  const edit = (part: Partial<ReplayDraft>) => onDraft({ ...draft, ...part });
  return (
    <div className="grid gap-3">
      <div className="flex">
        <Segmented
          label="Where to"
          value={draft.to}
          options={[
            { value: "topic", label: "to a topic" },
            { value: "origin", label: "back to where each came from", tip: "As its dead letter headers say" },
          ]}
          onChange={(to) => edit({ to, headers: to === "origin" ? "without-errors" : "same" })}
        />
      </div>
      <div className="grid grid-cols-2 gap-x-5 gap-y-3 phone:grid-cols-1">
        {isBack ? null : (
          <Field label={<Term word="topic">Topic</Term>} hint="It has to be there already.">
            {(slot) => (
              <>
                <TextInput
                  {...slot}
                  mono
                  list={list}
                  placeholder="name"
                  value={draft.topic}
                  onChange={(event) => edit({ topic: event.target.value })}
                />
                <datalist id={list}>
                  {topics?.items.map(({ name }) => (
                    <option key={name} value={name} />
                  ))}
                </datalist>
              </>
            )}
          </Field>
        )}
        <Field
          label={<Term word="partition">Partition</Term>}
          hint={
            draft.partition === "same"
              ? isBack
                ? "The one the headers name; without one, by key."
                : "The number it has here."
              : "As Java's default partitioner does (murmur2)."
          }
        >
          {(slot) => (
            <Select
              {...slot}
              value={draft.partition}
              options={[
                { value: "same", label: "the same" },
                { value: "by-key", label: "by key" },
              ]}
              onPick={(partition) => edit({ partition })}
            />
          )}
        </Field>
        <Field
          label="Timestamp"
          hint={
            draft.timestamp === "now"
              ? "When it is copied."
              : isBack
                ? "As it is; Spring's headers know the original's."
                : "As it is, unless the topic stamps records itself."
          }
        >
          {(slot) => (
            <Select
              {...slot}
              value={draft.timestamp}
              options={[
                { value: "same", label: "the same" },
                { value: "now", label: "now" },
              ]}
              onPick={(timestamp) => edit({ timestamp })}
            />
          )}
        </Field>
        <Field label={<Term word="header">Headers</Term>} hint={headerHints[draft.headers]}>
          {(slot) => (
            <Select {...slot} value={draft.headers} options={headerOptions} onPick={(headers) => edit({ headers })} />
          )}
        </Field>
        <Field
          label="At most"
          hint="So that those who read the target keep up."
          error={fault?.field === "rate" ? fault.message : undefined}
        >
          {(slot) => (
            <TextInput
              {...slot}
              mono
              inputMode="numeric"
              placeholder="as fast as it goes"
              end="records /s"
              value={draft.rate}
              onChange={(event) => edit({ rate: event.target.value })}
            />
          )}
        </Field>
      </div>
    </div>
  );
}
