import { plural } from "../../lib/format/count.ts";
import { longDuration } from "../../lib/format/duration.ts";
import { lagTrend } from "../../lib/kafka/lag-trend.ts";

/** One look at a group in one partition: epoch ms, its commit, records behind. */
export type LagSample = { at: number; committed: bigint; lag: bigint };

/** From the best to the worst. */
export const lagStatuses = ["ok", "warning", "beyond-end", "rewound", "stalled", "stopped"] as const;
export type LagStatus = (typeof lagStatuses)[number];
/** The reason is made into a sentence when it is read: of thousands of verdicts few are. */
export type LagVerdict = { readonly status: LagStatus; readonly reason: string };

function verdict(status: LagStatus, words: () => string): LagVerdict {
  return {
    status,
    get reason() {
      return words();
    },
  };
}

/** Fewer samples, or samples that cover less, say nothing about movement. */
const leastSamples = 4;
const leastSpanMs = 20_000;

/**
 * Burrow's rules (github.com/linkedin/Burrow/wiki/Consumer-Lag-Evaluation-Rules) over a sliding window of samples, oldest first,
 * the last one of now; null when the window is too short to tell.
 *
 * - No lag now, or none at some time in the window: ok.
 * - The commit does not move and the lag does not shrink: stalled, or stopped where nobody reads the partition.
 * - The commit moves, but the lag is as large or larger each time: warning.
 * - The commit went back and has not been made good since: rewound.
 *
 * Burrow hears every commit; we see positions at intervals. So where it takes silence for a stopped consumer we ask who holds
 * the partition, a lag that jitters upward is a warning by its line of least squares too, and a rewind counts although the lag
 * was 0 before it, because that is how most resets look.
 * @param isRead whether a member holds the partition; null where that cannot be told
 */
export function lagStatus(samples: readonly LagSample[], isRead: boolean | null): LagVerdict | null {
  const [first] = samples;
  const now = samples.at(-1);
  if (!first || !now) return null;
  if (now.lag === 0n) return verdict("ok", () => "It has read everything.");
  const back = rewind(samples, now);
  if (back) return back;
  const span = now.at - first.at;
  const isMoving = samples.some(({ committed }) => committed !== first.committed);
  if (isRead === false && !isMoving) return stopped(now.lag, span);
  if (samples.some(({ lag }) => lag === 0n)) {
    return verdict("ok", () => `It had read everything within the last ${longDuration(roundMs(span))}.`);
  }
  if (samples.length < leastSamples || span < leastSpanMs) return null;
  if (!isMoving && now.lag >= first.lag) return stalled(now.lag, span, isRead);
  return isFallingBehind(samples) ? fallingBehind(now.lag - first.lag, span) : closer(first.lag - now.lag, span);
}

/** What `lagStatus` says of a window in which nothing moved: `looks` samples over `span` ms, all of this lag. */
export function stillStatus(lag: bigint, looks: number, span: number, isRead: boolean | null): LagStatus | null {
  if (lag === 0n) return "ok";
  if (isRead === false) return "stopped";
  return looks < leastSamples || span < leastSpanMs ? null : "stalled";
}

function rewind(samples: readonly LagSample[], now: LagSample): LagVerdict | null {
  let most = samples[0]?.committed ?? 0n;
  let went: { by: bigint; at: number; from: bigint } | null = null;
  for (const { at, committed } of samples) {
    if (committed < most) went ??= { by: most - committed, at, from: most };
    else most = committed;
    if (went && committed >= went.from) went = null;
  }
  if (!went) return null;
  const { by, at } = went;
  const ago = now.at - at;
  const when = () => (ago < 1_000 ? "just now" : `${longDuration(roundMs(ago))} ago`);
  return verdict("rewound", () => `It went back by ${plural(by, "record")} ${when()}.`);
}

function stopped(lag: bigint, span: number): LagVerdict {
  const since = () =>
    span >= leastSpanMs ? `, and nothing was committed in the last ${longDuration(roundMs(span))}` : "";
  return verdict("stopped", () => `No member reads it: ${waiting(lag)}${since()}.`);
}

function stalled(lag: bigint, span: number, isRead: boolean | null): LagVerdict {
  return verdict("stalled", () => {
    const reason = `Its commit has not moved in the last ${longDuration(roundMs(span))} while ${waiting(lag)}.`;
    return isRead ? `${reason} A member holds it.` : reason;
  });
}

function waiting(lag: bigint): string {
  return plural(lag, "record waits", "records wait");
}

function isFallingBehind(samples: readonly LagSample[]): boolean {
  const isNeverCloser = samples.every(({ lag }, i) => lag >= (samples[i - 1]?.lag ?? 0n));
  if (isNeverCloser) return true;
  const first = samples[0]?.lag ?? 0n;
  const last = samples.at(-1)?.lag ?? 0n;
  return last > first && lagTrend(last, growthPerMinute(samples)) === "growing";
}

function fallingBehind(by: bigint, span: number): LagVerdict {
  return verdict("warning", () => {
    const than = `than ${longDuration(roundMs(span))} ago`;
    return by === 0n
      ? `It reads, but is no closer to the end ${than}.`
      : `It reads, but falls behind: ${plural(by, "record")} more ${than}.`;
  });
}

function closer(by: bigint, span: number): LagVerdict {
  if (by <= 0n) return verdict("ok", () => "It keeps up.");
  return verdict("ok", () => `It catches up: ${plural(by, "record")} fewer than ${longDuration(roundMs(span))} ago.`);
}

/** Records a minute by which the lag grows, by the line of least squares; null for a line through one time. */
export function growthPerMinute(samples: readonly { at: number; lag: bigint | number }[]): number | null {
  const [first] = samples;
  if (!first || samples.length < 2) return null;
  const points = samples.map(({ at, lag }) => ({ at: at - first.at, lag: Number(lag) }));
  const meanAt = points.reduce((sum, { at }) => sum + at, 0) / points.length;
  const meanLag = points.reduce((sum, { lag }) => sum + lag, 0) / points.length;
  let above = 0;
  let below = 0;
  for (const { at, lag } of points) {
    above += (at - meanAt) * (lag - meanLag);
    below += (at - meanAt) ** 2;
  }
  return below === 0 ? null : (above / below) * 60_000;
}

/** Above 0 where the first is the worse. */
export function compareStatus(one: LagStatus, other: LagStatus): number {
  return lagStatuses.indexOf(one) - lagStatuses.indexOf(other);
}

function roundMs(ms: number): number {
  return Math.max(1_000, Math.round(ms / 1_000) * 1_000);
}
