import { Quantity } from "@/components/ui/quantity";
import { Status } from "@/components/ui/status";
import type { BrokerRow } from "@/lib/api/brokers";
import { count, wholeCount } from "@/lib/format/count";

/** Replicas of a broker that have fallen behind their leaders. */
export function NotInSync({ row }: { row: BrokerRow }) {
  const { replicaCount, inSyncReplicaCount } = row;
  if (replicaCount === null || inSyncReplicaCount === null) return <span className="muted">—</span>;
  const behind = replicaCount - inSyncReplicaCount;
  if (behind <= 0) return <Quantity of={count(0)} />;
  return (
    <Status tone="warn">
      <Quantity of={wholeCount(behind)} />
    </Status>
  );
}
