"use client";
import { useEffect, useState } from "react";

export type LoadingStage = "nothing" | "skeleton" | "slow";

/** The ladder of waiting: nothing for 150 ms (most answers are in by then), then bones, after 4 s words. */
export function useLoadingStage(pending: boolean): LoadingStage {
  const [stage, setStage] = useState<LoadingStage>("nothing");
  useEffect(() => {
    if (!pending) return;
    const bones = setTimeout(() => setStage("skeleton"), 150);
    const words = setTimeout(() => setStage("slow"), 4000);
    return () => {
      clearTimeout(bones);
      clearTimeout(words);
      setStage("nothing");
    };
  }, [pending]);
  return pending ? stage : "nothing";
}
