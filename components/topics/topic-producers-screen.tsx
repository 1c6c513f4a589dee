"use client";
import { CliBlock } from "@/components/kafka/cli-block";
import { PartialProblems, ProblemPanel } from "@/components/kafka/problem-panel";
import { Term } from "@/components/kafka/term";
import { useLiveQuery } from "@/components/live/use-live-query";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { SectionHead } from "@/components/ui/page-head";
import { Status } from "@/components/ui/status";
import { Ago } from "@/components/ui/time-text";
import { plural } from "@/lib/format/count";
import { grouped } from "@/lib/format/figure";
import { kafkaTool } from "@/lib/kafka/cli";
import { clusterOfTopics, topicProducers } from "./queries";
import { serversOf } from "./topic-commands";
import { type Writer, writersOf } from "./writers";

/** Who writes to a topic, as the leaders of its partitions remember it. */
export function TopicProducersScreen({ cluster, topic }: { cluster: string; topic: string }) {
  const { data, error, refetch, isFetching } = useLiveQuery(topicProducers(cluster, topic));
  const { data: facts } = useLiveQuery(clusterOfTopics(cluster));
  const rows = data ? writersOf(data.items) : undefined;
  const open = rows?.filter(({ openSince }) => openSince.length > 0).length ?? 0;
  return (
    <div className="pad pt-3 pb-6">
      {error ? (
        <ProblemPanel
          what={data ? "The producers could not be read anew" : "The producers could not be read"}
          error={error}
          onRetry={() => void refetch()}
          retrying={isFetching}
          tone={data ? "warn" : "bad"}
        />
      ) : null}
      {data ? <PartialProblems problems={data.problems} /> : null}
      {rows?.length === 0 && !error ? (
        <NoWriters />
      ) : error && !data ? null : (
        <>
          <SectionHead
            title="Producers"
            after={
              <span className="small muted">
                those with an id (<Term word="idempotent" />, <Term word="transaction" />
                ): others leave no trace
              </span>
            }
            aside={
              rows ? `${plural(rows.length, "producer")}${open > 0 ? `, ${open} in a transaction` : ""}` : undefined
            }
          />
          <DataTable<Writer>
            label="Producers of the topic"
            rows={rows}
            rowKey={({ producerId }) => String(producerId)}
            slow="Asking the leaders of all partitions takes longer than usual…"
            columns={[
              {
                id: "id",
                head: "Producer id",
                width: 160,
                phone: "p1",
                cell: ({ producerId }) => <span className="mono">{String(producerId)}</span>,
              },
              {
                id: "epoch",
                head: "Epoch",
                width: 76,
                align: "right",
                phone: "p2",
                label: "Epoch",
                cell: ({ epoch }) => <span className="num">{epoch}</span>,
              },
              {
                id: "last",
                head: "Last write",
                width: 130,
                phone: "p2r",
                label: "Last write",
                cell: ({ lastAt }) => <Ago at={lastAt} />,
              },
              {
                id: "partitions",
                head: "Partitions",
                phone: "full",
                label: "Partitions",
                cell: ({ partitions }) => (
                  <span className="mono" data-tip-cut={partitions.join(", ")}>
                    {partitions.join(", ")}
                  </span>
                ),
              },
              {
                id: "open",
                head: "Transaction",
                width: 240,
                phone: "p1r",
                cell: ({ openSince }) =>
                  openSince.length === 0 ? (
                    <span className="muted">none open</span>
                  ) : (
                    <span
                      data-tip={openSince
                        .map(({ partition, offset }) => `partition ${partition} from offset ${grouped(offset)}`)
                        .join("; ")}
                    >
                      <Status tone="warn">open on {plural(openSince.length, "partition")}</Status>
                    </span>
                  ),
              },
            ]}
          />
        </>
      )}
      <div className="pt-5">
        <CliBlock
          command={kafkaTool("kafka-transactions.sh", serversOf(facts), [
            ["describe-producers", "--topic", topic, "--partition", "0"],
          ])}
        />
      </div>
    </div>
  );
}

function NoWriters() {
  return (
    <EmptyState
      title="No leader remembers a producer"
      why={
        <>
          Leaders remember producers with an id: idempotent ones (the default of Kafka’s own client since 3.0) and
          transactional ones, for a day after their last write. What is written with{" "}
          <code>enable.idempotence=false</code> leaves no trace of who wrote it: the rate of the topic still tells that
          somebody does.
        </>
      }
    />
  );
}
