import type { Column } from "@/components/ui/column";
import { Status } from "@/components/ui/status";
import { ReplicaCell } from "./partition-map";
import { type PartitionReplicas, replicaState } from "./replica-state";

export type MapBroker = { id: number; rack?: string | null; tone?: "warn" | "bad" };

/** Columns for a DataTable whose rows are partitions: one per broker, the map in the middle of the table. */
export function replicaColumns<Row>(
  brokers: readonly MapBroker[],
  of: (row: Row) => PartitionReplicas,
  behind?: (row: Row, broker: number) => bigint | null,
): Column<Row>[] {
  return brokers.map((broker) => ({
    id: `broker-${broker.id}`,
    width: 58,
    align: "center",
    className: "map",
    free: true,
    head: (
      <span className="num block text-small leading-4">
        {broker.tone ? <Status tone={broker.tone}>{broker.id}</Status> : broker.id}
        <span className="sr-only"> broker</span>
        {broker.rack ? <span className="muted block text-micro">{broker.rack}</span> : null}
      </span>
    ),
    cell: (row) => (
      <ReplicaCell
        state={replicaState(of(row), broker.id)}
        behind={behind?.(row, broker.id) ?? null}
        preferred={of(row).replicas[0] === broker.id}
      />
    ),
  }));
}
