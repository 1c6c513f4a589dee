"use client";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useMemo, useRef, useState } from "react";
import { needleOf } from "@/components/kafka/preview";
import { ProblemPanel } from "@/components/kafka/problem-panel";
import { RecordList } from "@/components/kafka/record-list";
import { useRowMoves } from "@/components/kafka/use-row-moves";
import { foundEmpty } from "@/components/live/reading";
import { useZone } from "@/components/ui/preferences";
import type { Message } from "@/lib/api/messages";
import { faultOf, isNarrowed } from "@/lib/filter/conditions";
import { noRows, placeOf } from "@/lib/kafka/record-rows";
import { type Ask, browseValues, orderOf, tailValues, turned, withGuards } from "./ask";
import { BrokenOff } from "./broken-off";
import { CommandBar } from "./command-bar";
import { rememberFormats, useRememberedFormats } from "./format-memory";
import { HeldStrip } from "./held-strip";
import { LiveLine } from "./live-line";
import { MessageTools } from "./message-tools";
import { NoRecords } from "./no-records";
import { useProducedCount } from "./produce-request";
import { topicOf } from "./queries";
import { ScanLine } from "./scan-line";
import { scopeWords } from "./scope-words";
import { useAsk } from "./use-ask";
import { useColumns } from "./use-columns";
import { useCopyValue } from "./use-copy-value";
import { useHeld } from "./use-held";
import { useListKeys } from "./use-list-keys";
import { usePointerHold } from "./use-pointer-hold";
import { useReading } from "./use-reading";
import { useRecordPicks } from "./use-record-picks";
import { useTail } from "./use-tail";

const ListedRecord = dynamic(() => import("./listed-record").then((part) => part.ListedRecord), { ssr: false });
const TimeHistogram = dynamic(() => import("./time-histogram").then((part) => part.TimeHistogram), { ssr: false });
const PickedBar = dynamic(() => import("./picked-bar").then((part) => part.PickedBar), { ssr: false });
const EmptyTopic = dynamic(() => import("./empty-topic").then((part) => part.EmptyTopic), { ssr: false });

/** A topic's records: asked for in one sentence, listed, opened beside the list, followed as they come. */
export function MessagesScreen({ cluster, topic }: { cluster: string; topic: string }) {
  const { ask, setAsk, open, setOpen } = useAsk();
  const zone = useZone();
  const [turn, setTurn] = useState(0);
  const produced = useProducedCount();
  const again = () => setTurn((before) => before + 1);
  const columns = useColumns(cluster, topic);
  const hasPaths = columns.columns.some(({ path }) => path !== null);
  const reading = useReading(cluster, topic, ask.live ? null : browseValues(ask, hasPaths), turn + produced);
  const tail = useTail(cluster, topic, ask.live ? tailValues(ask, hasPaths) : null, turn);
  const held = useHeld(tail.picture);
  const { data: detail } = useQuery(topicOf(cluster, topic));
  const scroller = useRef<HTMLDivElement>(null);

  const picture = ask.live ? null : reading.shown;
  const rows = (ask.live ? held.rows : picture?.rows) ?? noRows;
  const order = ask.live ? "newest" : orderOf(ask);
  const isFiltered = isNarrowed(ask);
  const needle = useMemo(() => needleOf(ask.q, ask.ignoreCase), [ask.q, ask.ignoreCase]);
  const formats = { keyFormat: ask.keyFormat, valueFormat: ask.valueFormat };
  const copy = useCopyValue(cluster, topic, formats);
  const { picks, toggle, clear } = useRecordPicks(topic);
  const moves = useRowMoves({ rows, open, onOpen: setOpen, onMove: held.hold, onCopy: copy.copy, onPick: toggle });
  const listed = open ? rows.at(placeOf(rows, open)) : undefined;
  const error = (ask.live ? tail.picture?.error : (reading.current ?? picture)?.error) ?? null;
  const fault = faultOf(error, ask);
  const guardedAsk = withGuards(ask);

  useRememberedFormats(cluster, topic);
  const put = (next: Ask) => {
    if (next.keyFormat !== ask.keyFormat || next.valueFormat !== ask.valueFormat)
      rememberFormats(cluster, topic, { keyFormat: next.keyFormat, valueFormat: next.valueFormat });
    if (JSON.stringify(next) === JSON.stringify(ask)) again();
    else setAsk(next);
  };
  const page = (cursor: string) => {
    scroller.current?.scrollTo({ top: 0 });
    setAsk({ ...ask, cursor });
  };
  const toTop = () => {
    held.release();
    moves.setCursor(null);
    scroller.current?.scrollTo({ top: 0 });
  };
  useListKeys({ onTop: toTop, pages: ask.live ? null : (picture?.done?.cursor ?? null), onPage: page });
  const press = (message: Message) => {
    const id = { partition: message.partition, offset: message.offset };
    held.hold();
    moves.setCursor(id);
    setOpen(id);
  };
  const scrolled = (top: number) => {
    if (!ask.live) return;
    if (top > 4) held.hold();
    else if (open === null && held.isHeld) toTop();
  };
  const left = () =>
    open === null && (scroller.current?.scrollTop ?? 0) <= 4 && moves.cursor === null && held.release();
  usePointerHold(scroller, ask.live, { onEnter: held.hold, onLeave: left });
  if (detail && !ask.live && !open && !ask.cursor && foundEmpty(picture))
    return (
      <EmptyTopic cluster={cluster} detail={detail} onRecords={again} onLive={() => setAsk({ ...ask, live: true })} />
    );
  const tools = (
    <MessageTools cluster={cluster} topic={topic} ask={ask} picture={picture} columns={columns} rows={rows} />
  );
  return (
    <div className="flex min-h-[340px] min-w-0 flex-1 flex-col">
      <CommandBar
        cluster={cluster}
        topic={topic}
        ask={ask}
        partitionCount={detail?.partitions.length ?? null}
        fault={fault}
        rows={rows}
        onAsk={put}
      />
      {ask.live ? null : (
        <TimeHistogram cluster={cluster} topic={topic} ask={ask} rows={isFiltered ? rows : noRows} onAsk={put} />
      )}
      {tail.picture ? (
        <LiveLine tail={tail.picture} isHeld={held.isHeld} onRetry={tail.retry} onRestart={again} tools={tools} />
      ) : (
        <ScanLine
          reading={ask.live ? null : reading.current?.isRunning ? reading.current : picture}
          order={order}
          isFiltered={isFiltered}
          isLater={ask.cursor !== ""}
          limit={ask.limit}
          scope={scopeWords(ask, zone)}
          onStop={reading.stop}
          onResume={reading.resume}
          onPage={page}
          onOpen={setOpen}
          onGuard={guardedAsk ? () => put(guardedAsk) : undefined}
          tools={tools}
        />
      )}
      {ask.live ? null : <BrokenOff picture={picture} onRetry={again} />}
      {picture?.error ? (
        <div className="pad flex-none pb-2">
          <ProblemPanel what="The records could not be read" error={picture.error} onRetry={again} />
        </div>
      ) : null}
      {picture?.error && rows.count === 0 && open === null ? null : (
        <div className="split">
          <RecordList
            rows={rows}
            columns={columns}
            order={order}
            open={open}
            cursor={moves.cursor}
            onPress={press}
            picks={picks}
            onPick={toggle}
            onArrow={moves.step}
            onEnter={moves.enter}
            onOrder={ask.live ? undefined : () => put(turned(ask))}
            needle={needle}
            strip={held.waiting > 0 ? <HeldStrip waiting={held.waiting} since={held.heldAt} onShow={toTop} /> : null}
            scroller={scroller}
            onScroll={scrolled}
          >
            <NoRecords
              picture={picture}
              tail={tail.picture}
              isFiltered={isFiltered}
              isWhole={scopeWords(ask, zone) === "" && ask.partitions === "" && ask.cursor === ""}
              onWiden={() => put({ ...ask, from: "newest", to: "", partitions: "", cursor: "" })}
            />
          </RecordList>
          {open ? (
            <ListedRecord
              key={topic}
              cluster={cluster}
              topic={topic}
              id={open}
              listed={listed}
              ask={ask}
              rows={rows}
              onStep={moves.step}
              onGo={setOpen}
              onClose={() => setOpen(null)}
              onAsk={put}
              onColumn={columns.add}
            />
          ) : null}
        </div>
      )}
      {picks.size > 0 ? (
        <PickedBar cluster={cluster} topic={topic} messages={[...picks.values()]} formats={formats} onClear={clear} />
      ) : null}
      <span className="sr-only" role="status">
        {copy.said}
      </span>
    </div>
  );
}
