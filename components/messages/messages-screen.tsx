"use client";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useMemo, useRef, useState } from "react";
import { ProblemPanel } from "@/components/kafka/problem-panel";
import { useKeys } from "@/components/ui/use-keys";
import type { Message } from "@/lib/api/messages";
import { type Ask, browseValues, orderOf, tailValues } from "./ask";
import { CommandBar } from "./command-bar";
import { HeldStrip } from "./held-strip";
import { LiveLine } from "./live-line";
import { MessageList } from "./message-list";
import { NoRecords } from "./no-records";
import { needleOf } from "./preview";
import { useProducedCount } from "./produce-request";
import { topicOf } from "./queries";
import { noRows, placeOf } from "./rows";
import { ScanLine } from "./scan-line";
import { useAsk } from "./use-ask";
import { useCopyValue } from "./use-copy-value";
import { useHeld } from "./use-held";
import { useReading } from "./use-reading";
import { useRowMoves } from "./use-row-moves";
import { useTail } from "./use-tail";

const RecordPanel = dynamic(() => import("./record-panel").then((part) => part.RecordPanel), { ssr: false });
const TimeHistogram = dynamic(() => import("./time-histogram").then((part) => part.TimeHistogram), { ssr: false });
const EmptyTopic = dynamic(() => import("./empty-topic").then((part) => part.EmptyTopic), { ssr: false });

/** A topic's records: asked for in one sentence, listed, opened beside the list, followed as they come. */
export function MessagesScreen({ cluster, topic }: { cluster: string; topic: string }) {
  const { ask, setAsk, open, setOpen } = useAsk();
  const [turn, setTurn] = useState(0);
  const produced = useProducedCount();
  const again = () => setTurn((before) => before + 1);
  const reading = useReading(cluster, topic, ask.live ? null : browseValues(ask), turn + produced);
  const tail = useTail(cluster, topic, ask.live ? tailValues(ask) : null, turn);
  const held = useHeld(tail.picture);
  const { data: detail } = useQuery(topicOf(cluster, topic));
  const scroller = useRef<HTMLDivElement>(null);

  const picture = ask.live ? null : reading.shown;
  const rows = (ask.live ? held.rows : picture?.rows) ?? noRows;
  const order = ask.live ? "newest" : orderOf(ask);
  const isFiltered = ask.q !== "";
  const needle = useMemo(() => needleOf(ask.q, ask.ignoreCase), [ask.q, ask.ignoreCase]);
  const copy = useCopyValue(cluster, topic);
  const moves = useRowMoves({ rows, open, onOpen: setOpen, onMove: held.hold, onCopy: copy.copy });
  const listed = open ? rows.at(placeOf(rows, open)) : undefined;

  const put = (next: Ask) => {
    if (JSON.stringify(next) === JSON.stringify(ask)) again();
    else setAsk(next);
  };
  const toTop = () => {
    held.release();
    moves.setCursor(null);
    scroller.current?.scrollTo({ top: 0 });
  };
  useKeys([{ keys: "Home", label: "To the first row, and what waits", group: "List", inPalette: false, run: toTop }]);
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
  const isEmptyTopic =
    !ask.live &&
    picture?.done?.reason === "end" &&
    rows.count === 0 &&
    isAllEmpty(picture.plan) &&
    !open &&
    !ask.cursor;
  if (isEmptyTopic && detail)
    return (
      <EmptyTopic cluster={cluster} detail={detail} onRecords={again} onLive={() => setAsk({ ...ask, live: true })} />
    );
  return (
    <div className="flex min-h-[340px] min-w-0 flex-1 flex-col">
      <CommandBar ask={ask} partitionCount={detail?.partitions.length ?? null} onAsk={put} />
      {ask.live ? null : <TimeHistogram cluster={cluster} topic={topic} ask={ask} onAsk={put} />}
      {tail.picture ? (
        <LiveLine tail={tail.picture} isHeld={held.isHeld} onRetry={tail.retry} onRestart={tail.restart} />
      ) : (
        <ScanLine
          reading={ask.live ? null : reading.current?.isRunning ? reading.current : picture}
          order={order}
          isFiltered={isFiltered}
          isLater={ask.cursor !== ""}
          onStop={reading.stop}
          onPage={(cursor) => {
            scroller.current?.scrollTo({ top: 0 });
            setAsk({ ...ask, cursor });
          }}
        />
      )}
      {picture?.error ? (
        <div className="pad flex-none pb-2">
          <ProblemPanel what="The records could not be read" error={picture.error} onRetry={again} />
        </div>
      ) : null}
      {picture?.error && rows.count === 0 && open === null ? null : (
        <div className="split">
          <MessageList
            rows={rows}
            order={order}
            open={open}
            cursor={moves.cursor}
            onPress={press}
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
              onWiden={() => put({ ...ask, q: "", from: "newest", to: "", partitions: "", cursor: "" })}
            />
          </MessageList>
          {open ? (
            <RecordPanel
              key={topic}
              cluster={cluster}
              topic={topic}
              id={open}
              listed={listed}
              onStep={moves.step}
              onGo={setOpen}
              onClose={() => setOpen(null)}
              onContains={(text) => put({ ...ask, q: text, cursor: "" })}
            />
          ) : null}
        </div>
      )}
      <span className="sr-only" role="status">
        {copy.said}
      </span>
    </div>
  );
}

function isAllEmpty(plan: { skipped: readonly { reason: string }[]; partitions: readonly unknown[] } | null): boolean {
  return plan !== null && plan.partitions.length === 0 && plan.skipped.every(({ reason }) => reason === "it is empty");
}

/** The same question from the other end. */
function turned(ask: Ask): Ask {
  const order = orderOf(ask) === "newest" ? "oldest" : "newest";
  const isEnd = ask.from === "newest" || ask.from === "oldest";
  return { ...ask, cursor: "", ...(isEnd ? { from: order, order: null } : { order }) };
}
