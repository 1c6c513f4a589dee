/** Thirty days of seconds: the left edge of a tape in time. */
const SPAN_SECONDS = 2_592_000;

/** Where a tape's parts lie, in units of its width (0 left, 1 right, now). */
export type TapeShape = {
  /** the first retained record; null when the log reaches further back than the tape */
  start: number | null;
  /** where the slowest reader stands; null when nobody reads */
  committed: number | null;
};

/**
 * Age in seconds to its place on a tape whose right end is now: logarithmic, so that a second and a day both show.
 * One second and less is the right edge, thirty days and more the left.
 */
export function tapePlace(seconds: number): number {
  if (seconds <= 1) return 1;
  return Math.max(0, 1 - Math.log10(seconds) / Math.log10(SPAN_SECONDS));
}

/** A tape in time: ages in ms; `startMs` null = kept for longer than we know, `behindMs` null = read by nobody. */
export function timeTape(startMs: number | null, behindMs: number | null): TapeShape {
  const start = startMs === null ? null : tapePlace(startMs / 1000);
  return {
    start: start === 0 ? null : start,
    committed: behindMs === null ? null : Math.max(start ?? 0, tapePlace(behindMs / 1000)),
  };
}

/**
 * A tape in offsets, for what has no times: from log start to high watermark, linear. Any lag at all shows as at least
 * a fiftieth, because a tail too thin to see would say "caught up".
 */
export function offsetTape(span: bigint, lag: bigint | null): TapeShape {
  if (lag === null) return { start: 0, committed: null };
  if (lag <= 0n || span <= 0n) return { start: 0, committed: 1 };
  const share = Number(((span > lag ? span - lag : 0n) * 10_000n) / span) / 10_000;
  return { start: 0, committed: Math.min(share, 0.98) };
}
