import type { ReactNode } from "react";
import { cx } from "./class-names";

/** ok ● · warn ▲ · bad ■ · info ◆ · idle ○; `calm` is ok said quietly, for columns where most rows are healthy. */
export type Tone = "ok" | "calm" | "warn" | "bad" | "info" | "idle";

/** Shape, word and colour together: never one alone. `spoken` is read out when the word is only a figure. */
export function Status({
  tone,
  children,
  spoken,
  className,
}: {
  tone: Tone;
  children: ReactNode;
  spoken?: string;
  className?: string;
}) {
  return (
    <span className={cx("st", tone === "calm" ? "ok calm" : tone, className)}>
      {children}
      {spoken ? <span className="sr-only"> {spoken}</span> : null}
    </span>
  );
}
