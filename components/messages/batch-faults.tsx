import { Note } from "@/components/ui/note";
import { plural } from "@/lib/format/count";
import { grouped } from "@/lib/format/figure";

/** Lines that cannot be sent, and why: the first five of them. */
export function BatchFaults({
  rows,
  more,
}: {
  rows: readonly { line: number; fault: string }[];
  /** what follows from it */
  more?: string;
}) {
  if (rows.length === 0) return null;
  return (
    <Note tone="warn" lead={`${plural(rows.length, "line")} cannot be sent.`}>
      {more}
      <ul>
        {rows.slice(0, 5).map(({ line, fault }) => (
          <li key={`${line} ${fault}`}>
            line {grouped(line)} {fault}
          </li>
        ))}
      </ul>
      {rows.length > 5 ? <span className="muted">and {grouped(rows.length - 5)} more</span> : null}
    </Note>
  );
}
