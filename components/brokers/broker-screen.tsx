"use client";
import dynamic from "next/dynamic";
import { PartialProblems, ProblemPanel } from "@/components/kafka/problem-panel";
import { Term } from "@/components/kafka/term";
import { useLiveQuery } from "@/components/live/use-live-query";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorPanel } from "@/components/ui/error-panel";
import { Fact, PageHead, SectionHead } from "@/components/ui/page-head";
import { BoneLines, Loading } from "@/components/ui/skeleton";
import { Star } from "@/components/ui/star";
import { Status } from "@/components/ui/status";
import { Summary } from "@/components/ui/summary";
import type { BrokerRow } from "@/lib/api/brokers";
import { bytes } from "@/lib/format/bytes";
import { percent, plural, wholeCount } from "@/lib/format/count";
import { diskShare } from "@/lib/kafka/disk-use";
import { paths } from "@/lib/paths";
import { BrokerConfigs } from "./broker-configs";
import { brokerState, evenShare } from "./broker-state";
import { LogDirs } from "./log-dirs";
import { brokerDetail, brokerList } from "./queries";

const BrokerHistory = dynamic(() => import("./broker-history").then((part) => part.BrokerHistory), {
  ssr: false,
  loading: () => <div className="h-[480px]" />,
});

/** One broker: how it is, what it carries, where that lies, how it is configured. */
export function BrokerScreen({ cluster, broker }: { cluster: string; broker: number }) {
  const { data, error, refetch, isFetching } = useLiveQuery(brokerDetail(cluster, broker));
  const { data: all } = useLiveQuery(brokerList(cluster));
  const shown = data?.id === broker ? data : undefined;
  const isMissing = error?.code === "no-such-broker";
  const state = shown ? brokerState(shown, shown.problems) : undefined;
  return (
    <>
      <PageHead
        title={`Broker ${broker}`}
        before={<Star scope={cluster} href={paths.broker(cluster, broker)} label={`broker ${broker}`} />}
        facts={shown ? <Facts row={shown} problems={shown.problems} /> : null}
      />
      {isMissing ? (
        <div className="pad">
          <EmptyState
            title={`There is no broker ${broker}`}
            why={`${error.message} ${error.hint ?? ""}`}
            action={<ButtonLink href={paths.brokers(cluster)}>All brokers</ButtonLink>}
          />
        </div>
      ) : error ? (
        <div className="pad pb-2">
          <ProblemPanel
            what={shown ? "The broker could not be looked at anew" : "The broker could not be looked at"}
            error={error}
            onRetry={() => void refetch()}
            retrying={isFetching}
            tone={shown ? "warn" : "bad"}
          />
        </div>
      ) : null}
      {shown && state && !isMissing ? (
        <>
          <div className="pad flex-none pt-1">
            {state.tone === "calm" ? (
              <PartialProblems problems={shown.problems} />
            ) : (
              <div className="pb-3">
                <ErrorPanel
                  tone={state.tone === "bad" ? "bad" : "warn"}
                  problem={{
                    title: `Broker ${broker}: ${state.word.toLowerCase()}`,
                    detail: state.reason ?? undefined,
                    hint: state.hint ?? undefined,
                  }}
                />
              </div>
            )}
            <Figures row={shown} even={all ? evenShare(all.items) : null} />
          </div>
          <BrokerHistory cluster={cluster} broker={broker} />
          <section className="pad flex-none pt-5" aria-label="Log directories">
            <SectionHead
              title="Log directories"
              aside={plural(shown.logDirs?.length ?? 0, "directory", "directories")}
            />
            <LogDirs cluster={cluster} brokers={[shown]} />
          </section>
        </>
      ) : null}
      {!shown && !error ? (
        <div className="pad">
          <Loading slow={`Broker ${broker} takes its time to answer…`}>
            <BoneLines lines={6} />
          </Loading>
        </div>
      ) : null}
      {isMissing ? null : <BrokerConfigs cluster={cluster} broker={broker} />}
    </>
  );
}

function Facts({ row, problems }: { row: BrokerRow; problems: Parameters<typeof brokerState>[1] }) {
  const { tone, word } = brokerState(row, problems);
  return (
    <>
      <Status tone={tone}>{word}</Status>
      <Fact value={`${row.host}:${row.port}`} />
      {row.rack === null ? null : (
        <span>
          <Term word="rack">rack</Term> <b>{row.rack}</b>
        </span>
      )}
      {row.isController === true ? (
        <span>
          <Term word="controller">active controller</Term>
        </span>
      ) : null}
    </>
  );
}

function Figures({ row, even }: { row: BrokerRow; even: number | null }) {
  const { leaderCount, replicaCount, inSyncReplicaCount, sizeBytes, logDirs } = row;
  const behind = replicaCount === null || inSyncReplicaCount === null ? null : replicaCount - inSyncReplicaCount;
  const share = diskShare(logDirs);
  return (
    <Summary
      items={[
        {
          label: <Term word="leader">Leaders</Term>,
          value: wholeCount(leaderCount),
          say: even === null ? undefined : `an even share is ${wholeCount(Math.round(even)).text}`,
        },
        { label: <Term word="replica">Replicas</Term>, value: wholeCount(replicaCount), say: "leaders included" },
        {
          label: <Term word="isr">In sync</Term>,
          value: wholeCount(inSyncReplicaCount),
          say: behind === null ? "not known" : behind === 0 ? "all of them" : `${behind} behind`,
        },
        {
          label: "Size",
          value: bytes(sizeBytes),
          say: `in ${plural(logDirs?.length ?? 0, "log directory", "log directories")}`,
        },
        { label: "Fullest disk", value: percent(share), say: share === null ? "the broker does not tell" : "used" },
      ]}
    />
  );
}
