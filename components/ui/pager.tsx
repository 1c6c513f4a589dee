"use client";
import { Button } from "./button";

/** `page` counts from 1. "51 to 100 of 1,240" and the two ways to move. */
export function Pager({
  page,
  perPage,
  total,
  onPage,
}: {
  page: number;
  perPage: number;
  total: number;
  onPage: (page: number) => void;
}) {
  const pages = Math.max(1, Math.ceil(total / perPage));
  const first = total === 0 ? 0 : (page - 1) * perPage + 1;
  return (
    <nav className="flex items-center gap-2 py-2" aria-label="Pages of the list">
      <span className="small muted">
        {first.toLocaleString("en-GB")} to {Math.min(page * perPage, total).toLocaleString("en-GB")} of{" "}
        {total.toLocaleString("en-GB")}
      </span>
      <span className="flex-1" />
      <Button
        small
        icon="left"
        blocked={page <= 1 ? "This is the first page" : undefined}
        onClick={() => onPage(page - 1)}
      >
        Previous
      </Button>
      <Button small blocked={page >= pages ? "This is the last page" : undefined} onClick={() => onPage(page + 1)}>
        Next
      </Button>
    </nav>
  );
}
