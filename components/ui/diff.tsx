import type { ReactNode } from "react";
import { Icon } from "./icon";

/** before → after, on one line where there is room. `null` means it was not set. */
export function InlineDiff({ before, after }: { before: string | null; after: string | null }) {
  return (
    <span className="inline-flex max-w-full flex-wrap items-center gap-x-1.5">
      {before === null ? <span className="muted">not set</span> : <del className="del">{before}</del>}
      <Icon name="arrow" />
      <span className="sr-only">becomes</span>
      {after === null ? <span className="muted">not set</span> : <ins className="ins">{after}</ins>}
    </span>
  );
}

/** Removed and added lines, raw first and the readable meaning quiet after it. */
export function LineDiff({ lines }: { lines: readonly { kind: "minus" | "plus"; text: string; after?: ReactNode }[] }) {
  return (
    <div className="diff-lines">
      {lines.map((line) => (
        <div key={`${line.kind} ${line.text}`} className={line.kind}>
          <b>
            <span aria-hidden="true">{line.kind === "minus" ? "-" : "+"}</span>
            <span className="sr-only">{line.kind === "minus" ? "removed" : "added"}</span>
          </b>
          <span>
            {line.text}
            {line.after ? <span className="muted"> {line.after}</span> : null}
          </span>
        </div>
      ))}
    </div>
  );
}
