"use client";
import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { Chip } from "@/components/ui/chip";
import { Field } from "@/components/ui/field";
import { TextInput } from "@/components/ui/text-input";
import { topicNames } from "./queries";

/** On which topics: all that the group has a commit on, or those named, also ones it never read. */
export function ResetOffsetsScope({
  cluster,
  chosen,
  own,
  whole,
  onChange,
}: {
  cluster: string;
  chosen: readonly string[];
  /** topics the group has a commit on, offered first */
  own: readonly string[];
  /** what no choice means: "all 3 with a commit" */
  whole: string;
  onChange: (topics: readonly string[]) => void;
}) {
  const [text, setText] = useState("");
  const search = useDeferredValue(text.trim());
  const { data } = useQuery({ ...topicNames(cluster, search), staleTime: 30_000 });
  const found = data?.items.map(({ name }) => name) ?? [];
  const offered = [...new Set([...own, ...found])].filter((name) => !chosen.includes(name));
  const add = (name: string) => {
    onChange([...chosen, name]);
    setText("");
  };
  return (
    <Field label="Topics" hint={chosen.length === 0 ? whole : undefined} className="min-w-[220px]">
      {(slot) => (
        <>
          <TextInput
            {...slot}
            mono
            list={`${slot.id}-list`}
            placeholder={chosen.length === 0 ? "only on…" : "and on…"}
            value={text}
            onChange={(event) => {
              const { value } = event.target;
              // a choice from the list comes as one change
              if (offered.includes(value)) add(value);
              else setText(value);
            }}
          />
          <datalist id={`${slot.id}-list`}>
            {offered.map((name) => (
              <option key={name} value={name} />
            ))}
          </datalist>
          {chosen.length === 0 ? null : (
            <div className="flex flex-wrap gap-1">
              {chosen.map((name) => (
                <Chip
                  key={name}
                  field="topic"
                  op="is"
                  value={name}
                  onRemove={() => onChange(chosen.filter((one) => one !== name))}
                />
              ))}
            </div>
          )}
        </>
      )}
    </Field>
  );
}
