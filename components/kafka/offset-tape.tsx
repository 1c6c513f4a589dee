import { offsetTape, type TapeShape, tapePlace, timeTape } from "@/lib/kafka/tape";

/** Tail: plain ink under a minute, warn above it, bad when it will not catch up. */
export type TailTone = "plain" | "warn" | "bad";

const W = 120;
const marks = [60, 3600, 86_400, 604_800].map((seconds) => tapePlace(seconds) * W);

/** What the log holds: records, nothing, or we do not know. */
export type TapeContent = "records" | "empty" | "unknown";

/**
 * The signature: a log from its first record (left edge) over what is read (grey) to what is not (tail), now at the
 * right, in time. `startMs`: age of the first record, null = kept beyond the tape; `behindMs`: of the slowest group,
 * null = read by no group (an outline). The cell beside it must carry the figure.
 * @public
 */
export function TimeTape({
  startMs,
  behindMs,
  tone = "plain",
  content = "records",
  label,
}: {
  startMs: number | null;
  behindMs: number | null;
  tone?: TailTone;
  content?: TapeContent;
  label: string;
}) {
  return <Tape shape={timeTape(startMs, behindMs)} tone={tone} content={content} label={label} cuts={marks} />;
}

/** The same in offsets, for what has no times: `span` = latest − earliest, `lag` of the slowest group, null = none. */
export function OffsetTape({
  span,
  lag,
  tone = "plain",
  label,
}: {
  span: bigint | null;
  lag: bigint | null;
  tone?: TailTone;
  label: string;
}) {
  const content = span === null ? "unknown" : span === 0n ? "empty" : "records";
  return <Tape shape={offsetTape(span ?? 0n, lag)} tone={tone} content={content} label={label} cuts={[]} />;
}

function Tape({
  shape,
  tone,
  content,
  label,
  cuts,
}: {
  shape: TapeShape;
  tone: TailTone;
  content: TapeContent;
  label: string;
  cuts: readonly number[];
}) {
  const left = (shape.start ?? 0) * W;
  const at = (shape.committed ?? 1) * W;
  return (
    <svg className="tape" viewBox="0 0 120 12" width="120" height="12" role="img" aria-label={label}>
      <path className={content === "unknown" ? "base unknown" : "base"} d="M0 10.5H120" />
      {content === "records" ? (
        shape.committed === null ? (
          <rect className="unread" x={left + 0.5} y="2.5" width={Math.max(0, W - left - 1)} height="5" />
        ) : (
          <>
            <rect className="read" x={left} y="2" width={Math.max(0, at - left)} height="6" />
            {at < W ? (
              <rect className={tone === "plain" ? "tail" : `tail ${tone}`} x={at} y="2" width={W - at} height="6" />
            ) : null}
            {cuts
              .filter((x) => x > left + 1 && x < W)
              .map((x) => (
                <path key={x} className="cut-mark" d={`M${x} 2v6`} />
              ))}
            {at < W ? <path className="edge" d={`M${at} 0v10`} /> : null}
          </>
        )
      ) : null}
      {content === "records" && shape.start !== null ? <path className="edge" d={`M${left + 0.5} 0v10`} /> : null}
      {content === "unknown" ? null : cuts.map((x) => <path key={x} className="base" d={`M${x} 10v2`} />)}
    </svg>
  );
}

/** The head of a column of time tapes. @public */
export function TapeAxis() {
  return (
    <span className="tape-axis">
      <span className="sr-only">Log over time, from a month ago to now, logarithmic</span>
      <i aria-hidden="true" style={{ left: tapePlace(86_400) * W }}>
        1d
      </i>
      <i aria-hidden="true" style={{ left: tapePlace(3600) * W }}>
        1h
      </i>
      <i aria-hidden="true" style={{ left: tapePlace(60) * W }}>
        1m
      </i>
      <i aria-hidden="true" className="end">
        now
      </i>
    </span>
  );
}
