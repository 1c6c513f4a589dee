"use client";
import dynamic from "next/dynamic";
import Link from "next/link";
import { Term } from "@/components/kafka/term";
import { SectionHead } from "@/components/ui/page-head";
import { useZone } from "@/components/ui/preferences";
import { Quantity } from "@/components/ui/quantity";
import { Bone } from "@/components/ui/skeleton";
import type { Overview } from "@/lib/api/clusters";
import { rate } from "@/lib/format/rate";
import { clockTime } from "@/lib/format/time";
import { paths } from "@/lib/paths";
import { measuringSince } from "./chart-window";
import { StorageTable } from "./storage-table";

const RecordsInChart = dynamic(() => import("./overview-charts").then((part) => part.RecordsInChart), {
  ssr: false,
  loading: () => <Room />,
});
const LagChart = dynamic(() => import("./overview-charts").then((part) => part.LagChart), {
  ssr: false,
  loading: () => <Room />,
});

const mostLines = 3;

/** Three columns: what comes in, who is behind, what it fills. */
export function ChartRow({ cluster, overview }: { cluster: string; overview: Overview | undefined }) {
  const rates = overview?.series.messagesPerSecond;
  const lines = overview?.series.lag.filter(({ points }) => points.some(([, lag]) => lag !== null && lag > 0));
  const worst = lines?.slice(0, mostLines);
  const now = rates?.findLast(([, value]) => value !== null)?.[1] ?? null;
  return (
    <div className="pad flex-none pt-5">
      <div className="cols grid-cols-3">
        <section aria-label="Records in">
          <SectionHead
            title="Records in"
            aside={
              <span>
                <Quantity of={rate(now)} /> now
              </span>
            }
          />
          {rates === undefined ? (
            <Waiting />
          ) : measuringSince(rates) === undefined ? (
            <RecordsInChart points={rates} />
          ) : (
            <Measuring since={measuringSince(rates) ?? null} what="Records per second" />
          )}
        </section>
        <section aria-label="Lag">
          <SectionHead
            title={<Term word="lag">Lag</Term>}
            aside={worst && worst.length > 1 ? `the ${worst.length} worst groups` : "the worst groups"}
          />
          {worst === undefined ? (
            <Waiting />
          ) : worst.length === 0 ? (
            <p className="soft border-t border-line py-2">
              No{" "}
              <Link className="link underline underline-offset-2" href={paths.groups(cluster)}>
                group
              </Link>{" "}
              is behind: everything that was written has been read.
            </p>
          ) : measuringSince(worst.flatMap(({ points }) => points)) === undefined &&
            worst.some(({ points }) => measuringSince(points) === undefined) ? (
            <LagChart lag={worst} groups={overview?.topGroups ?? []} />
          ) : (
            <Measuring since={worst[0]?.points[0]?.[0] ?? null} what="Lag" />
          )}
        </section>
        <StorageTable cluster={cluster} sizeBytes={overview?.sizeBytes} />
      </div>
    </div>
  );
}

/** The height of a chart, so that nothing moves when it comes. */
function Room() {
  return <div className="h-[196px]" />;
}

function Waiting() {
  return (
    <div className="h-[196px] border-t border-line pt-3">
      <Bone width="40%" />
    </div>
  );
}

/** A line needs two looks at the cluster; Klar measures only while it runs. */
function Measuring({ since, what }: { since: number | null; what: string }) {
  const zone = useZone();
  return (
    <p className="soft min-h-[196px] border-t border-line py-2">
      {since === null ? "Measuring begins now." : `Measuring since ${clockTime(since, zone, "with-seconds")}.`}{" "}
      <span className="muted">{what} is the difference between two looks, some seconds apart.</span>
    </p>
  );
}
