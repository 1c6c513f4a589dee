"use client";
import { useState } from "react";
import { scanProgress } from "@/components/live/scan-progress";
import { Button } from "@/components/ui/button";
import { Status, type Tone } from "@/components/ui/status";
import { plural } from "@/lib/format/count";
import { grouped } from "@/lib/format/figure";
import { exploreWords } from "./explore-words";
import type { MultiPicture, TopicPart } from "./multi-reading";

/** What was searched in how many topics and why it ended; topic by topic on demand. */
export function ExploreLine({
  picture,
  order,
  isFiltered,
  note,
  onStop,
  onResume,
}: {
  picture: MultiPicture | null;
  order: "newest" | "oldest";
  isFiltered: boolean;
  note: string | null;
  onStop: () => void;
  onResume: () => void;
}) {
  const [open, setOpen] = useState(false);
  if (picture === null) return <div className="scan" />;
  const { head, sentence } = exploreWords(picture, { order, isFiltered });
  const failed = picture.parts.filter(({ state }) => state === "failed");
  return (
    <>
      <div className="scan">
        <b>{head}</b>
        <span className="cut">{sentence}</span>
        {failed.length > 0 ? <Status tone="warn">{plural(failed.length, "topic")} could not be read</Status> : null}
        <span className="flex-1" />
        {picture.isRunning ? (
          <Button small onClick={onStop}>
            Stop
          </Button>
        ) : picture.isStopped ? (
          <Button small icon="play" onClick={onResume}>
            Go on
          </Button>
        ) : null}
        <button type="button" className="link" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? "Hide topics" : "Topic by topic"}
        </button>
        <span className="sr-only" role="status">
          {picture.isRunning ? "" : `${head}, ${sentence}`}
        </span>
      </div>
      {note ? <p className="pad small soft flex-none pb-2">{note}</p> : null}
      {open ? <Parts parts={picture.parts} order={order} /> : null}
    </>
  );
}

const states: Record<TopicPart["state"], { tone: Tone; word: string }> = {
  waiting: { tone: "idle", word: "waits" },
  running: { tone: "info", word: "searching" },
  stopped: { tone: "idle", word: "stopped" },
  ended: { tone: "calm", word: "done" },
  failed: { tone: "bad", word: "failed" },
};

function Parts({ parts, order }: { parts: readonly TopicPart[]; order: "newest" | "oldest" }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keyboard
    <section className="pad max-h-52 flex-none overflow-auto pb-2" aria-label="Progress by topic" tabIndex={0}>
      <table className="table ruled compact keep">
        <thead>
          <tr>
            <th>Topic</th>
            <th>State</th>
            <th className="no-phone w-40">Progress</th>
            <th className="right">Searched</th>
            <th className="right">Found</th>
          </tr>
        </thead>
        <tbody>
          {parts.map((part) => (
            <PartLine key={part.topic} part={part} order={order} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function PartLine({ part: { topic, state, picture }, order }: { part: TopicPart; order: "newest" | "oldest" }) {
  const { tone, word } = states[state];
  const at = picture?.done ?? picture?.progress;
  const share =
    state === "ended"
      ? 1
      : picture?.plan && picture.progress
        ? scanProgress(picture.plan, picture.progress, order).share
        : 0;
  const reasons: Record<string, string> = { limit: "has enough", budget: "has enough for a page" };
  const said = picture?.error?.message ?? picture?.problems[0]?.message ?? reasons[picture?.done?.reason ?? ""];
  return (
    <tr>
      <td className="mono cut" data-tip-cut={topic}>
        {topic}
      </td>
      <td>
        <Status tone={tone}>{word}</Status> {said ? <span className="no-phone small muted">{said}</span> : null}
      </td>
      <td className="no-phone">
        <progress className="scan-bar" max={1} value={share} aria-label={`Progress of ${topic}`} />
      </td>
      <td className="right num">{at ? grouped(at.scanned) : "—"}</td>
      <td className="right num">{picture ? grouped(picture.rows.count) : "—"}</td>
    </tr>
  );
}
