"use client";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useMemo, useRef, useState } from "react";
import { needleOf } from "@/components/kafka/preview";
import { ProblemPanel } from "@/components/kafka/problem-panel";
import { RecordList } from "@/components/kafka/record-list";
import { useRowMoves } from "@/components/kafka/use-row-moves";
import { copyText } from "@/components/ui/copy-text";
import { Fact, PageHead } from "@/components/ui/page-head";
import { faultOf, isNarrowed } from "@/lib/filter/conditions";
import { plural } from "@/lib/format/count";
import { noRows, type RecordRow } from "@/lib/kafka/record-rows";
import { chosenTopics, type ExploreAsk, mostTopics } from "./explore-ask";
import { ExploreBar } from "./explore-bar";
import { ExploreLine } from "./explore-line";
import { NoTopics } from "./no-topics";
import { NothingFound } from "./nothing-found";
import { topicNames } from "./queries";
import { useExplore } from "./use-explore";
import { useExploreColumns } from "./use-explore-columns";
import { useMultiReading } from "./use-multi-reading";

/**
 * One question to several topics, answered in one list by time. `record` is the panel of the record that the address names, `saved`
 * opens what was kept by name.
 */
export function ExploreScreen({ cluster, record, saved }: { cluster: string; record: ReactNode; saved: ReactNode }) {
  const { ask, setAsk, open, setOpen, paths, setPaths } = useExplore();
  const [turn, setTurn] = useState(0);
  const { data: known, error, refetch } = useQuery(topicNames(cluster));
  const chosen = useMemo(() => chosenTopics(ask, known ?? []), [ask, known]);
  const topics = useMemo(() => chosen.slice(0, mostTopics), [chosen]);
  // a pattern says nothing before the names are known
  const isReady = ask.pattern === "" || known !== undefined;
  const { picture, stop, resume } = useMultiReading(cluster, isReady ? topics : [], ask, turn);
  const rows = picture?.rows ?? noRows;
  const isTrace = ask.key !== null && ask.order === "oldest";
  const columns = useExploreColumns(paths, setPaths, isTrace);
  const scroller = useRef<HTMLDivElement>(null);
  const needle = useMemo(() => needleOf(ask.q, ask.ignoreCase), [ask.q, ask.ignoreCase]);
  const moves = useRowMoves({
    rows,
    open,
    onOpen: setOpen,
    onMove: () => {},
    onCopy: (row) => void copyText(row.value?.text ?? ""),
  });
  const put = (next: ExploreAsk) => {
    if (JSON.stringify(next) === JSON.stringify(ask)) setTurn((before) => before + 1);
    else setAsk(next);
  };
  const press = ({ partition, offset, topic }: RecordRow) => {
    moves.setCursor({ partition, offset, topic });
    setOpen({ partition, offset, topic });
  };
  const failed = picture?.parts.find((part) => part.picture?.error)?.picture?.error ?? null;
  return (
    <>
      <PageHead
        title="Explore"
        facts={
          topics.length === 0 ? (
            <span>one question to several topics, or one key through all of them</span>
          ) : (
            <Fact value={topics.length}>{topics.length === 1 ? "topic" : "topics"}</Fact>
          )
        }
        actions={saved}
      />
      <div className="flex min-h-[340px] min-w-0 flex-1 flex-col">
        <ExploreBar
          cluster={cluster}
          ask={ask}
          topics={topics}
          known={known}
          fault={faultOf(failed, ask)}
          rows={rows}
          onAsk={put}
        />
        {error ? (
          <div className="pad pt-2">
            <ProblemPanel
              what="The names of the topics could not be read"
              error={error}
              onRetry={() => void refetch()}
            />
          </div>
        ) : null}
        {topics.length === 0 && isReady ? (
          <div className="pad">
            <NoTopics hasPattern={ask.pattern !== ""} />
          </div>
        ) : (
          <>
            <ExploreLine
              picture={picture}
              order={ask.order}
              isFiltered={isNarrowed(ask)}
              note={
                chosen.length > mostTopics
                  ? `${plural(chosen.length, "topic")} are chosen; the first ${mostTopics} are searched.`
                  : null
              }
              onStop={stop}
              onResume={resume}
            />
            <div className="split">
              <RecordList
                rows={rows}
                columns={columns}
                order={ask.order}
                open={open}
                cursor={moves.cursor}
                onPress={press}
                onArrow={moves.step}
                onEnter={moves.enter}
                onOrder={() => put({ ...ask, order: ask.order === "newest" ? "oldest" : "newest" })}
                needle={needle}
                scroller={scroller}
              >
                {picture === null || picture.isRunning ? (
                  <p className="soft">Searching…</p>
                ) : (
                  <NothingFound ask={ask} onAsk={put} />
                )}
              </RecordList>
              {open ? record : null}
            </div>
          </>
        )}
      </div>
    </>
  );
}
