"use client";
import type { ReactNode } from "react";
import { Sparkline } from "@/components/charts/sparkline";
import type { Rate } from "@/components/live/rate-log";
import { Button } from "@/components/ui/button";
import { useNow } from "@/components/ui/clock";
import { isPaused, setPaused } from "@/components/ui/pause";
import { useZone } from "@/components/ui/preferences";
import { Status, type Tone } from "@/components/ui/status";
import { durationText } from "@/lib/format/duration";
import { grouped } from "@/lib/format/figure";
import { clockTime } from "@/lib/format/time";
import type { TailPicture } from "./use-tail";

const phases: Record<TailPicture["phase"], { tone: Tone; word: string }> = {
  connecting: { tone: "idle", word: "Connecting" },
  live: { tone: "ok", word: "Live" },
  broken: { tone: "warn", word: "Broken off" },
  paused: { tone: "idle", word: "Paused" },
  hidden: { tone: "idle", word: "Resting while the tab is hidden" },
  ended: { tone: "bad", word: "Ended" },
};

/** How the tail is: its rate, what is filtered, skipped and behind, and every trouble in words. */
export function LiveLine({
  tail,
  isHeld,
  onRetry,
  onRestart,
  tools,
}: {
  tail: TailPicture;
  isHeld: boolean;
  onRetry: () => void;
  onRestart: () => void;
  /** at the right end */
  tools?: ReactNode;
}) {
  const zone = useZone();
  const { status, phase } = tail;
  const { tone, word } = phases[phase];
  const last = tail.rates.at(-1);
  return (
    <>
      <div className="scan">
        <Status tone={tone} className="font-semibold">
          {word}
        </Status>
        <Figure label="topic" value={status ? rateText(status.perSecond) : "—"} unit="/s" />
        {tail.rates.length > 1 ? (
          <span className="no-phone" data-tip={`Records a second over the last ${spanText(tail.rates.length)}`}>
            <Sparkline values={tail.rates.map(({ came }) => came)} />
          </span>
        ) : null}
        <Figure label="shown" value={last ? rateText(last.shown) : "—"} unit="/s" />
        <Figure label="delivered" value={status ? grouped(status.delivered) : "—"} />
        <Figure label="filtered out" value={status ? grouped(status.filtered) : "—"} />
        <Figure
          label="skipped"
          value={status ? grouped(status.skipped) : "—"}
          tip="Records that came while 1,000 a second were shown already: they are in the topic, not in this list"
        />
        <Figure
          label="behind"
          value={status?.behindMs === null || !status ? "—" : durationText(status.behindMs)}
          tip="How old the oldest record is that has not been shown yet"
        />
        {tail.fellOut > 0 ? (
          <Figure
            label="fell out of the list"
            value={grouped(tail.fellOut)}
            tip="The list keeps the last 10,000; what fell out is still in the topic"
          />
        ) : null}
        {tail.since > 0 ? (
          <span className="muted no-phone">since {clockTime(tail.since, zone, "with-seconds")}</span>
        ) : null}
        <span className="flex-1" />
        {isHeld ? <span className="muted no-phone">list held while you look</span> : null}
        {phase === "live" || phase === "connecting" || phase === "paused" ? (
          <Button
            small
            look="quiet"
            icon={phase === "paused" ? "play" : "pause"}
            onClick={() => setPaused(!isPaused())}
          >
            {phase === "paused" ? "Go on" : "Pause"}
          </Button>
        ) : null}
        {tools}
        <span className="sr-only" role="status">
          {word}
        </span>
      </div>
      {phase === "live" && last && last.skipped > 0 ? <Sampled {...last} /> : null}
      <Troubles tail={tail} onRetry={onRetry} onRestart={onRestart} />
    </>
  );
}

/** More comes than anybody can read: which part of it stands in the list. */
function Sampled({ came, shown, skipped }: Rate) {
  const part = shown > 0 ? `about 1 in ${grouped(Math.max(2, Math.round(came / shown)))}` : "none at the moment";
  return (
    <p className="muted mx-[var(--gutter)] mb-1 flex-none text-[12px] leading-4">
      <span className="soft">Sampled.</span> {rateText(came)} records a second come, more than a list can be read at:{" "}
      {part} is shown, {rateText(skipped)} a second are passed over and counted as skipped. With a filter fewer come.
    </p>
  );
}

function spanText(seconds: number): string {
  return seconds < 60 ? `${seconds} seconds` : seconds < 120 ? "minute" : "two minutes";
}

function Figure({ label, value, unit, tip }: { label: string; value: string; unit?: string; tip?: string }) {
  return (
    <span data-tip={tip}>
      {label}{" "}
      <span className="num">
        {value}
        {unit ? <small>{unit}</small> : null}
      </span>
    </span>
  );
}

function rateText(perSecond: number): string {
  return perSecond >= 10 || perSecond === 0 ? grouped(Math.round(perSecond)) : perSecond.toFixed(1);
}

function Troubles({ tail, onRetry, onRestart }: { tail: TailPicture; onRetry: () => void; onRestart: () => void }) {
  const lines: ReactNode[] = [
    ...(tail.status?.problems ?? []).map(
      ({ target, message, hint }) => `${target}: ${message}${hint ? ` ${hint}` : ""}`,
    ),
    ...tail.problems.map(({ target, message, hint }) => `${target}: ${message}${hint ? ` ${hint}` : ""}`),
    ...(tail.error ? [`${tail.error.message}${tail.error.hint ? ` ${tail.error.hint}` : ""}`] : []),
  ];
  if (tail.phase === "live" && lines.length === 0) return null;
  const isEnded = tail.phase === "ended";
  if (lines.length === 0 && !isEnded && tail.phase !== "broken") return null;
  return (
    <div
      className={`note mx-[var(--gutter)] mb-2 flex-none ${isEnded ? "bad" : "warn"}`}
      role={isEnded ? "alert" : undefined}
    >
      {lines.map((line) => (
        <p key={String(line)}>{line}</p>
      ))}
      {tail.phase === "broken" ? (
        <p className="mt-1 flex items-center gap-2">
          <Countdown to={tail.retryAt} />
          <Button small onClick={onRetry}>
            Try now
          </Button>
        </p>
      ) : null}
      {isEnded ? (
        <p className="mt-1">
          <Button small onClick={onRestart}>
            Begin anew
          </Button>
        </p>
      ) : null}
    </div>
  );
}

function Countdown({ to }: { to: number }) {
  const now = useNow();
  const left = Math.ceil((to - now) / 1000);
  return (
    <span className="soft">
      {left > 0 ? `Next try in ${left} s, from where it stood; nothing is lost.` : "Trying again…"}
    </span>
  );
}
