"use client";
import type { ReactNode } from "react";
import type { ReadingPicture } from "@/components/live/reading";
import { Button } from "@/components/ui/button";
import { Status } from "@/components/ui/status";
import { useLoadingStage } from "@/components/ui/use-loading-stage";
import { plural } from "@/lib/format/count";
import type { RecordId } from "@/lib/kafka/record-rows";
import { ScanBar } from "./scan-bar";
import { orderWords, scanWords, skippedWords } from "./scan-words";

/** What was read, why it stopped, what to know about it, and the way on. `tools` stand at the right end. */
export function ScanLine({
  reading,
  order,
  isFiltered,
  isLater,
  limit,
  scope,
  onStop,
  onResume,
  onPage,
  onOpen,
  onGuard,
  tools,
}: {
  reading: ReadingPicture | null;
  order: "newest" | "oldest";
  isFiltered: boolean;
  isLater: boolean;
  /** records of a page */
  limit: number;
  scope: string;
  onStop: () => void;
  onResume: () => void;
  onPage: (cursor: string) => void;
  onOpen: (id: RecordId) => void;
  /** asks anew so that records without the fields do not fit; absent where nothing is to be gained */
  onGuard?: (() => void) | undefined;
  tools?: ReactNode;
}) {
  const isRunning = reading?.isRunning === true;
  // a reading that is over at once never shows that it ran
  const isSlow = useLoadingStage(isRunning) !== "nothing";
  if (reading?.error) return <div className="h-2 flex-none" />;
  if (!reading) return <div className="scan" />;
  const { plan, progress, done, isStopped, rows } = reading;
  const partial = reading.problems.filter(({ fatal }) => !fatal);
  const isLacking = partial.length > 0;
  const asked = { order, isFiltered, isLater, scope };
  const words = scanWords({ ...asked, shown: rows.count, plan, progress, done, isStopped, isLacking });
  const untested = done?.filterErrors ?? progress?.filterErrors ?? 0;
  const notes = [
    ...partial
      .filter(({ message }) => !plan?.skipped.some(({ reason }) => reason === message))
      .map((problem) => `${problem.target}: ${problem.message}`),
    ...skippedWords(plan),
    ...(plan?.notes ?? []),
    ...(isRunning ? [] : orderWords(rows, { order, isFiltered, limit })),
  ];
  if (isRunning && !isSlow && rows.count === 0) return <div className="scan" />;
  return (
    <>
      <div className="scan">
        <b>{words.head}</b>
        {words.facts.map((fact, at) => (
          <span key={fact} className={at === 0 ? "cut" : "no-phone"} data-tip-cut={fact}>
            {fact}
          </span>
        ))}
        <span className="flex-1" />
        {isRunning && isSlow ? (
          <Button small onClick={onStop}>
            Stop
          </Button>
        ) : null}
        {isStopped ? (
          <Button small icon="play" onClick={onResume} tip="Goes on exactly where it stopped">
            Go on
          </Button>
        ) : null}
        {tools}
        <PageButtons reading={reading} isFiltered={isFiltered} order={order} onPage={onPage} />
        <span className="sr-only" role="status">
          {isRunning ? "" : [words.head, ...words.facts].join(", ")}
        </span>
      </div>
      {isFiltered && ((isRunning && isSlow) || isStopped) ? <ScanBar reading={reading} order={order} /> : null}
      {untested > 0 ? <Untested count={untested} reading={reading} onOpen={onOpen} onGuard={onGuard} /> : null}
      {notes.length > 0 ? <Notes notes={notes} tone={isLacking ? "warn" : "info"} /> : null}
    </>
  );
}

/** Records of which a condition could not be told: how many, the first of them and why, and what can be done. */
function Untested({
  count,
  reading,
  onOpen,
  onGuard,
}: {
  count: number;
  reading: ReadingPicture;
  onOpen: (id: RecordId) => void;
  onGuard: (() => void) | undefined;
}) {
  const { firstFilterErrorAt: first, firstFilterError } = reading.done ?? reading.progress ?? {};
  const why = firstFilterError?.replace(/^Partition \d+, offset \d+: /, "");
  return (
    <p className="pad small flex flex-none flex-wrap items-center gap-x-2 pb-2">
      <Status tone="warn">{plural(count, "record")} could not be tested and count as no match</Status>
      {first ? (
        <span className="soft">
          the first is{" "}
          <button type="button" className="link mono" onClick={() => onOpen(first)}>
            {first.partition}:{String(first.offset)}
          </button>
          {why ? `: ${why}` : null}
        </span>
      ) : null}
      {onGuard ? (
        <button type="button" className="link" onClick={onGuard}>
          Pass over records without these fields
        </button>
      ) : null}
    </p>
  );
}

function PageButtons({
  reading,
  isFiltered,
  order,
  onPage,
}: {
  reading: ReadingPicture;
  isFiltered: boolean;
  order: "newest" | "oldest";
  onPage: (cursor: string) => void;
}) {
  const { next = null, previous = null } = reading.done?.cursor ?? {};
  const [back, on] = order === "newest" ? ["Newer", "Older"] : ["Older", "Newer"];
  return (
    <span className="flex flex-none gap-3">
      {previous === null ? null : (
        <button type="button" className="link" aria-label="Previous page" onClick={() => onPage(previous)}>
          ← {back}
        </button>
      )}
      {next === null ? null : (
        <button
          type="button"
          className="link"
          aria-label={isFiltered ? "Search on, next page" : "Next page"}
          onClick={() => onPage(next)}
        >
          {isFiltered ? "Search on" : on} →
        </button>
      )}
    </span>
  );
}

function Notes({ notes, tone }: { notes: readonly string[]; tone: "warn" | "info" }) {
  const [first, ...more] = notes;
  return (
    <div className="pad small soft flex-none pb-2">
      <Status tone={tone} className="max-w-full wrap-anywhere whitespace-normal">
        {first}
      </Status>
      {more.length > 0 ? (
        <details>
          <summary className="link cursor-pointer">and {plural(more.length, "more note")}</summary>
          <ul className="wrap-anywhere">
            {more.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </details>
      ) : null}
    </div>
  );
}
