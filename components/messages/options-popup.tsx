"use client";
import { Popover } from "@base-ui/react/popover";
import { type ReactElement, useState } from "react";
import { Term } from "@/components/kafka/term";
import { TextScope } from "@/components/kafka/text-scope";
import { Button } from "@/components/ui/button";
import { Checkbox, Choice, Radio } from "@/components/ui/choice";
import { Field } from "@/components/ui/field";
import { NumberInput, TextInput } from "@/components/ui/text-input";
import { usePhone } from "@/components/ui/use-phone";
import { FormatSelect } from "./format-select";
import type { OptionsProps } from "./options-button";

/** What is asked more seldom takes effect at once. A phone, whose command is short, has its bounds here. */
export function OptionsPopup({
  cluster,
  topic,
  ask,
  draft,
  onEdit,
  onSet,
  onRun,
  trigger,
}: OptionsProps & { trigger: ReactElement }) {
  const [open, setOpen] = useState(true);
  const isPhone = usePhone();
  const isLive = ask.live;
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger render={trigger} />
      <Popover.Portal>
        <Popover.Positioner className="layer" sideOffset={6} align="end">
          <Popover.Popup
            className="pop surface grid max-h-(--available-height) grid-cols-[minmax(0,1fr)] gap-3 overflow-auto"
            aria-label="Options of the search"
          >
            <TextScope of={ask} onChange={onSet} />
            <fieldset className="grid gap-1">
              <legend className="lab mb-1">
                <Term word="transaction">Transactions</Term>
              </legend>
              <Choice
                hint="what was aborted or is undecided is left out, as most consumers do"
                control={
                  <Radio
                    name="isolation"
                    checked={ask.isolation === "read_committed"}
                    onChange={() => onSet({ isolation: "read_committed" })}
                  />
                }
              >
                read committed
              </Choice>
              <Choice
                hint="aborted and open records are shown and marked"
                control={
                  <Radio
                    name="isolation"
                    checked={ask.isolation === "read_uncommitted"}
                    onChange={() => onSet({ isolation: "read_uncommitted" })}
                  />
                }
              >
                read uncommitted
              </Choice>
              <Choice
                hint="what the broker wrote at the end of each transaction; a filter finds none of them"
                control={
                  <Checkbox checked={ask.control} onChange={(event) => onSet({ control: event.target.checked })} />
                }
              >
                show commit and abort markers
              </Choice>
            </fieldset>
            <fieldset className="grid gap-1">
              <legend className="lab mb-1">Formats</legend>
              {(["key", "value"] as const).map((part) => (
                <Field key={part} label={`Read each ${part} as`}>
                  {(slot) => (
                    <FormatSelect
                      cluster={cluster}
                      topic={topic}
                      part={part}
                      value={part === "key" ? ask.keyFormat : ask.valueFormat}
                      slot={slot}
                      onFormats={onSet}
                    />
                  )}
                </Field>
              ))}
            </fieldset>
            {isPhone ? (
              <>
                {isLive ? null : (
                  <Field label="To">
                    {(slot) => (
                      <TextInput
                        {...slot}
                        value={draft.to}
                        placeholder="now"
                        onChange={(event) => onEdit({ to: event.target.value })}
                      />
                    )}
                  </Field>
                )}
                <Field label="Partitions">
                  {(slot) => (
                    <TextInput
                      {...slot}
                      value={draft.partitions}
                      placeholder="all"
                      onChange={(event) => onEdit({ partitions: event.target.value })}
                    />
                  )}
                </Field>
                {isLive ? null : (
                  <Field label="Limit">
                    {(slot) => (
                      <NumberInput
                        {...slot}
                        value={draft.limit}
                        onChange={(event) => onEdit({ limit: event.target.value })}
                      />
                    )}
                  </Field>
                )}
                <Button
                  look="primary"
                  onClick={() => {
                    setOpen(false);
                    onRun();
                  }}
                >
                  {isLive ? "Apply" : "Search"}
                </Button>
              </>
            ) : null}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
