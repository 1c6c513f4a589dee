"use client";
import { Popover } from "@base-ui/react/popover";
import { type ReactElement, useState } from "react";
import { Term } from "@/components/kafka/term";
import { Button } from "@/components/ui/button";
import { Checkbox, Choice, Radio } from "@/components/ui/choice";
import { Field } from "@/components/ui/field";
import { NumberInput, TextInput } from "@/components/ui/text-input";
import { usePhone } from "@/components/ui/use-phone";
import { allFields } from "./ask";
import type { OptionsProps } from "./options-button";

/** The seldom parts of the question; on a phone all but from and contains. */
export function OptionsPopup({ draft, isLive, onEdit, onRun, trigger }: OptionsProps & { trigger: ReactElement }) {
  const [open, setOpen] = useState(true);
  const isPhone = usePhone();
  const toggle = (field: (typeof allFields)[number]) => {
    const next = allFields.filter((one) => (one === field ? !draft.in.includes(one) : draft.in.includes(one)));
    if (next.length > 0) onEdit({ in: next });
  };
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger render={trigger} />
      <Popover.Portal>
        <Popover.Positioner className="layer" sideOffset={6} align="end">
          <Popover.Popup
            className="pop surface grid max-h-(--available-height) gap-3 overflow-auto"
            aria-label="Options of the search"
          >
            <fieldset className="grid gap-1">
              <legend className="lab mb-1">Look for the text in</legend>
              {allFields.map((field) => (
                <Choice
                  key={field}
                  control={<Checkbox checked={draft.in.includes(field)} onChange={() => toggle(field)} />}
                >
                  {field}
                </Choice>
              ))}
              <Choice
                control={
                  <Checkbox
                    checked={draft.ignoreCase}
                    onChange={(event) => onEdit({ ignoreCase: event.target.checked })}
                  />
                }
              >
                upper and lower case alike
              </Choice>
            </fieldset>
            <fieldset className="grid gap-1">
              <legend className="lab mb-1">
                <Term word="transaction">Transactions</Term>
              </legend>
              <Choice
                hint="what was aborted or is undecided is left out, as most consumers do"
                control={
                  <Radio
                    name="isolation"
                    checked={draft.isolation === "read_committed"}
                    onChange={() => onEdit({ isolation: "read_committed" })}
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
                    checked={draft.isolation === "read_uncommitted"}
                    onChange={() => onEdit({ isolation: "read_uncommitted" })}
                  />
                }
              >
                read uncommitted
              </Choice>
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
              </>
            ) : null}
            <Button
              look="primary"
              onClick={() => {
                setOpen(false);
                onRun();
              }}
            >
              {isLive ? "Apply" : "Search"}
            </Button>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
