"use client";
import { lazy, Suspense, useState } from "react";

const load = () => import("./checks-popover").then((part) => ({ default: part.ChecksPopover }));
const ChecksPopover = lazy(load);

/** "18 checks · what is checked": the list opens on a press; its engine is fetched then. */
export function ChecksButton({ checks }: { checks: number }) {
  const [isArmed, setArmed] = useState(false);
  const trigger = (
    <button
      type="button"
      className="link"
      aria-haspopup="dialog"
      onClick={() => setArmed(true)}
      onPointerEnter={() => void load()}
    >
      what is checked
    </button>
  );
  return (
    <span>
      {checks} checks in every picture ·{" "}
      {isArmed ? (
        <Suspense fallback={trigger}>
          <ChecksPopover />
        </Suspense>
      ) : (
        trigger
      )}
    </span>
  );
}
