"use client";
import { Dialog as Base } from "@base-ui/react/dialog";
import type { CSSProperties, ReactNode } from "react";
import { IconButton } from "./button";
import { usePanelWidth } from "./preferences";
import { ResizeGrip } from "./resize-grip";

/** A form or a review over the page, from the right. Its width is remembered by `name`; a phone gives it the whole screen. */
export function Drawer({
  open,
  onOpenChange,
  name,
  title,
  aside,
  children,
  foot,
  footer,
  width = 600,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  name: string;
  title: ReactNode;
  /** quiet words after the title */
  aside?: ReactNode;
  children: ReactNode;
  /** stays above the footer: the note of consequence, the CLI */
  foot?: ReactNode;
  footer?: ReactNode;
  width?: number;
}) {
  const [px, setPx] = usePanelWidth(name, width);
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className="scrim" />
        <Base.Popup className="drawer surface" data-modal="" style={{ "--drawer-width": `${px}px` } as CSSProperties}>
          <ResizeGrip label="Width of the drawer" width={px} min={420} max={1100} onWidth={setPx} />
          <header>
            <Base.Title>{title}</Base.Title>
            {aside ? <span className="soft cut">{aside}</span> : null}
            <span className="flex-1" />
            <Base.Close render={<IconButton icon="close" label="Close" tip="Close (Esc)" />} />
          </header>
          <div className="body">{children}</div>
          {foot}
          {footer ? <footer>{footer}</footer> : null}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
