"use client";
import { lazy, Suspense, useState } from "react";
import type { Columns } from "@/components/kafka/record-columns";
import { DownMark } from "@/components/ui/button";
import type { Rows } from "@/lib/kafka/record-rows";

const load = () => import("./columns-popup").then((part) => ({ default: part.ColumnsPopup }));
const ColumnsPopup = lazy(load);

/** Which columns the list has; what it opens is fetched when the pointer or the focus first comes near. */
export function ColumnsButton({ columns, rows }: { columns: Columns; rows: Rows }) {
  const [armed, setArmed] = useState(false);
  const trigger = (
    <button
      type="button"
      className="link"
      aria-haspopup="dialog"
      onClick={() => setArmed(true)}
      onPointerEnter={() => void load()}
      onFocus={() => void load()}
    >
      Columns <DownMark />
    </button>
  );
  if (!armed) return trigger;
  return (
    <Suspense fallback={trigger}>
      <ColumnsPopup columns={columns} rows={rows} trigger={trigger} />
    </Suspense>
  );
}
