import type { OffsetChange } from "@/lib/api/group-changes";
import { plural } from "@/lib/format/count";
import { resetSum } from "./reset-draft";

/**
 * What a plan means for who reads: what is done twice, what never. Where a share group begins says little of what it has
 * acknowledged behind that, so of it no more is said than is known.
 */
export function ResetConsequence({
  changes,
  isShare = false,
}: {
  changes: readonly OffsetChange[];
  isShare?: boolean;
}) {
  const { back, forward, first, stays, clamped, failed } = resetSum(changes);
  const isMoving = back.partitions + forward.partitions + first > 0;
  return (
    <p aria-live="polite">
      {isMoving ? null : <b className="font-semibold">Nothing moves. </b>}
      {back.partitions > 0 ? (
        <b className="font-semibold">
          {plural(back.partitions, "partition goes", "partitions go")} back. {plural(back.records, "record")} will be{" "}
          {isShare ? "delivered again" : "processed a second time"}.{" "}
        </b>
      ) : null}
      {forward.partitions > 0 ? (
        <b className="font-semibold">
          {plural(forward.partitions, "partition goes", "partitions go")} forward. {plural(forward.records, "record")}{" "}
          {isShare
            ? "will not be delivered any more, save what this group has read already"
            : "will never be read by this group"}
          .{" "}
        </b>
      ) : null}
      <span className="soft">
        {first > 0 ? `${plural(first, "partition gets", "partitions get")} a first position. ` : null}
        {stays > 0 ? `${plural(stays, "partition stays where it is", "partitions stay where they are")}. ` : null}
        {clamped > 0
          ? `${plural(clamped, "partition is", "partitions are")} set to the nearer end of the log. `
          : isMoving
            ? "No partition is clamped. "
            : null}
        {failed > 0 ? `${plural(failed, "partition")} cannot be set, see below.` : null}
      </span>
    </p>
  );
}
