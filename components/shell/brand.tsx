import Link from "next/link";
import { paths } from "@/lib/paths";

/** A log with its unread tail: the offset tape, small. */
export function Brand() {
  return (
    <Link href={paths.clusters()} className="brand" aria-label="Klar, all clusters">
      <svg viewBox="0 0 22 12" aria-hidden="true">
        <path d="M0 11.5h22" stroke="currentColor" />
        <path d="M1 3h12v6H1z" fill="currentColor" />
        <path d="M15 3h6v6h-6z" fill="none" stroke="currentColor" />
      </svg>
      <span className="word">Klar</span>
    </Link>
  );
}
