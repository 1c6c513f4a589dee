"use client";
import { Button, ButtonLink } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Status } from "@/components/ui/status";
import type { OffsetChange } from "@/lib/api/group-changes";
import { plural } from "@/lib/format/count";
import { paths } from "@/lib/paths";
import { ResetOffsetsTable } from "./reset-offsets-table";

/** What became of each partition. */
export function ResetOffsetsResult({
  cluster,
  group,
  changes,
  onOpenChange,
}: {
  cluster: string;
  group: string;
  changes: readonly OffsetChange[];
  onOpenChange: (open: boolean) => void;
}) {
  const failed = changes.filter(({ error }) => error !== null).length;
  return (
    <Dialog
      open
      onOpenChange={onOpenChange}
      width={940}
      title={
        <>
          Offsets of <span className="mono">{group}</span>
        </>
      }
      footer={
        <>
          <span className="flex-1" />
          <ButtonLink href={paths.group(cluster, group)} onClick={() => onOpenChange(false)}>
            Open the group
          </ButtonLink>
          <Button look="primary" onClick={() => onOpenChange(false)}>
            Done
          </Button>
        </>
      }
    >
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
        <p role="status">
          {failed === 0 ? (
            <Status tone="ok">{plural(changes.length, "partition is", "partitions are")} set</Status>
          ) : (
            <Status tone="bad">
              {plural(failed, "partition")} of {changes.length} not set
            </Status>
          )}
        </p>
        <ResetOffsetsTable changes={changes} />
      </div>
    </Dialog>
  );
}
