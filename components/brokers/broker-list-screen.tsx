"use client";
import { useRouter } from "next/navigation";
import { ProblemPanel } from "@/components/kafka/problem-panel";
import { Term } from "@/components/kafka/term";
import { useLiveQuery } from "@/components/live/use-live-query";
import { DataTable } from "@/components/ui/data-table";
import { ErrorPanel } from "@/components/ui/error-panel";
import { Fact, PageHead, SectionHead } from "@/components/ui/page-head";
import { useRowCursor } from "@/components/ui/use-row-cursor";
import type { BrokerRow } from "@/lib/api/brokers";
import { plural } from "@/lib/format/count";
import { grouped } from "@/lib/format/figure";
import { paths } from "@/lib/paths";
import { brokerColumns } from "./broker-columns";
import { brokerState, evenShare } from "./broker-state";
import { LogDirs } from "./log-dirs";
import { brokerList } from "./queries";
import { QuorumNodes } from "./quorum-nodes";

/** The brokers of a cluster, the silent ones too, their disks and the quorum. */
export function BrokerListScreen({ cluster }: { cluster: string }) {
  const router = useRouter();
  const { data, error, refetch, isFetching } = useLiveQuery(brokerList(cluster));
  const rows = data?.items;
  const open = (index: number) => {
    const id = rows?.[index]?.id;
    if (id !== undefined) router.push(paths.broker(cluster, id));
  };
  const [cursor] = useRowCursor({ count: rows?.length ?? 0, noun: "broker", onOpen: open });
  const most = Math.max(0, ...(rows ?? []).map(({ leaderCount }) => leaderCount ?? 0));
  const troubled = (rows ?? []).filter((row) => brokerState(row, data?.problems ?? []).tone !== "calm");
  const told = rows?.filter(({ logDirs }) => logDirs !== null).length ?? 0;
  return (
    <>
      <PageHead title="Brokers" facts={rows ? <Facts rows={rows} /> : null} />
      <div className="pad flex-none pt-1">
        {error ? (
          <ProblemPanel
            what={data ? "The brokers could not be read anew" : "The brokers could not be read"}
            error={error}
            onRetry={() => void refetch()}
            retrying={isFetching}
            tone={data ? "warn" : "bad"}
          />
        ) : null}
        {error && !data ? null : (
          <DataTable
            label="Brokers"
            columns={brokerColumns(cluster, data?.problems ?? [], rows ? evenShare(rows) : null, most)}
            rows={rows}
            rowKey={idOf}
            cursor={cursor}
            onRow={(_, index) => open(index)}
            rowClass={(row) => (row.isAnswering ? undefined : "old")}
          />
        )}
        {troubled.map((row) => {
          const { word, tone, reason, hint } = brokerState(row, data?.problems ?? []);
          return (
            <div key={row.id} className="pt-2">
              <ErrorPanel
                tone={tone === "bad" ? "bad" : "warn"}
                problem={{
                  title: `Broker ${row.id}: ${word.toLowerCase()}`,
                  detail: reason ?? undefined,
                  hint: hint ?? undefined,
                }}
              />
            </div>
          );
        })}
      </div>
      {error && !data ? null : (
        <div className="pad flex-none pt-6 pb-6">
          <div className="cols grid-cols-[minmax(0,1.75fr)_minmax(0,1fr)]">
            <section aria-label="Log directories">
              <SectionHead
                title={<Term word="segment">Log directories</Term>}
                aside={rows && told < rows.length ? `${told} of ${plural(rows.length, "broker")} answered` : undefined}
              />
              <LogDirs cluster={cluster} brokers={rows} />
            </section>
            <QuorumNodes cluster={cluster} />
          </div>
        </div>
      )}
    </>
  );
}

function idOf(row: BrokerRow): string {
  return String(row.id);
}

function Facts({ rows }: { rows: readonly BrokerRow[] }) {
  const sum = (of: (row: BrokerRow) => number | null) => rows.reduce((total, row) => total + (of(row) ?? 0), 0);
  const racks = new Set(rows.map(({ rack }) => rack).filter((rack) => rack !== null)).size;
  const silent = rows.filter(({ isAnswering }) => !isAnswering).length;
  const controller = rows.find(({ isController }) => isController);
  return (
    <>
      <Fact value={grouped(rows.length)}>{rows.length === 1 ? "broker" : "brokers"}</Fact>
      {silent > 0 ? <Fact value={grouped(silent)}>not answering</Fact> : null}
      {racks > 0 ? <Fact value={grouped(racks)}>{racks === 1 ? "rack" : "racks"}</Fact> : null}
      <Fact value={grouped(sum(({ leaderCount }) => leaderCount))}>leaders</Fact>
      <Fact value={grouped(sum(({ replicaCount }) => replicaCount))}>replicas</Fact>
      {controller ? (
        <span>
          KRaft, <Term word="controller">controller</Term> <b>{controller.id}</b>
        </span>
      ) : null}
    </>
  );
}
