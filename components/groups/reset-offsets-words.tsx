"use client";
import { Note } from "@/components/ui/note";
import type { OffsetChange } from "@/lib/api/group-changes";
import { plural } from "@/lib/format/count";
import { resetSum } from "./reset-draft";

/** What a plan means for who reads: what is done twice, what never. */
export function ResetConsequence({ changes }: { changes: readonly OffsetChange[] }) {
  const { back, forward, first, stays, clamped, failed } = resetSum(changes);
  const isMoving = back.partitions + forward.partitions + first > 0;
  return (
    <Note
      tone={back.partitions + forward.partitions > 0 ? "warn" : "plain"}
      lead={isMoving ? undefined : "Nothing moves."}
    >
      {back.partitions > 0 ? (
        <>
          {plural(back.partitions, "partition goes", "partitions go")} back:{" "}
          <b>{plural(back.records, "record")} will be processed a second time.</b>{" "}
        </>
      ) : null}
      {forward.partitions > 0 ? (
        <>
          {plural(forward.partitions, "partition goes", "partitions go")} forward:{" "}
          <b>{plural(forward.records, "record")} will never be read by this group.</b>{" "}
        </>
      ) : null}
      {first > 0 ? `${plural(first, "partition gets", "partitions get")} a first position. ` : null}
      {stays > 0 ? `${plural(stays, "partition stays", "partitions stay")} where it is. ` : null}
      {clamped > 0
        ? `${plural(clamped, "partition is", "partitions are")} set to the nearer end of the log. `
        : "No partition is clamped. "}
      {failed > 0 ? `${plural(failed, "partition", "partitions")} cannot be set, see below.` : null}
    </Note>
  );
}
