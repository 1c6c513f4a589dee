"use client";
import { Popover } from "@base-ui/react/popover";
import { useEffect, useEffectEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox, Choice } from "@/components/ui/choice";
import { Field } from "@/components/ui/field";
import { Segmented } from "@/components/ui/segmented";
import { TextInput } from "@/components/ui/text-input";
import type { ConditionFault, Conditions } from "@/lib/filter/conditions";
import { CelEditor } from "./cel-editor";
import type { ConditionChipsProps, EditedCondition } from "./condition-chips";
import { Term } from "./term";
import { TextScope } from "./text-scope";

const titles = { where: "Field condition", key: "Exact key", regex: "Regular expression" };

/** Edits one condition in place. What cannot be read is told while it is typed, at the place where it stops making sense. */
export function ConditionPopup({
  conditions,
  edited,
  fault: known,
  rows,
  validate,
  onChange,
  onClose,
  anchor,
}: Omit<ConditionChipsProps, "children"> & { edited: EditedCondition; onClose: () => void }) {
  const [draft, setDraft] = useState(() => draftOf(conditions, edited));
  const [fault, setFault] = useState<ConditionFault | undefined>(known);
  const [isAsking, setAsking] = useState(false);
  const own = (found: ConditionFault | undefined) =>
    found?.part === edited.part && (edited.part !== "where" || found.term === edited.term) ? found : undefined;
  const text =
    edited.part === "where"
      ? (draft.where[edited.term] ?? "")
      : edited.part === "regex"
        ? draft.regex
        : (draft.key ?? "");
  const change = (part: Partial<Conditions>) => {
    setFault(undefined);
    setDraft((before) => ({ ...before, ...part }));
  };
  const ask = useEffectEvent(async (signal: AbortSignal) => {
    const found = own(await validate(draft, signal).catch(() => undefined));
    if (!signal.aborted) setFault(found);
  });
  useEffect(() => {
    if (text.trim() === "") return;
    const stop = new AbortController();
    const timer = setTimeout(() => void ask(stop.signal), 350);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [text]);

  const apply = async () => {
    const next = tidied(draft);
    setAsking(true);
    const found = own(await validate(next, AbortSignal.timeout(10_000)).catch(() => undefined));
    setAsking(false);
    if (found) return setFault(found);
    onChange(next);
    onClose();
  };
  return (
    <Popover.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <Popover.Portal>
        <Popover.Positioner className="layer" anchor={anchor} sideOffset={6} align="start">
          <Popover.Popup className="pop surface condition" data-modal="">
            <form
              className="grid gap-3"
              onSubmit={(event) => {
                event.preventDefault();
                event.stopPropagation();
                void apply();
              }}
            >
              <Popover.Title className="text-lead font-medium">{titles[edited.part]}</Popover.Title>
              {edited.part === "where" ? (
                <CelEditor
                  text={text}
                  rows={rows}
                  fault={fault}
                  onText={(next) => change({ where: put(draft.where, edited.term, next) })}
                  onSubmit={() => void apply()}
                />
              ) : edited.part === "regex" ? (
                <RegexFields draft={draft} fault={fault} onChange={change} />
              ) : (
                <KeyFields draft={draft} fault={fault} onChange={change} />
              )}
              <footer className="flex items-center gap-2">
                <Button look="primary" type="submit" busy={isAsking}>
                  Apply
                </Button>
                <Button look="quiet" onClick={onClose}>
                  Cancel
                </Button>
                <span className="flex-1" />
                <span className="small muted no-phone">{hints[edited.part]}</span>
              </footer>
            </form>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

const hints = { where: "Tab completes, Enter applies", key: "byte for byte", regex: "RE2 syntax" };

function draftOf(conditions: Conditions, { part }: EditedCondition): Conditions {
  return part === "key" && conditions.key === null ? { ...conditions, key: "" } : conditions;
}

function put(terms: readonly string[], at: number, text: string): string[] {
  return at < terms.length ? terms.map((term, index) => (index === at ? text : term)) : [...terms, text];
}

function tidied(conditions: Conditions): Conditions {
  return { ...conditions, where: conditions.where.map((term) => term.trim()).filter((term) => term !== "") };
}

type FieldsProps = {
  draft: Conditions;
  fault: ConditionFault | undefined;
  onChange: (part: Partial<Conditions>) => void;
};

function RegexFields({ draft, fault, onChange }: FieldsProps) {
  return (
    <>
      <Field label="Expression" error={fault?.message} hint="Found anywhere in the decoded text; anchor with ^ and $.">
        {(slot) => (
          <TextInput
            {...slot}
            mono
            autoFocus
            value={draft.regex}
            placeholder="order-[0-9]+"
            onChange={(event) => onChange({ regex: event.target.value })}
          />
        )}
      </Field>
      <TextScope of={draft} onChange={onChange} />
    </>
  );
}

function KeyFields({ draft, fault, onChange }: FieldsProps) {
  return (
    <>
      <Field
        label="Key"
        error={fault?.message}
        hint={
          <>
            The whole key, upper and lower case apart. Empty is an empty key; records without one are found by the
            condition <code>key == null</code>.
          </>
        }
        aside={
          <Segmented
            label="How the key is written"
            value={draft.keyEncoding}
            options={[
              { value: "utf8", label: "text" },
              { value: "base64", label: "base64" },
            ]}
            onChange={(keyEncoding) => onChange({ keyEncoding })}
          />
        }
      >
        {(slot) => (
          <TextInput
            {...slot}
            mono
            autoFocus
            value={draft.key ?? ""}
            onChange={(event) => onChange({ key: event.target.value })}
          />
        )}
      </Field>
      <Choice
        hint="Faster, and right while all producers use Java's default partitioner and the number of partitions never changed."
        control={
          <Checkbox
            checked={draft.keyPartition}
            onChange={(event) => onChange({ keyPartition: event.target.checked })}
          />
        }
      >
        only where the <Term word="partitioner">partitioner</Term> puts it
      </Choice>
    </>
  );
}
