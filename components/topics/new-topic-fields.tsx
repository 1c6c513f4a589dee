"use client";
import { type ReactNode, useId } from "react";
import { Term } from "@/components/kafka/term";
import { Button, IconButton } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { NumberInput, TextInput } from "@/components/ui/text-input";
import type { ConfigRow } from "@/lib/api/configs";
import { brokerDefault } from "./broker-default";
import { choicesOf, readableValue, valueHint } from "./config-value";
import { commonConfigs, type TopicDraft } from "./new-topic";
import { topicConfigNames } from "./topic-config-names";

const labels: Readonly<Record<(typeof commonConfigs)[number], ReactNode>> = {
  "retention.ms": "Keep records for",
  "cleanup.policy": "Clean up by",
  "min.insync.replicas": "Must be in sync",
  "compression.type": "Compression",
  "max.message.bytes": "Largest batch",
};

/** The fields of a new topic. Placeholders are what the brokers would choose. */
export function NewTopicFields({
  draft,
  onDraft,
  problems,
  defaults,
}: {
  draft: TopicDraft;
  onDraft: (draft: TopicDraft) => void;
  problems: Readonly<Record<string, string>>;
  defaults: readonly ConfigRow[] | undefined;
}) {
  const namesId = useId();
  const byDefault = (name: string) => {
    const value = brokerDefault(name, defaults);
    return value === null ? "" : (readableValue(name, value) ?? value);
  };
  const setConfig = (name: string) => (value: string) =>
    onDraft({ ...draft, configs: { ...draft.configs, [name]: value } });
  const setOther = (id: number, part: { name?: string; value?: string }) =>
    onDraft({ ...draft, others: draft.others.map((one) => (one.id === id ? { ...one, ...part } : one)) });
  return (
    <>
      <Field label="Name" error={problems.name} hint="Letters, digits, “.”, “_” and “-”. It cannot be changed later.">
        {(slot) => (
          <TextInput
            {...slot}
            mono
            autoFocus
            value={draft.name}
            onChange={(event) => onDraft({ ...draft, name: event.target.value })}
            end={draft.name.length > 200 ? `${draft.name.length} of 249` : undefined}
          />
        )}
      </Field>
      <div className="grid grid-cols-2 gap-4 phone:grid-cols-1">
        <Field
          label="Partitions"
          aside={<Term word="partition">what is it?</Term>}
          error={problems.partitions}
          hint="As many members of a group can read side by side. They can be added, not taken away."
        >
          {(slot) => (
            <NumberInput
              {...slot}
              placeholder={byDefault("partitions") || "broker’s default"}
              value={draft.partitions}
              onChange={(event) => onDraft({ ...draft, partitions: event.target.value.trim() })}
            />
          )}
        </Field>
        <Field
          label="Replication factor"
          aside={<Term word="replica">what is it?</Term>}
          error={problems.replicationFactor}
          hint="Copies of every record, each on another broker."
        >
          {(slot) => (
            <NumberInput
              {...slot}
              placeholder={byDefault("replicationFactor") || "broker’s default"}
              value={draft.replicationFactor}
              onChange={(event) => onDraft({ ...draft, replicationFactor: event.target.value.trim() })}
            />
          )}
        </Field>
        {commonConfigs.map((name) => (
          <ConfigField
            key={name}
            name={name}
            label={labels[name]}
            value={draft.configs[name] ?? ""}
            byDefault={byDefault(name)}
            error={problems[name]}
            onValue={setConfig(name)}
          />
        ))}
      </div>
      <fieldset className="grid min-w-0 gap-2">
        <legend className="lab mb-1">Other configs</legend>
        <datalist id={namesId}>
          {topicConfigNames.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
        {draft.others.map((other, at) => (
          <div key={other.id} className="grid gap-1">
            <div className="flex gap-2">
              <TextInput
                mono
                frame="flex-1"
                list={namesId}
                aria-label={`Name of config ${at + 1}`}
                placeholder="segment.bytes"
                value={other.name}
                onChange={(event) => setOther(other.id, { name: event.target.value })}
              />
              <TextInput
                mono
                frame="flex-1"
                aria-label={`Value of config ${at + 1}`}
                placeholder="512 MiB"
                aria-invalid={problems[other.name.trim()] !== undefined || undefined}
                value={other.value}
                onChange={(event) => setOther(other.id, { value: event.target.value })}
                end={valueHint(other.name.trim(), other.value) ?? undefined}
              />
              <IconButton
                icon="close"
                label={`Remove config ${at + 1}`}
                onClick={() => onDraft({ ...draft, others: draft.others.filter(({ id }) => id !== other.id) })}
              />
            </div>
            {problems[other.name.trim()] ? (
              <p className="field-error" role="alert">
                <span aria-hidden="true">■</span>
                {problems[other.name.trim()]}
              </p>
            ) : null}
          </div>
        ))}
        <Button
          icon="plus"
          className="justify-self-start"
          onClick={() =>
            onDraft({
              ...draft,
              others: [...draft.others, { id: (draft.others.at(-1)?.id ?? 0) + 1, name: "", value: "" }],
            })
          }
        >
          Add a config
        </Button>
      </fieldset>
    </>
  );
}

function ConfigField({
  name,
  label,
  value,
  byDefault,
  error,
  onValue,
}: {
  name: string;
  label: ReactNode;
  value: string;
  byDefault: string;
  error: string | undefined;
  onValue: (value: string) => void;
}) {
  const choices = choicesOf(name, "");
  return (
    <Field
      label={
        <>
          {label} <span className="mono muted">{name}</span>
        </>
      }
      error={error}
      hint={choices ? undefined : (valueHint(name, value) ?? undefined)}
    >
      {(slot) =>
        choices ? (
          <Select
            {...slot}
            value={value}
            options={[
              { value: "", label: byDefault === "" ? "broker’s default" : `${byDefault} (broker’s default)` },
              ...choices.map((choice) => ({ value: choice, label: choice })),
            ]}
            onPick={onValue}
          />
        ) : (
          <TextInput
            {...slot}
            mono
            placeholder={byDefault || "broker’s default"}
            value={value}
            onChange={(event) => onValue(event.target.value)}
          />
        )
      }
    </Field>
  );
}
