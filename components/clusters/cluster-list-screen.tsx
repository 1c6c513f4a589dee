"use client";
import { useRouter } from "next/navigation";
import { ProblemPanel } from "@/components/kafka/problem-panel";
import { clusterRows } from "@/components/live/cluster-rows";
import { useLiveQuery } from "@/components/live/use-live-query";
import { ButtonLink } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { Fact, PageHead } from "@/components/ui/page-head";
import { useRowCursor } from "@/components/ui/use-row-cursor";
import type { ClusterRow } from "@/lib/api/clusters";
import { paths } from "@/lib/paths";
import { clusterColumns } from "./cluster-columns";
import { NoClusters } from "./no-clusters";

/** All configured clusters, one line each, the reachable and the others with their reason. */
export function ClusterListScreen() {
  const router = useRouter();
  const { data, error, refetch, isFetching } = useLiveQuery(clusterRows());
  const rows = data?.items;
  const open = (index: number) => {
    const name = rows?.[index]?.name;
    if (name !== undefined) router.push(paths.overview(name));
  };
  const [cursor] = useRowCursor({ count: rows?.length ?? 0, noun: "cluster", onOpen: open });
  const only = rows?.length === 1 ? rows[0] : undefined;
  return (
    <>
      <PageHead
        title="Clusters"
        facts={rows && rows.length > 0 ? <Facts rows={rows} /> : null}
        actions={
          only ? (
            <ButtonLink href={paths.overview(only.name)} look="primary">
              Open {only.name}
            </ButtonLink>
          ) : null
        }
      />
      <div className="pad pt-1 pb-6">
        {error ? (
          <ProblemPanel
            what={data ? "The clusters could not be asked anew" : "The clusters could not be asked"}
            error={error}
            onRetry={() => void refetch()}
            retrying={isFetching}
            tone={data ? "warn" : "bad"}
          />
        ) : null}
        {rows?.length === 0 ? (
          <NoClusters />
        ) : error && !data ? null : (
          <DataTable
            label="Clusters"
            columns={clusterColumns}
            rows={rows}
            rowKey={nameOf}
            cursor={cursor}
            onRow={(_, index) => open(index)}
            slow="A cluster that does not answer is given two seconds…"
          />
        )}
      </div>
    </>
  );
}

function nameOf(row: ClusterRow): string {
  return row.name;
}

function Facts({ rows }: { rows: readonly ClusterRow[] }) {
  const out = rows.filter(({ status }) => status === "unreachable").length;
  const weak = rows.filter(({ status }) => status === "degraded").length;
  return (
    <>
      <Fact value={rows.length}>{rows.length === 1 ? "cluster" : "clusters"}</Fact>
      {out > 0 ? <Fact value={out}>unreachable</Fact> : null}
      {weak > 0 ? <Fact value={weak}>degraded</Fact> : null}
      {out + weak === 0 ? <span>all healthy</span> : null}
    </>
  );
}
