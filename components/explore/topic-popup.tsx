"use client";
import { Popover } from "@base-ui/react/popover";
import { type ReactElement, useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox, Choice } from "@/components/ui/choice";
import { Field } from "@/components/ui/field";
import { TextInput } from "@/components/ui/text-input";
import { plural } from "@/lib/format/count";
import { chosenTopics, patternOf } from "./explore-ask";
import type { TopicPickerProps } from "./topic-picker";

/** names drawn at most; the filter finds the others */
const most = 200;

/** Chooses topics by name and by pattern. It is asked once the choice is made. */
export function TopicPopup({ ask, known, onPick, trigger }: TopicPickerProps & { trigger: ReactElement }) {
  const [open, setOpen] = useState(true);
  const [filter, setFilter] = useState("");
  const [topics, setTopics] = useState(ask.topics);
  const [pattern, setPattern] = useState(ask.pattern);
  const fits = patternOf(filter);
  const names = known ?? [];
  const shown = names.filter(({ name }) => fits?.test(name) ?? true);
  // chosen ones come first, so that they can be taken back
  const listed = [
    ...topics.map((name) => ({ name, internal: false })),
    ...shown.filter(({ name, internal }) => !topics.includes(name) && (!internal || filter !== "")),
  ];
  const count = chosenTopics({ topics, pattern }, names).length;
  const turn = (name: string) =>
    setTopics((before) => (before.includes(name) ? before.filter((one) => one !== name) : [...before, name]));
  const reopen = (isOpen: boolean) => {
    if (isOpen) {
      setTopics(ask.topics);
      setPattern(ask.pattern);
    }
    setOpen(isOpen);
  };
  return (
    <Popover.Root open={open} onOpenChange={reopen}>
      <Popover.Trigger render={trigger} />
      <Popover.Portal>
        <Popover.Positioner className="layer" sideOffset={6} align="start">
          <Popover.Popup
            className="pop surface grid w-96! max-w-[calc(100vw-24px)]! gap-3"
            aria-label="Topics to look into"
            data-modal=""
          >
            <form
              className="grid gap-3"
              onSubmit={(event) => {
                event.preventDefault();
                event.stopPropagation();
                onPick({ topics, pattern: pattern.trim() });
                setOpen(false);
              }}
            >
              <TextInput
                type="search"
                icon="search"
                aria-label="Find a topic"
                placeholder="find a topic"
                value={filter}
                onChange={(event) => setFilter(event.target.value)}
              />
              <fieldset className="grid max-h-64 content-start gap-1 overflow-auto">
                <legend className="sr-only">Topics</legend>
                {listed.slice(0, most).map(({ name }) => (
                  <Choice key={name} control={<Checkbox checked={topics.includes(name)} onChange={() => turn(name)} />}>
                    <span className="mono break-all">{name}</span>
                  </Choice>
                ))}
                {listed.length > most ? (
                  <p className="small muted">and {plural(listed.length - most, "more topic")}: find them by name</p>
                ) : null}
              </fieldset>
              <Field
                label="And all that fit a pattern"
                hint="* is any text, ? one character; without either a part of the name"
              >
                {(slot) => (
                  <TextInput
                    {...slot}
                    mono
                    value={pattern}
                    placeholder="orders.*"
                    onChange={(event) => setPattern(event.target.value)}
                  />
                )}
              </Field>
              <footer className="flex items-center gap-2">
                <Button look="primary" type="submit" blocked={count === 0 ? "Choose a topic first" : undefined}>
                  Search {count === 0 ? "" : plural(count, "topic")}
                </Button>
                <Button
                  look="quiet"
                  onClick={() => {
                    setTopics([]);
                    setPattern("");
                  }}
                >
                  Clear
                </Button>
              </footer>
            </form>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
