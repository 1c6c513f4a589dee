import type { ReactNode } from "react";
import { cx } from "./class-names";

/** From so many letters on a name leaves its facts no room: they stand below it. */
const longName = 40;

/** Name, facts, actions: the same place on every page. `before` is the star of a favourite. */
export function PageHead({
  title,
  mono,
  before,
  facts,
  actions,
}: {
  title: string;
  /** for the names of things */
  mono?: boolean;
  before?: ReactNode;
  facts?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <header className={cx("head", mono && title.length > longName && "long")}>
      {before}
      <h1 className={cx(mono && "mono")} data-tip-cut={mono ? title : undefined}>
        {title}
      </h1>
      <div className="facts">{facts}</div>
      {actions ? <div className="actions">{actions}</div> : null}
    </header>
  );
}

/** One fact of a head: the figure in mono ink, its word muted. */
export function Fact({ value, children }: { value: ReactNode; children?: ReactNode }) {
  return (
    <span>
      <b>{value}</b>
      {children ? <> {children}</> : null}
    </span>
  );
}

/** The head of a section: title, quiet words after it, aside at the right. */
export function SectionHead({ title, after, aside }: { title: ReactNode; after?: ReactNode; aside?: ReactNode }) {
  return (
    <div className="sect">
      <h2>{title}</h2>
      {after}
      {aside ? <div className="aside">{aside}</div> : null}
    </div>
  );
}
