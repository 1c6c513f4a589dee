"use client";
import { type ReactNode, useId, useRef, useState } from "react";
import { Button } from "./button";
import { Dialog } from "./dialog";
import { TextInput } from "./text-input";

/**
 * Before something that cannot be undone: what will be lost (children), the name typed by hand, Cancel in focus,
 * and a button that says the act in full ("Delete orders.created"). `problem` shows why the last try failed.
 */
export function ConfirmDialog({
  open,
  onOpenChange,
  title,
  children,
  typed,
  act,
  busy,
  blocked,
  problem,
  width,
  onConfirm,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  children: ReactNode;
  /** the exact text to type; leave out when the act is serious but not final */
  typed?: string;
  act: string;
  busy?: boolean;
  blocked?: string | undefined;
  problem?: ReactNode;
  /** px, where more is shown than a sentence or two */
  width?: number | undefined;
  onConfirm: () => void;
}) {
  const [text, setText] = useState("");
  const cancel = useRef<HTMLButtonElement>(null);
  const id = useId();
  const missing =
    typed === undefined ? 0 : text === typed ? 0 : typed.startsWith(text) ? typed.length - text.length : -1;
  const why = blocked ?? (missing === 0 ? undefined : `Type “${typed}” to go on`);
  const close = (next: boolean) => {
    setText("");
    onOpenChange(next);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={close}
      title={title}
      focusFirst={cancel}
      {...(width === undefined ? {} : { width })}
      footer={
        <>
          <span className="flex-1" />
          <Button ref={cancel} onClick={() => close(false)}>
            Cancel
          </Button>
          <Button look="final" busy={busy === true} blocked={why} onClick={onConfirm}>
            {act}
          </Button>
        </>
      }
    >
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
        {children}
        {typed === undefined ? null : (
          <div className="grid gap-1">
            <label className="lab" htmlFor={id}>
              Type <b className="mono">{typed}</b> to confirm
            </label>
            <TextInput
              id={id}
              mono
              value={text}
              onChange={(event) => setText(event.target.value)}
              onKeyDown={(event) => {
                if (event.key === "Enter" && why === undefined && !busy) onConfirm();
              }}
              end={missing > 0 ? `${missing} to go` : missing < 0 ? "differs" : "matches"}
            />
          </div>
        )}
        {problem}
      </div>
    </Dialog>
  );
}
