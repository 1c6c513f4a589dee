"use client";
import { type ClipboardEvent, useId } from "react";
import { Button } from "@/components/ui/button";
import type { FieldSlot } from "@/components/ui/field";
import { bytesText } from "@/lib/format/bytes";

/** Above this a text field makes every keystroke slow: the text is held beside it and its begin is shown. */
const editableMost = 200_000;

/** A text field for keys and values. A text too long for a field is kept whole and shown in part. */
export function LargeText({
  slot,
  text,
  onText,
  rows,
  disabled,
}: {
  slot: FieldSlot;
  text: string;
  onText: (text: string) => void;
  rows: number;
  disabled?: boolean;
}) {
  const note = useId();
  const paste = (event: ClipboardEvent<HTMLTextAreaElement>) => {
    const pasted = event.clipboardData.getData("text/plain");
    if (pasted.length + text.length <= editableMost) return;
    event.preventDefault();
    const { selectionStart, selectionEnd } = event.currentTarget;
    onText(text.slice(0, selectionStart) + pasted + text.slice(selectionEnd));
  };
  if (text.length > editableMost)
    return (
      <div className="note grid gap-2">
        <p id={note}>{bytesText(text.length)} are held, too long to edit here. They begin:</p>
        <textarea
          {...slot}
          className="mono h-24 w-full resize-none bg-sunken"
          readOnly
          aria-describedby={note}
          value={text.slice(0, 600)}
        />
        <p>
          <Button small onClick={() => onText("")}>
            Remove it
          </Button>
        </p>
      </div>
    );
  return (
    <div className="box tall editor p-0!">
      <textarea
        {...slot}
        rows={rows}
        value={text}
        disabled={disabled}
        spellCheck={false}
        autoComplete="off"
        onPaste={paste}
        onChange={(event) => onText(event.target.value)}
      />
    </div>
  );
}
