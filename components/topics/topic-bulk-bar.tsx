"use client";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { copyText } from "@/components/ui/copy-text";
import { Kbd } from "@/components/ui/kbd";
import { saveText } from "@/components/ui/save-text";
import { toast } from "@/components/ui/toast";
import { useKeys } from "@/components/ui/use-keys";
import type { ClusterDetail } from "@/lib/api/clusters";
import type { TopicRow } from "@/lib/api/topics";
import { bytesText } from "@/lib/format/bytes";
import { plural } from "@/lib/format/count";
import { topicsCsv } from "./topic-csv";
import { changeBlocked } from "./why-blocked";

const DeleteTopicsDialog = dynamic(() => import("./delete-topics-dialog").then((part) => part.DeleteTopicsDialog), {
  ssr: false,
});

/** What can be done to the ticked topics; it opens at the bottom, so that no row moves. */
export function TopicBulkBar({
  cluster,
  rows,
  facts,
  onClear,
}: {
  cluster: string;
  rows: readonly TopicRow[];
  facts: ClusterDetail | undefined;
  onClear: () => void;
}) {
  const [isDeleting, setDeleting] = useState(false);
  const copyNames = () =>
    void copyText(rows.map(({ name }) => name).join("\n")).then(
      () => toast(`${plural(rows.length, "name")} copied`),
      () => toast("The browser does not let this page copy"),
    );
  useKeys([
    { keys: "c", label: "Copy the names of the selected topics", run: copyNames },
    { keys: "Escape", label: "Clear the selection", run: onClear, inPalette: false },
  ]);
  const partitions = rows.reduce((sum, row) => sum + row.partitionCount, 0);
  const size = rows.reduce<bigint | null>(
    (sum, { sizeBytes }) => (sum === null || sizeBytes === null ? null : sum + sizeBytes),
    0n,
  );
  const read = rows.filter(({ groupCount }) => (groupCount ?? 0) > 0).length;
  return (
    <section className="bulk" aria-label="Selected topics">
      <b className="font-semibold">{plural(rows.length, "topic")} selected</b>
      <span className="soft no-phone">
        {plural(partitions, "partition")} · {bytesText(size)} ·{" "}
        {read === 0 ? "read by no group" : `${read} read by groups`}
      </span>
      <span className="flex-1" />
      <Button
        icon="download"
        onClick={() => saveText(`${cluster}-topics.csv`, "text/csv;charset=utf-8", topicsCsv(rows))}
      >
        Export CSV
      </Button>
      <Button onClick={copyNames} kbd={<Kbd keys="c" />}>
        Copy names
      </Button>
      <Button look="danger" blocked={changeBlocked(facts)} onClick={() => setDeleting(true)}>
        Delete…
      </Button>
      <Button look="quiet" onClick={onClear} kbd={<Kbd keys="Escape" />}>
        Clear
      </Button>
      {isDeleting ? (
        <DeleteTopicsDialog cluster={cluster} topics={rows} facts={facts} onOpenChange={setDeleting} />
      ) : null}
    </section>
  );
}
