"use client";
import { Dialog as Base } from "@base-ui/react/dialog";
import type { ReactNode, RefObject } from "react";
import { IconButton } from "./button";

export type DialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  children: ReactNode;
  footer?: ReactNode;
  /** px; the phone always takes the whole screen */
  width?: number;
  /** what receives focus first, e.g. Cancel of an irreversible act */
  focusFirst?: RefObject<HTMLElement | null>;
};

/** A modal window. Load it with next/dynamic from the page, so that pages stay light. */
export function Dialog({ open, onOpenChange, title, children, footer, width = 520, focusFirst }: DialogProps) {
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className="scrim" />
        <Base.Popup
          className="dialog surface"
          data-modal=""
          style={{ "--dialog-width": `${width}px` } as React.CSSProperties}
          {...(focusFirst ? { initialFocus: focusFirst } : {})}
        >
          <header>
            <Base.Title>{title}</Base.Title>
            <span className="flex-1" />
            <Base.Close render={<IconButton icon="close" label="Close" tip="Close (Esc)" />} />
          </header>
          <div className="body">{children}</div>
          {footer ? <footer>{footer}</footer> : null}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
