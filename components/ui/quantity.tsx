import type { Figure } from "@/lib/format/figure";
import { cx } from "./class-names";

/** A figure with its muted unit. Hovering or focusing tells the exact value when the shown one is rounded. */
export function Quantity({ of, className }: { of: Figure; className?: string }) {
  const rounded = of.exact !== `${of.text}${of.unit ? ` ${of.unit}` : ""}`;
  return (
    <span className={cx("num", className)} data-tip={rounded ? of.exact : undefined}>
      {of.known ? of.text : <span className="unknown">{of.text}</span>}
      {of.unit ? <small>{of.unit}</small> : null}
    </span>
  );
}

/** "12 × 3", "3 of 3": a figure with a quiet remainder. */
export function Pair({ first, mid, second }: { first: string; mid: string; second: string }) {
  return (
    <span className="num">
      {first}
      <span className="muted">
        {" "}
        {mid} {second}
      </span>
    </span>
  );
}
