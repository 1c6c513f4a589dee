"use client";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import { TextInput } from "@/components/ui/text-input";
import type { ConfigRow } from "@/lib/api/configs";
import type { ConfigDraft, ConfigEdit } from "./config-draft";
import { choicesOf, readableValue, valueHint } from "./config-value";

/** The value of a config while it is typed: Enter keeps it for the review, Escape leaves it as it was. */
export function ConfigEditor({
  row,
  edit,
  onDone,
}: {
  row: ConfigRow;
  edit: ConfigEdit | undefined;
  onDone: (to?: ConfigDraft[string] | null) => void;
}) {
  const now = edit?.after ?? row.value ?? "";
  const [text, setText] = useState(readableInput(row.name, now));
  const choices = choicesOf(row.name, row.type);
  const label = `New value of ${row.name}`;
  if (choices)
    return (
      <Select
        autoFocus
        aria-label={label}
        value={now}
        options={[...new Set([now, ...choices])].map((value) => ({ value, label: value === "" ? "empty" : value }))}
        onPick={(value) => onDone({ typed: value })}
        onBlur={() => onDone()}
        onKeyDown={(event) => {
          if (event.key === "Escape") onDone();
        }}
      />
    );
  return (
    <form
      className="flex items-center gap-1.5"
      onSubmit={(event) => {
        event.preventDefault();
        onDone({ typed: text });
      }}
    >
      <TextInput
        autoFocus
        mono
        frame="flex-1"
        aria-label={label}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onFocus={(event) => event.target.select()}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          event.stopPropagation();
          onDone();
        }}
        end={valueHint(row.name, text) ?? undefined}
      />
      <Button type="submit" small>
        Keep
      </Button>
      <Button look="quiet" small onClick={() => onDone()}>
        Cancel
      </Button>
    </form>
  );
}

/** Words that can be read back start the field; others (`as retention.ms`) would not be understood. */
function readableInput(name: string, value: string): string {
  const words = readableValue(name, value);
  return words !== null && /^[\d.,]+ (ms|s|min|h|d|B|KiB|MiB|GiB|TiB)$/.test(words) ? words : value;
}
