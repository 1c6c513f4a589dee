"use client";
import { type KeyboardEvent, useId, useMemo, useRef, useState } from "react";
import { cx } from "@/components/ui/class-names";
import { type Completion, completions } from "@/lib/filter/cel-complete";
import type { ConditionFault } from "@/lib/filter/conditions";
import type { Rows } from "@/lib/kafka/record-rows";
import { CelText } from "./cel-text";
import { fieldsOf } from "./seen-in";

/** A condition in CEL: coloured, completed from the fields of the records on the screen, wrong places underlined. */
export function CelEditor({
  text,
  rows,
  fault,
  onText,
  onSubmit,
}: {
  text: string;
  rows: Rows;
  fault: ConditionFault | undefined;
  onText: (text: string) => void;
  onSubmit: () => void;
}) {
  const id = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const [caret, setCaret] = useState(text.length);
  const [open, setOpen] = useState(text === "");
  const [active, setActive] = useState(0);
  // gathered once: records that arrive meanwhile do not change what is being written
  const [fields] = useState(() => fieldsOf(rows));
  const found = useMemo(() => (open ? completions(text, caret, fields) : []), [open, text, caret, fields]);
  const chosen = Math.min(active, found.length - 1);
  const edit = (next: string, at: number, isOpen: boolean) => {
    onText(next);
    setCaret(at);
    setActive(0);
    setOpen(isOpen);
  };
  const complete = ({ from, insert }: Completion) => {
    const at = from + insert.length;
    edit(text.slice(0, from) + insert + text.slice(caret), at, !insert.endsWith(")"));
    const field = area.current;
    field?.focus();
    // after React has put the new text in
    requestAnimationFrame(() => field?.setSelectionRange(at, at));
  };
  const keys = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === " " && event.ctrlKey) setOpen(true);
    else if (event.key === "Escape" && found.length > 0) setOpen(false);
    else if (event.key === "ArrowDown" && found.length > 0) setActive((chosen + 1) % found.length);
    else if (event.key === "ArrowUp" && found.length > 0) setActive((chosen - 1 + found.length) % found.length);
    else if (event.key === "Tab" && !event.shiftKey && found[chosen]) complete(found[chosen]);
    else if (event.key === "Enter" && !event.shiftKey) {
      const pick = found[chosen];
      if (pick && active > 0) complete(pick);
      else onSubmit();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="grid gap-1">
      <label className="lab" htmlFor={id}>
        Condition
      </label>
      <div className="cel">
        <pre aria-hidden="true">
          <CelText
            text={text}
            wrong={fault && fault.start !== null ? { start: fault.start, end: fault.end } : undefined}
          />
          {"\n"}
        </pre>
        <textarea
          ref={area}
          id={id}
          rows={2}
          // biome-ignore lint/a11y/noAutofocus: the popup was opened to write here
          autoFocus
          role="combobox"
          aria-expanded={found.length > 0}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={found.length > 0 ? `${id}-${chosen}` : undefined}
          aria-invalid={fault ? true : undefined}
          aria-describedby={`${id}-said`}
          value={text}
          placeholder={'value.action == "opened"'}
          spellCheck={false}
          autoComplete="off"
          autoCapitalize="off"
          maxLength={10_000}
          onChange={(event) => edit(event.target.value, event.target.selectionStart, true)}
          onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
          onKeyDown={keys}
        />
      </div>
      <p id={`${id}-said`} className={fault ? "field-error" : "small muted"} role={fault ? "alert" : undefined}>
        {fault ? (
          <>
            <span aria-hidden="true">■</span>
            {fault.message}
            {fault.start === null ? "" : `, at character ${fault.start + 1}`}
          </>
        ) : (
          <>value, key, headers, partition, offset, timestamp, topic; both sides of && must hold.</>
        )}
      </p>
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label="Ways to go on"
        className={cx("completions", found.length === 0 && "hidden")}
        tabIndex={-1}
      >
        {found.map((one, at) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys (aria-activedescendant)
          <div
            key={`${one.label} ${one.insert}`}
            id={`${id}-${at}`}
            role="option"
            tabIndex={-1}
            aria-selected={at === chosen}
            ref={at === chosen ? (element) => element?.scrollIntoView({ block: "nearest" }) : undefined}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => complete(one)}
          >
            <span className="mono cut">{one.label}</span>
            <span className="small muted cut">{one.detail}</span>
          </div>
        ))}
      </div>
    </div>
  );
}
