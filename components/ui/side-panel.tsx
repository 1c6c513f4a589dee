"use client";
import type { CSSProperties, ReactNode } from "react";
import { IconButton } from "./button";
import { usePanelWidth } from "./preferences";
import { ResizeGrip } from "./resize-grip";

/** Beside a list, part of the page: the list stays, the panel follows the cursor. Put both in a `.split`. Whole screen on a phone. */
export function SidePanel({
  name,
  label,
  head,
  children,
  foot,
  onClose,
  width = 480,
}: {
  name: string;
  label: string;
  head: ReactNode;
  /** bring your own `.body` (and PanelTabs, `.why` lines above it) */
  children: ReactNode;
  foot?: ReactNode;
  onClose?: () => void;
  width?: number;
}) {
  const [px, setPx] = usePanelWidth(name, width);
  return (
    <aside className="panel surface" aria-label={label} style={{ "--panel-width": `${px}px` } as CSSProperties}>
      <ResizeGrip label="Width of the panel" width={px} min={360} max={900} onWidth={setPx} />
      <header>
        {head}
        {onClose ? (
          <>
            <span className="flex-1" />
            <IconButton small icon="close" label="Close" tip="Close (Esc)" onClick={onClose} />
          </>
        ) : null}
      </header>
      {children}
      {foot}
    </aside>
  );
}
