import type { ReactNode } from "react";

/** What it is, why it is empty, the one next action, and a snippet that works here. */
export function EmptyState({
  title,
  why,
  action,
  children,
}: {
  title: ReactNode;
  why: ReactNode;
  action?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <section className="grid max-w-[72ch] grid-cols-1 justify-items-start gap-3 py-6">
      <h2 className="text-lead font-semibold">{title}</h2>
      <div className="soft">{why}</div>
      {action}
      {children ? <div className="mt-2 w-full">{children}</div> : null}
    </section>
  );
}

/** One quiet line where a list has nothing to show: "No group reads this topic." */
export function EmptyLine({ children }: { children: ReactNode }) {
  return <p className="muted border-b border-line py-2">{children}</p>;
}
