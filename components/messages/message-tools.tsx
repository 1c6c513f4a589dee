"use client";
import dynamic from "next/dynamic";
import { useState } from "react";
import type { Columns } from "@/components/kafka/record-columns";
import type { ReadingPicture } from "@/components/live/reading";
import type { Rows } from "@/lib/kafka/record-rows";
import type { Ask } from "./ask";
import { ColumnsButton } from "./columns-button";
import { ReplayLink } from "./replay-link";
import { SavedButton } from "./saved-button";

const ExportDrawer = dynamic(() => import("./export-drawer").then((part) => part.ExportDrawer), { ssr: false });

/** What can be done with a list as a whole: kept by name, shown in other columns, taken along as a file. */
export function MessageTools({
  cluster,
  topic,
  ask,
  picture,
  columns,
  rows,
}: {
  cluster: string;
  topic: string;
  ask: Ask;
  /** null while the list is live */
  picture: ReadingPicture | null;
  columns: Columns;
  rows: Rows;
}) {
  const [isExporting, setExporting] = useState(false);
  return (
    <span className="tools">
      <SavedButton cluster={cluster} topic={topic} columns={columns} />
      <ColumnsButton columns={columns} rows={rows} />
      <button type="button" className="link" aria-haspopup="dialog" onClick={() => setExporting(true)}>
        Export…
      </button>
      <ReplayLink cluster={cluster} topic={topic} ask={ask} picture={picture} />
      {isExporting ? (
        <ExportDrawer cluster={cluster} topic={topic} ask={ask} picture={picture} onClose={() => setExporting(false)} />
      ) : null}
    </span>
  );
}
