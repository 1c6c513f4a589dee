"use client";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { PartialProblems, ProblemPanel } from "@/components/kafka/problem-panel";
import { Term } from "@/components/kafka/term";
import { useLiveQuery } from "@/components/live/use-live-query";
import { Button } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHead } from "@/components/ui/page-head";
import { useSteadyOrder } from "@/components/ui/steady-order";
import { useRowCursor } from "@/components/ui/use-row-cursor";
import type { GroupRow } from "@/lib/api/groups";
import { paths } from "@/lib/paths";
import { isSoFarBehind } from "./behind-filter";
import type { BulkAct } from "./bulk-act";
import { EmptyGroups } from "./empty-groups";
import { GroupBulkBar } from "./group-bulk-bar";
import { groupColumns } from "./group-columns";
import { GroupFilters } from "./group-filters";
import { GroupListFacts } from "./group-list-facts";
import { LessonLink } from "./lesson-link";
import { clusterOfGroups, groupTable } from "./queries";
import { useGroupList } from "./use-group-list";
import { useGroupPicks } from "./use-group-picks";

const ResetOffsetsDialog = dynamic(() => import("./reset-offsets-dialog").then((part) => part.ResetOffsetsDialog), {
  ssr: false,
});
const BulkDialog = dynamic(() => import("./bulk-dialog").then((part) => part.BulkDialog), { ssr: false });
const GroupPeek = dynamic(() => import("./group-peek").then((part) => part.GroupPeek), { ssr: false });

/** All groups of a cluster, the ones furthest behind first. */
export function GroupListScreen({ cluster }: { cluster: string }) {
  const list = useGroupList();
  const router = useRouter();
  const { data, error, refetch, isFetching, isPlaceholderData } = useLiveQuery(groupTable(cluster, list.query));
  const [isHovered, setHovered] = useState(false);
  const [isMoved, setMoved] = useState(false);
  const question = JSON.stringify([list.query, list.at.behind]);
  const rows = useSteadyOrder(
    isPlaceholderData ? undefined : data?.items.filter((row) => isSoFarBehind(row, list.at.behind)),
    idOf,
    question,
    isHovered || isMoved || list.at.peek !== null,
  );
  const shown = rows ?? data?.items.filter((row) => isSoFarBehind(row, list.at.behind));
  const picks = useGroupPicks(shown?.map(idOf) ?? []);
  const { data: facts } = useQuery(clusterOfGroups(cluster));
  const [isCreating, setCreating] = useState(false);
  // apart from the ticks: what is deleted is no longer shown, its result is
  const [bulk, setBulk] = useState<{ act: BulkAct; rows: readonly GroupRow[] } | null>(null);
  const blocked = facts?.readOnly
    ? `The cluster ${cluster} is read-only in Klar's configuration: groups are not changed from here.`
    : undefined;
  const at = (index: number) => shown?.[index]?.id;
  const [cursor, setCursor] = useRowCursor({
    count: shown?.length ?? 0,
    noun: "group",
    onOpen: (index) => {
      const id = at(index);
      if (id !== undefined) router.push(paths.group(cluster, id));
    },
    onPeek: (index) => {
      const id = at(index);
      if (id !== undefined) void list.set({ peek: list.at.peek === id ? null : id });
    },
    onPick: (index) => {
      const id = at(index);
      if (id !== undefined) picks.toggle(id);
    },
    onLeave: () => {
      setCursor(-1);
      void list.set({ peek: null });
    },
  });
  if (isMoved !== cursor >= 0) setMoved(cursor >= 0);
  // an open panel follows the cursor
  const peeked = list.at.peek !== null && cursor >= 0 ? (at(cursor) ?? list.at.peek) : list.at.peek;
  const isEmpty = data !== undefined && data.items.length === 0;
  return (
    <>
      <div className="flex min-w-0 flex-[1_0_auto] items-start">
        <div className="min-w-0 flex-1">
          <PageHead
            title="Consumer groups"
            facts={data ? <GroupListFacts rows={data.items} total={data.total} /> : null}
            actions={
              <Button
                blocked={blocked}
                tip="Gives a group its first offsets before it ever runs"
                onClick={() => setCreating(true)}
              >
                Set first offsets…
              </Button>
            }
          />
          <GroupFilters cluster={cluster} list={list} />
          <div
            className="pad pb-6"
            onPointerEnter={(event) => setHovered(event.pointerType === "mouse")}
            onPointerLeave={() => setHovered(false)}
          >
            {error ? (
              <ProblemPanel
                what={data ? "The groups could not be read anew" : "The groups could not be read"}
                error={error}
                onRetry={() => void refetch()}
                retrying={isFetching}
                tone={data ? "warn" : "bad"}
              />
            ) : null}
            {data ? <PartialProblems problems={data.problems} /> : null}
            {(error && !data) || (isEmpty && !list.isFiltered) ? null : (
              <DataTable
                label="Consumer groups"
                columns={groupColumns(cluster, peeked !== null)}
                rows={shown}
                rowKey={idOf}
                sort={list.sort}
                onSort={list.onSort}
                cursor={cursor}
                picks={picks}
                selected={(row) => row.id === peeked}
                onRow={(row, index) => {
                  setCursor(index);
                  void list.set({ peek: row.id });
                }}
                rowClass={(row) => (row.remembered ? "old" : undefined)}
                slow="Asking every broker for its groups takes longer than usual…"
                empty={<NoHit onClear={list.clear} />}
              />
            )}
            {isEmpty && !list.isFiltered ? <EmptyGroups cluster={cluster} /> : null}
            {data && data.items.length > 0 ? (
              <p className="small muted no-phone pt-3">
                <Term word="group" /> · <Term word="lag" /> · <Term word="coordinator" /> · <Term word="assignor" />
                <LessonLink cluster={cluster} facts={facts} />
              </p>
            ) : null}
          </div>
        </div>
        {peeked === null ? null : (
          <GroupPeek cluster={cluster} group={peeked} onClose={() => void list.set({ peek: null })} />
        )}
      </div>
      {picks.ids.length > 0 && shown ? (
        <GroupBulkBar
          rows={shown.filter(({ id }) => picks.has(id))}
          blocked={blocked}
          onAct={(act) => setBulk({ act, rows: shown.filter(({ id }) => picks.has(id)) })}
          onClear={picks.clear}
        />
      ) : null}
      {bulk ? (
        <BulkDialog
          cluster={cluster}
          act={bulk.act}
          groups={bulk.rows}
          facts={facts}
          onClose={() => {
            setBulk(null);
            picks.clear();
          }}
        />
      ) : null}
      {isCreating ? (
        <ResetOffsetsDialog
          cluster={cluster}
          servers={facts?.bootstrapServers ?? []}
          group={null}
          onOpenChange={setCreating}
        />
      ) : null}
    </>
  );
}

function idOf(row: GroupRow): string {
  return row.id;
}

function NoHit({ onClear }: { onClear: () => void }) {
  return (
    <EmptyState
      title="No group fits this filter"
      why="Names are searched anywhere, upper and lower case alike. States are Kafka's own words."
      action={<Button onClick={onClear}>Clear the filter</Button>}
    />
  );
}
