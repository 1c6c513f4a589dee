import Link from "next/link";
import { splitName } from "@/lib/format/middle-cut";
import { cx } from "./class-names";

/** A name in mono. When room is short its middle gives way, because the end is what tells names apart. */
export function NameText({ name, className }: { name: string; className?: string }) {
  const { head, tail, atDot } = splitName(name);
  return (
    <span className={cx("name name-cut", atDot && "split-dot", className)} data-tip-cut={name}>
      {head ? <span>{head}</span> : null}
      <span>{tail}</span>
    </span>
  );
}

export function NameLink({ name, href, className }: { name: string; href: string; className?: string }) {
  return (
    // its parts are boxes, between which a reader of screens would put a space
    <Link href={href} aria-label={name} className={cx("block min-w-0", className)} prefetch={false}>
      <NameText name={name} />
    </Link>
  );
}
