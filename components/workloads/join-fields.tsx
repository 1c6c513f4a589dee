"use client";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { Term } from "@/components/kafka/term";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { TextInput } from "@/components/ui/text-input";
import { call } from "@/lib/api/call";
import { listGroups } from "@/lib/api/groups";
import type { JoinDraft } from "./join-draft";

const groupNames = (c: string) =>
  queryOptions({
    queryKey: [c, "groups", "names"] as const,
    queryFn: call(listGroups, { cluster: c }, { perPage: 500, sort: "id" }),
    staleTime: 60_000,
  });

/** Which group, what of, from where, and who commits. */
export function JoinFields({
  cluster,
  draft,
  hasGroup,
  onDraft,
}: {
  cluster: string;
  draft: JoinDraft;
  hasGroup: boolean;
  onDraft: (draft: JoinDraft) => void;
}) {
  const list = useId();
  const { data: groups } = useQuery({ ...groupNames(cluster), enabled: !hasGroup });
  const edit = (part: Partial<JoinDraft>) => onDraft({ ...draft, ...part });
  return (
    <div className="grid grid-cols-2 gap-x-5 gap-y-3 phone:grid-cols-1">
      {hasGroup ? null : (
        <Field label={<Term word="group">Group</Term>} hint="One of your own, or one whose members share with you.">
          {(slot) => (
            <>
              <TextInput
                {...slot}
                mono
                list={list}
                value={draft.group}
                onChange={(event) => edit({ group: event.target.value })}
              />
              <datalist id={list}>
                {groups?.items.map(({ id }) => (
                  <option key={id} value={id} />
                ))}
              </datalist>
            </>
          )}
        </Field>
      )}
      <Field label={<Term word="topic">Topics</Term>} hint="Names, with commas between them.">
        {(slot) => (
          <TextInput {...slot} mono value={draft.topics} onChange={(event) => edit({ topics: event.target.value })} />
        )}
      </Field>
      <Field label="Without a commit begin" hint="Where the group has committed, it goes on there.">
        {(slot) => (
          <Select
            {...slot}
            value={draft.from}
            options={[
              { value: "latest", label: "at the end" },
              { value: "earliest", label: "at the first record" },
            ]}
            onPick={(from) => edit({ from })}
          />
        )}
      </Field>
      <Field
        label="Commit"
        hint={
          draft.commit === "manual"
            ? "What is not committed comes again to whoever gets the partition next."
            : "Every 5 s, and when it leaves."
        }
      >
        {(slot) => (
          <Select
            {...slot}
            value={draft.commit}
            options={[
              { value: "manual", label: "when I say so" },
              { value: "auto", label: "by itself" },
            ]}
            onPick={(commit) => edit({ commit })}
          />
        )}
      </Field>
      <Field label="At most" hint="Empty: as many as come.">
        {(slot) => (
          <TextInput
            {...slot}
            mono
            inputMode="numeric"
            end="records /s"
            value={draft.rate}
            onChange={(event) => edit({ rate: event.target.value })}
          />
        )}
      </Field>
    </div>
  );
}
