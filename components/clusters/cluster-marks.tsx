import Link from "next/link";
import { Tag } from "@/components/ui/chip";
import { Quantity } from "@/components/ui/quantity";
import { Status } from "@/components/ui/status";
import type { ClusterRow } from "@/lib/api/clusters";
import { wholeCount } from "@/lib/format/count";
import { grouped } from "@/lib/format/figure";
import { paths } from "@/lib/paths";
import { clusterState } from "./cluster-state";

export function ClusterName({ cluster }: { cluster: ClusterRow }) {
  return (
    <span
      className="-my-0.5 flex min-w-0 items-center gap-2 border-l-[3px] border-line-strong py-0.5 pl-2.5 data-[environment=production]:border-bad"
      data-environment={cluster.environment ?? undefined}
    >
      <Link href={paths.overview(cluster.name)} className="name cut" prefetch={false}>
        {cluster.name}
      </Link>
      {cluster.environment ? <span className="env">{cluster.environment}</span> : null}
      {cluster.readOnly ? (
        <span data-tip="Klar refuses everything that would change this cluster (readOnly in its configuration).">
          <Tag>read-only</Tag>
        </span>
      ) : null}
    </span>
  );
}

/** Trouble in words; a healthy cluster tells its address instead. */
export function Reason({ cluster }: { cluster: ClusterRow }) {
  const { reason, hint } = clusterState(cluster);
  if (reason === null) return <span className="mono muted no-phone">{cluster.bootstrapServers.join(", ")}</span>;
  return (
    <span className="block py-1.5 whitespace-normal">
      <span className="block break-words">{reason}</span>
      {hint ? <span className="soft block break-words">{hint}</span> : null}
      <span className="mono muted block break-words">{cluster.bootstrapServers.join(", ")}</span>
    </span>
  );
}

export function NotInSync({ cluster }: { cluster: ClusterRow }) {
  const { offlinePartitions: offline, underReplicatedPartitions: thin } = cluster;
  if (offline !== null && offline > 0)
    return (
      <Status tone="bad" spoken="partitions offline">
        {grouped(offline)} <small className="soft">offline</small>
      </Status>
    );
  if (thin !== null && thin > 0)
    return (
      <Status tone="warn" spoken="partitions under-replicated">
        <Quantity of={wholeCount(thin)} />
      </Status>
    );
  return <Quantity of={wholeCount(thin)} />;
}
