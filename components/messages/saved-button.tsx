"use client";
import { lazy, Suspense, useState } from "react";
import type { Columns } from "@/components/kafka/record-columns";
import { DownMark } from "@/components/ui/button";

const load = () => import("./saved-popup").then((part) => ({ default: part.SavedPopup }));
const SavedPopup = lazy(load);

/** Searches of this topic that were kept by name. */
export function SavedButton(props: { cluster: string; topic: string; columns: Columns }) {
  const [armed, setArmed] = useState(false);
  const trigger = (
    <button
      type="button"
      className="link"
      aria-haspopup="dialog"
      onClick={() => setArmed(true)}
      onPointerEnter={() => void load()}
      onFocus={() => void load()}
    >
      Saved <DownMark />
    </button>
  );
  if (!armed) return trigger;
  return (
    <Suspense fallback={trigger}>
      <SavedPopup {...props} trigger={trigger} />
    </Suspense>
  );
}
