import type { ReactNode } from "react";
import { type GlossaryWord, glossary } from "@/lib/kafka/glossary";

/** A word of Kafka's with its explanation behind it: hover, focus, a press or Enter opens it. */
export function Term({ word, children }: { word: GlossaryWord; children?: ReactNode }) {
  const entry = glossary[word];
  return (
    <button type="button" className="term" data-tip={entry.text} data-tip-title={entry.name} data-tip-press="">
      {children ?? entry.name}
    </button>
  );
}
