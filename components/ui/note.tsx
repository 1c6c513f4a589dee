import type { ReactNode } from "react";
import { cx } from "./class-names";
import { Status } from "./status";

export type NoteTone = "plain" | "ok" | "warn" | "bad" | "accent";

/** A consequence, a warning, a hint: a 3-px edge and a wash. `lead` is its first, coloured phrase. */
export function Note({
  tone = "plain",
  lead,
  children,
  className,
}: {
  tone?: NoteTone;
  lead?: ReactNode;
  children?: ReactNode;
  className?: string;
}) {
  const status = tone === "ok" || tone === "warn" || tone === "bad" ? tone : undefined;
  return (
    <div className={cx("note", tone !== "plain" && tone, className)}>
      {lead ? (
        status ? (
          <Status tone={status} className="mr-1 font-semibold">
            {lead}
          </Status>
        ) : (
          <b className="mr-1 font-semibold">{lead}</b>
        )
      ) : null}
      {children}
    </div>
  );
}
