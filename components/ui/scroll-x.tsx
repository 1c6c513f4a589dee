import type { ReactNode } from "react";

/** A wide table or map that keeps its width on a phone and scrolls in its own box, by finger and by keyboard. */
export function ScrollX({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keyboard
    <section className="xscroll" aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}
