import type { Column } from "@/components/ui/column";
import { Status } from "@/components/ui/status";
import { count } from "@/lib/format/count";

/** One broker's copy of one partition. */
export type ReplicaState = "leader" | "in-sync" | "behind" | "offline" | "none";

export type PartitionReplicas = {
  leader: number | null;
  replicas: readonly number[];
  isr: readonly number[];
  offlineReplicas: readonly number[];
};

export function replicaState(at: PartitionReplicas, broker: number): ReplicaState {
  if (!at.replicas.includes(broker)) return "none";
  if (at.offlineReplicas.includes(broker)) return "offline";
  if (at.leader === broker) return "leader";
  return at.isr.includes(broker) ? "in-sync" : "behind";
}

const words: Record<ReplicaState, string> = {
  leader: "leader",
  "in-sync": "in sync",
  behind: "out of sync",
  offline: "offline",
  none: "no replica",
};

/** Filled is leader, outline in sync, dashed out of sync (by `behind` records when known), red offline. */
export function ReplicaCell({
  state,
  behind,
  preferred,
}: {
  state: ReplicaState;
  behind?: bigint | null;
  preferred?: boolean;
}) {
  const { text, unit, exact } = count(behind ?? null);
  const shown =
    state === "leader" || state === "offline"
      ? state
      : state === "behind"
        ? behind
          ? `-${text}${unit}`
          : "behind"
        : state === "none"
          ? "·"
          : "";
  const tip =
    state === "behind" && behind
      ? `${exact} records behind`
      : preferred
        ? `${words[state]}, preferred leader`
        : words[state];
  return (
    <span className={`cell ${state}`} data-tip={state === "none" ? undefined : tip}>
      <span aria-hidden="true">{shown}</span>
      <span className="sr-only">{words[state]}</span>
    </span>
  );
}

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

export function ReplicaLegend() {
  return (
    <div className="legend">
      {(["leader", "in-sync", "behind", "offline"] as const).map((state) => (
        <span key={state}>
          <span className={`cell ${state}`} aria-hidden="true" />
          {state === "behind" ? "out of sync, records behind" : words[state]}
        </span>
      ))}
    </div>
  );
}
