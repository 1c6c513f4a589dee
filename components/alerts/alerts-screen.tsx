"use client";
import { PartialProblems, ProblemPanel } from "@/components/kafka/problem-panel";
import { useLiveQuery } from "@/components/live/use-live-query";
import { Fact, PageHead } from "@/components/ui/page-head";
import { BoneLines, Loading } from "@/components/ui/skeleton";
import { grouped } from "@/lib/format/figure";
import { AlertRule } from "./alert-rule";
import { sortedAlerts } from "./alert-words";
import { NoAlerts } from "./no-alerts";
import { alertList } from "./queries";

/** The alert rules of the configuration and how they stand, the worst first. */
export function AlertsScreen({ cluster }: { cluster: string }) {
  const { data, error, refetch, isFetching } = useLiveQuery(alertList(cluster));
  const firing = data?.items.filter(({ state }) => state === "firing").length ?? 0;
  const pending = data?.items.filter(({ state }) => state === "pending").length ?? 0;
  return (
    <>
      <PageHead
        title="Alerts"
        facts={
          data && data.items.length > 0 ? (
            <>
              <Fact value={grouped(data.items.length)}>{data.items.length === 1 ? "rule" : "rules"}</Fact>
              <Fact value={grouped(firing)}>firing</Fact>
              {pending > 0 ? <Fact value={grouped(pending)}>pending</Fact> : null}
            </>
          ) : null
        }
      />
      <div className="pad pb-6">
        {error ? (
          <ProblemPanel
            what={data ? "The alerts could not be read anew" : "The alerts could not be read"}
            error={error}
            onRetry={() => void refetch()}
            retrying={isFetching}
            tone={data ? "warn" : "bad"}
          />
        ) : null}
        {data ? <PartialProblems problems={data.problems} /> : null}
        {!data && !error ? (
          <Loading slow="Judging every group by the rules takes longer than usual…">
            <BoneLines lines={4} />
          </Loading>
        ) : null}
        {data?.items.length === 0 ? <NoAlerts cluster={cluster} /> : null}
        {data && data.items.length > 0 ? (
          <ul className="border-t border-rule" aria-label="Alert rules">
            {sortedAlerts(data.items).map((alert) => (
              <AlertRule key={alert.name} cluster={cluster} alert={alert} />
            ))}
          </ul>
        ) : null}
      </div>
    </>
  );
}
