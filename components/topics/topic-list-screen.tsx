"use client";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { PartialProblems, ProblemPanel } from "@/components/kafka/problem-panel";
import { useLiveQuery } from "@/components/live/use-live-query";
import { Button } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { useFavourites } from "@/components/ui/favourites";
import { Pager } from "@/components/ui/pager";
import { useSteadyOrder } from "@/components/ui/steady-order";
import { useKeys } from "@/components/ui/use-keys";
import { usePhone } from "@/components/ui/use-phone";
import { useRowCursor } from "@/components/ui/use-row-cursor";
import type { TopicRow } from "@/lib/api/topics";
import { paths } from "@/lib/paths";
import { EmptyTopics } from "./empty-topics";
import { clusterOfTopics, topicTable } from "./queries";
import { useShownColumns } from "./shown-columns";
import { TopicBulkBar } from "./topic-bulk-bar";
import { topicColumns } from "./topic-columns";
import { TopicFilters } from "./topic-filters";
import { TopicListHead } from "./topic-list-head";
import { rowsShown } from "./topics-shown";
import { useNarrow } from "./use-narrow";
import { useNamePicks } from "./use-picks";
import { useTopicList } from "./use-topic-list";
import { changeBlocked } from "./why-blocked";

const TopicPeek = dynamic(() => import("./topic-peek").then((part) => part.TopicPeek), { ssr: false });
const CreateTopicDrawer = dynamic(() => import("./create-topic-drawer").then((part) => part.CreateTopicDrawer), {
  ssr: false,
});

/** All topics of a cluster, those with the largest lag first. */
export function TopicListScreen({ cluster }: { cluster: string }) {
  const list = useTopicList();
  const router = useRouter();
  const isPhone = usePhone();
  const isNarrow = useNarrow();
  const { at: address, set } = list;
  const { data, error, refetch, isFetching, isPlaceholderData } = useLiveQuery(topicTable(cluster, list.query));
  const { data: facts } = useQuery(clusterOfTopics(cluster));
  const favourites = useFavourites(cluster);
  const [isHovered, setHovered] = useState(false);
  const [isMoved, setMoved] = useState(false);
  const steady = useSteadyOrder(
    isPlaceholderData ? undefined : data?.items,
    nameOf,
    JSON.stringify(list.query),
    isHovered || isMoved || address.peek !== null,
  );
  const rows = rowsShown(steady ?? data?.items, address.show, (name) =>
    favourites.some(({ href }) => href === paths.topic(cluster, name)),
  );
  const names = rows?.map(nameOf) ?? [];
  const picks = useNamePicks(names);
  const at = (work: (name: string) => void) => (index: number) => {
    const name = names[index];
    if (name !== undefined) work(name);
  };
  const [cursor, setCursor] = useRowCursor({
    count: names.length,
    noun: "topic",
    onOpen: at((name) => router.push(paths.topic(cluster, name))),
    onPeek: at((name) => void set({ peek: address.peek === name ? null : name })),
    onPick: at(picks.toggle),
    onLeave: () => {
      setCursor(-1);
      void set({ peek: null });
    },
  });
  if (isMoved !== cursor >= 0) setMoved(cursor >= 0);
  // an open panel follows the cursor
  const peeked = address.peek !== null && cursor >= 0 ? (names[cursor] ?? address.peek) : address.peek;
  const [columns, choices] = useShownColumns(topicColumns(cluster, isPhone), !isPhone && (peeked !== null || isNarrow));
  const blocked = changeBlocked(facts);
  const create = () => void set({ create: "" });
  useKeys(blocked === undefined ? [{ keys: "n", label: "Create topic", run: create }] : []);
  const isEmpty = data !== undefined && data.total === 0 && !list.isFiltered;
  const badSearch = error?.errors?.find(({ path }) => path === "query.search")?.message ?? null;
  const picked = rows?.filter(({ name }) => picks.has(name)) ?? [];
  return (
    <>
      <TopicListHead
        cluster={cluster}
        rows={rows}
        total={data?.total}
        facts={facts}
        choices={choices}
        isInternalShown={address.internal}
        blocked={blocked}
        onCreate={create}
      />
      <TopicFilters
        list={list}
        says={list.isFiltered && rows ? `${rows.length.toLocaleString("en-GB")} found` : null}
        problem={badSearch}
      />
      <div className="flex min-w-0 flex-[1_0_auto] items-start">
        <div
          className="pad min-w-0 flex-1 pb-6"
          onPointerEnter={(event) => setHovered(event.pointerType === "mouse")}
          onPointerLeave={() => setHovered(false)}
        >
          {error && badSearch === null ? (
            <ProblemPanel
              what={data ? "The topics could not be read anew" : "The topics could not be read"}
              error={error}
              onRetry={() => void refetch()}
              retrying={isFetching}
              tone={data ? "warn" : "bad"}
            />
          ) : null}
          {data ? <PartialProblems problems={data.problems} /> : null}
          {(error && !data) || isEmpty ? null : (
            <DataTable
              label="Topics"
              compact
              columns={columns}
              rows={rows}
              rowKey={nameOf}
              sort={list.sort}
              onSort={list.onSort}
              cursor={cursor}
              picks={picks}
              selected={(row) => row.name === peeked}
              onRow={(row, index) => {
                setCursor(index);
                void set({ peek: row.name });
              }}
              slow="Describing every topic takes longer than usual…"
              empty={<NoHit onClear={list.clear} />}
            />
          )}
          {isEmpty ? <EmptyTopics facts={facts} onCreate={create} /> : null}
          {data && data.total > list.perPage ? (
            <Pager page={data.page} perPage={list.perPage} total={data.total} onPage={(page) => void set({ page })} />
          ) : null}
        </div>
        {peeked === null ? null : (
          <TopicPeek cluster={cluster} topic={peeked} onClose={() => void set({ peek: null })} />
        )}
      </div>
      {picked.length > 0 ? <TopicBulkBar cluster={cluster} rows={picked} facts={facts} onClear={picks.clear} /> : null}
      {address.create === null ? null : (
        <CreateTopicDrawer
          cluster={cluster}
          facts={facts}
          initialName={address.create}
          existing={data?.items.map(nameOf) ?? []}
          onClose={() => void set({ create: null })}
        />
      )}
    </>
  );
}

function nameOf(row: TopicRow): string {
  return row.name;
}

function NoHit({ onClear }: { onClear: () => void }) {
  return (
    <EmptyState
      title="No topic fits this filter"
      why="Names are searched anywhere, upper and lower case alike; between slashes stands a regular expression (RE2). Internal topics are searched only when they are shown."
      action={<Button onClick={onClear}>Clear the filter</Button>}
    />
  );
}
