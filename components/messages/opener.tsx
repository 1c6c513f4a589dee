"use client";
import { type ReactElement, type ReactNode, Suspense, useState } from "react";
import { DownMark } from "@/components/ui/button";

/** A word that opens a popup; what it opens is fetched when the pointer or the focus first comes near. */
export function Opener({
  label,
  load,
  children,
}: {
  label: string;
  load: () => Promise<unknown>;
  /** the popup around its trigger */
  children: (trigger: ReactElement) => ReactNode;
}) {
  const [armed, setArmed] = useState(false);
  const trigger = (
    <button
      type="button"
      className="link inline-flex items-center gap-1 whitespace-nowrap"
      aria-haspopup="dialog"
      onClick={() => setArmed(true)}
      onPointerEnter={() => void load()}
      onFocus={() => void load()}
    >
      {label} <DownMark />
    </button>
  );
  return armed ? <Suspense fallback={trigger}>{children(trigger)}</Suspense> : trigger;
}
