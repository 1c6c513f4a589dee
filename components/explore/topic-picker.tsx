"use client";
import { lazy, Suspense, useState } from "react";
import { DownMark } from "@/components/ui/button";
import type { ExploreAsk } from "./explore-ask";

const load = () => import("./topic-popup").then((part) => ({ default: part.TopicPopup }));
const TopicPopup = lazy(load);

export type TopicPickerProps = {
  ask: ExploreAsk;
  topics: readonly string[];
  known: readonly { name: string; internal: boolean }[] | undefined;
  onPick: (part: Pick<ExploreAsk, "topics" | "pattern">) => void;
};

/** Which topics are asked. What it opens is fetched when the pointer or the focus first comes near. */
export function TopicPicker(props: TopicPickerProps) {
  const { ask, topics } = props;
  // nothing is chosen yet: that is the first thing to do
  const [armed, setArmed] = useState(false);
  const [first] = topics;
  const trigger = (
    <button
      type="button"
      aria-haspopup="dialog"
      onClick={() => setArmed(true)}
      onPointerEnter={() => void load()}
      onFocus={() => void load()}
    >
      <span className="k">Topics</span>
      <span className="v cut max-w-[24ch]">
        {ask.pattern !== "" && ask.topics.length === 0
          ? ask.pattern
          : first === undefined
            ? "choose"
            : topics.length === 1
              ? first
              : topics.length}
      </span>
      <DownMark />
    </button>
  );
  if (!armed) return trigger;
  return (
    <Suspense fallback={trigger}>
      <TopicPopup {...props} trigger={trigger} />
    </Suspense>
  );
}
