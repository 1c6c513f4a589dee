import { Note } from "@/components/ui/note";

/** Nothing is sampled in the background: what there is, and how to have more. */
export function HistoryOff() {
  return (
    <Note tone="accent" lead="History is off." className="mb-3">
      What was measured in the last ten minutes, while somebody looked, is all there is. To have samples every ten
      seconds, also while nobody looks, start Klar with <code>KLAR_HISTORY=true</code> or write{" "}
      <code>{"history: {enabled: true}"}</code> into its configuration.
    </Note>
  );
}
