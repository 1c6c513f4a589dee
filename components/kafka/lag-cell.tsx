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

/** Time behind; `exact` keeps seconds ("4:21 min"). Colour only with its shape, and only for trouble. */
export function BehindCell({
  ms,
  tone,
  exact,
}: {
  ms: number | null;
  tone?: "warn" | "bad" | undefined;
  exact?: boolean;
}) {
  const figure = exact ? clockDuration(ms) : duration(ms);
  if (!tone) return <Quantity of={figure} />;
  return (
    <Status tone={tone} className="gap-[5px]">
      <Quantity of={figure} />
    </Status>
  );
}
