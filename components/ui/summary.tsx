import type { ReactNode } from "react";
import type { Figure } from "@/lib/format/figure";
import { Quantity } from "./quantity";

/** A strip of up to five figures under a dark rule, each with the sentence that gives it meaning. */
export function Summary({
  items,
}: {
  items: readonly { label: ReactNode; value: Figure | ReactNode; say?: ReactNode }[];
}) {
  return (
    <dl className="sum">
      {items.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the strip is fixed per page
        <div key={index}>
          <dt>{item.label}</dt>
          <dd>
            <span className="figure">{isFigure(item.value) ? <Quantity of={item.value} /> : item.value}</span>
            {item.say ? <span className="say block">{item.say}</span> : null}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function isFigure(value: Figure | ReactNode): value is Figure {
  return typeof value === "object" && value !== null && "exact" in value;
}
