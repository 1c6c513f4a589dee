"use client";
import { Button } from "@/components/ui/button";
import { Status } from "@/components/ui/status";
import { useLoadingStage } from "@/components/ui/use-loading-stage";
import { plural } from "@/lib/format/count";
import type { ReadingPicture } from "./reading";
import { scanWords, skippedWords } from "./scan-words";

/** What was read, why it stopped, what to know about it, and the way on. */
export function ScanLine({
  reading,
  order,
  isFiltered,
  isLater,
  onStop,
  onPage,
}: {
  reading: ReadingPicture | null;
  order: "newest" | "oldest";
  isFiltered: boolean;
  isLater: boolean;
  onStop: () => void;
  onPage: (cursor: string) => void;
}) {
  const isRunning = reading?.isRunning === true;
  // a reading that is over at once never shows that it ran
  const isSlow = useLoadingStage(isRunning) !== "nothing";
  if (reading?.error) return <div className="h-2 flex-none" />;
  if (!reading) return <div className="scan" />;
  const { plan, progress, done, isStopped, rows } = reading;
  const words = scanWords({ shown: rows.count, order, isFiltered, isLater, plan, progress, done, isStopped });
  const untested = done?.filterErrors ?? progress?.filterErrors ?? 0;
  const notes = [
    ...reading.problems.map((problem) => `${problem.target}: ${problem.message}`),
    ...skippedWords(plan),
    ...(plan?.notes ?? []),
  ];
  if (isRunning && !isSlow && rows.count === 0) return <div className="scan" />;
  return (
    <>
      <div className="scan">
        <b>{words.head}</b>
        {words.facts.map((fact) => (
          <span key={fact}>{fact}</span>
        ))}
        {untested > 0 ? (
          <span data-tip={done?.firstFilterError ?? undefined}>
            <Status tone="warn">{plural(untested, "record")} could not be tested</Status>
          </span>
        ) : null}
        <span className="flex-1" />
        {isRunning && isSlow ? (
          <Button small onClick={onStop}>
            Stop
          </Button>
        ) : null}
        <PageButtons reading={reading} isFiltered={isFiltered} order={order} onPage={onPage} />
        <span className="sr-only" role="status">
          {isRunning ? "" : [words.head, ...words.facts].join(", ")}
        </span>
      </div>
      {notes.length > 0 ? <Notes notes={notes} tone={reading.problems.length > 0 ? "warn" : "info"} /> : null}
    </>
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
      <Status tone={tone} className="max-w-full whitespace-normal">
        {first}
      </Status>
      {more.length > 0 ? (
        <details>
          <summary className="link cursor-pointer">and {plural(more.length, "more note")}</summary>
          <ul>
            {more.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </details>
      ) : null}
    </div>
  );
}
