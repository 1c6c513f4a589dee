"use client";
import { lazy, Suspense, useState } from "react";
import { DownMark } from "@/components/ui/button";
import { allFields } from "@/lib/filter/conditions";
import { type Ask, type Draft, noAsk } from "./ask";

const load = () => import("./options-popup").then((part) => ({ default: part.OptionsPopup }));
const OptionsPopup = lazy(load);

export type OptionsProps = {
  cluster: string;
  topic: string;
  ask: Ask;
  /** what is typed in the bar; on a phone some of it is typed here */
  draft: Draft;
  onEdit: (part: Partial<Draft>) => void;
  /** takes effect at once */
  onSet: (part: Partial<Ask>) => void;
  onRun: () => void;
};

/** What is asked more seldom. The popup is fetched when the pointer or the focus first comes near. */
export function OptionsButton(props: OptionsProps) {
  const [armed, setArmed] = useState(false);
  const { ask } = props;
  const changed =
    (ask.in.length < allFields.length ? 1 : 0) +
    (ask.ignoreCase ? 1 : 0) +
    (ask.isolation === noAsk.isolation ? 0 : 1) +
    (ask.control ? 1 : 0) +
    (ask.keyFormat === noAsk.keyFormat ? 0 : 1) +
    (ask.valueFormat === noAsk.valueFormat ? 0 : 1);
  const trigger = (
    <button
      type="button"
      aria-haspopup="dialog"
      onClick={() => setArmed(true)}
      onPointerEnter={() => void load()}
      onFocus={() => void load()}
    >
      <span className="k">Options</span>
      {changed > 0 ? <span className="v">{changed}</span> : null}
      <DownMark />
    </button>
  );
  if (!armed) return trigger;
  return (
    <Suspense fallback={trigger}>
      <OptionsPopup {...props} trigger={trigger} />
    </Suspense>
  );
}
