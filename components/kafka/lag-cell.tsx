import { Quantity } from "@/components/ui/quantity";
import { Status, type Tone } from "@/components/ui/status";
import { count, plural, wholeCount } from "@/lib/format/count";
import { clockDuration, duration } from "@/lib/format/duration";

/**
 * Records behind. null without commits reads "no commit" (where such a reader would start only its clients know), null
 * otherwise is unknown (—). `uncommitted` partitions are not in the sum and are said on hover.
 */
export function LagCell({
  lag,
  uncommitted = 0,
  exact,
  tone,
}: {
  lag: bigint | null;
  uncommitted?: number | null;
  exact?: boolean;
  tone?: Tone | undefined;
}) {
  if (lag === null && uncommitted !== null && uncommitted > 0) {
    return (
      <span className="muted" data-tip={`${plural(uncommitted, "partition")} without a committed offset`}>
        no commit
      </span>
    );
  }
  const figure = exact ? wholeCount(lag) : count(lag);
  const tip = uncommitted
    ? `${figure.exact}, without ${plural(uncommitted, "partition")} that have no committed offset`
    : undefined;
  const body = (
    <span data-tip={tip}>
      <Quantity of={figure} />
      {uncommitted ? <span className="muted">+</span> : null}
    </span>
  );
  return tone ? <Status tone={tone}>{body}</Status> : body;
}

/** Time behind; `exact` keeps seconds ("4:21 min"), `isLeast` says that it may be more. Colour only with its shape, and only for trouble. */
export function BehindCell({
  ms,
  tone,
  exact,
  isLeast,
}: {
  ms: number | null;
  tone?: "warn" | "bad" | undefined;
  exact?: boolean;
  isLeast?: boolean | undefined;
}) {
  const figure = <Quantity of={exact ? clockDuration(ms) : duration(ms)} />;
  const body = isLeast ? (
    <span data-tip="at least: it was behind already when sampling began">
      <span className="muted">≥ </span>
      {figure}
    </span>
  ) : (
    figure
  );
  if (!tone) return body;
  return (
    <Status tone={tone} className="gap-[5px]">
      {body}
    </Status>
  );
}
