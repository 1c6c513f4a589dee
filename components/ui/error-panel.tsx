"use client";
import type { ReactNode } from "react";
import { Button } from "./button";
import { CopyButton } from "./copy-button";
import { problemText, type ShownProblem } from "./shown-problem";
import { Status } from "./status";

/** One failure, where it happened: what failed, the probable cause, the next step, the code; the rest of the page lives on. */
export function ErrorPanel({
  problem,
  tone = "bad",
  onRetry,
  retrying,
  aside,
  actions,
}: {
  problem: ShownProblem;
  /** warn when older data is still shown below */
  tone?: "bad" | "warn";
  onRetry?: () => void;
  retrying?: boolean;
  aside?: ReactNode;
  actions?: ReactNode;
}) {
  const source = problem.source;
  return (
    <div className={`note ${tone}`} role="alert">
      <p>
        <Status tone={tone} className="max-w-full font-semibold wrap-anywhere whitespace-normal">
          {problem.title}
        </Status>
      </p>
      {problem.detail ? <p className="mt-0.5 break-words">{problem.detail}</p> : null}
      {problem.errors?.length ? (
        <ul className="mt-1">
          {problem.errors.map((one) => (
            <li key={`${one.path} ${one.message}`}>
              <code>{one.path}</code> {one.message}
            </li>
          ))}
        </ul>
      ) : null}
      {problem.hint ? <p className="soft mt-0.5">{problem.hint}</p> : null}
      {problem.outcome === "unknown" ? (
        <p className="mt-0.5 font-semibold">It may have happened all the same: look before trying again.</p>
      ) : null}
      <div className="mt-2 flex flex-wrap items-center gap-2">
        {onRetry ? (
          <Button onClick={onRetry} busy={retrying === true}>
            Try again
          </Button>
        ) : null}
        {actions}
        <CopyButton text={() => problemText(problem)}>Copy error</CopyButton>
        <span className="mono soft">
          {source ? `${source.name} (${source.code})${source.retriable ? ", retriable" : ""}` : problem.code}
        </span>
        {aside ? <span className="small soft ml-auto">{aside}</span> : null}
      </div>
    </div>
  );
}
