"use client";
import { type FormEvent, useId, useRef, useState } from "react";
import { ConditionChips } from "@/components/kafka/condition-chips";
import { Icon } from "@/components/ui/icon";
import { useZone } from "@/components/ui/preferences";
import { leaveByEscape, useFilterKey } from "@/components/ui/use-filter-key";
import type { ConditionFault } from "@/lib/filter/conditions";
import { whenBound } from "@/lib/format/when-text";
import type { Rows } from "@/lib/kafka/record-rows";
import type { ExploreAsk } from "./explore-ask";
import { askConditions } from "./queries";
import { TopicPicker } from "./topic-picker";

type Draft = { from: string; to: string; limit: string; q: string };

/** One sentence to ask with: which topics, from when to when, what, how many. */
export function ExploreBar({
  cluster,
  ask,
  topics,
  known,
  fault: refused,
  rows,
  onAsk,
}: {
  cluster: string;
  ask: ExploreAsk;
  topics: readonly string[];
  known: readonly { name: string; internal: boolean }[] | undefined;
  fault: ConditionFault | undefined;
  rows: Rows;
  onAsk: (ask: ExploreAsk) => void;
}) {
  const zone = useZone();
  const id = useId();
  const asked = JSON.stringify(ask);
  const [from, setFrom] = useState(asked);
  const [draft, setDraft] = useState(() => draftOf(ask));
  const [fault, setFault] = useState<string | null>(null);
  const search = useRef<HTMLInputElement>(null);
  const cell = useRef<HTMLDivElement>(null);
  useFilterKey(search);
  // the address changed by other means, e.g. Back: it is what counts
  if (from !== asked) {
    setFrom(asked);
    setDraft(draftOf(ask));
    setFault(null);
  }
  const edit = (part: Partial<Draft>) => {
    setFault(null);
    setDraft((before) => ({ ...before, ...part }));
  };
  const set = (part: Partial<ExploreAsk>) => {
    const typed = readDraft(draft, (text) => whenBound(text, Date.now(), zone));
    if (typeof typed === "string") setFault(typed);
    onAsk({ ...ask, ...(typeof typed === "string" ? {} : typed), ...part });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const typed = readDraft(draft, (text) => whenBound(text, Date.now(), zone));
    if (typeof typed === "string") setFault(typed);
    else onAsk({ ...ask, ...typed });
  };
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: <search> is not yet known to every browser that is supported */}
      <form role="search" aria-label="Ask several topics for records" className="cmd explore" onSubmit={submit}>
        <TopicPicker ask={ask} topics={topics} known={known} onPick={set} />
        <label className="from">
          <span className="k">From</span>
          <input
            className="typed w-[13ch] phone:flex-1"
            value={draft.from}
            placeholder="the beginning"
            autoComplete="off"
            spellCheck={false}
            aria-describedby={fault ? `${id}-fault` : undefined}
            data-tip="A time of day, a date with time, -15m, or epoch seconds or milliseconds; empty is the beginning"
            onChange={(event) => edit({ from: event.target.value })}
          />
        </label>
        <label className="no-phone">
          <span className="k">To</span>
          <input
            className="typed w-[10ch]"
            value={draft.to}
            placeholder="now"
            autoComplete="off"
            spellCheck={false}
            data-tip="A time, not included; empty is now"
            onChange={(event) => edit({ to: event.target.value })}
          />
        </label>
        <div ref={cell} className="where">
          <ConditionChips
            conditions={ask}
            rows={rows}
            fault={refused}
            validate={async (conditions, signal) =>
              topics[0] === undefined ? undefined : askConditions(cluster, topics[0], conditions, signal)
            }
            onChange={set}
            anchor={cell}
          >
            <label className="contains">
              <span className="k">Contains</span>
              <input
                ref={search}
                className="typed flex-1"
                type="search"
                value={draft.q}
                placeholder="text in key, value or headers"
                autoComplete="off"
                spellCheck={false}
                maxLength={10_000}
                onChange={(event) => edit({ q: event.target.value })}
                onKeyDown={leaveByEscape}
              />
            </label>
          </ConditionChips>
        </div>
        <label className="no-phone">
          <span className="k">Limit</span>
          <input
            className="typed w-[5ch]"
            inputMode="numeric"
            value={draft.limit}
            autoComplete="off"
            onChange={(event) => edit({ limit: event.target.value })}
          />
        </label>
        <button type="submit" className="run" aria-label="Search" data-tip="Search (Enter)">
          <span>Search</span> <Icon name="enter" />
        </button>
      </form>
      {fault ? (
        <p id={`${id}-fault`} className="field-error pad pt-1" role="alert">
          <span aria-hidden="true">■</span>
          {fault}
        </p>
      ) : null}
    </>
  );
}

function draftOf({ from, to, limit, q }: ExploreAsk): Draft {
  return { from: from.replace(/^time:/, ""), to: to.replace(/^time:/, ""), limit: String(limit), q };
}

/** What was typed as the API takes it, or what is wrong with it. */
function readDraft(
  { from, to, limit, q }: Draft,
  when: (text: string) => string | undefined,
): Pick<ExploreAsk, "from" | "to" | "limit" | "q"> | string {
  const bounds = [from, to].map((text) => (text.trim() === "" || text.trim() === "now" ? "" : when(text)));
  const [first, last] = bounds;
  if (first === undefined || last === undefined)
    return "Write a time such as 09:45, -15m, 2026-07-14 09:45 or epoch milliseconds.";
  if (!/^\d{1,5}$/.test(limit) || Number(limit) < 1 || Number(limit) > 10_000)
    return "The limit is a number from 1 to 10,000.";
  return { from: first && `time:${first}`, to: last && `time:${last}`, limit: Number(limit), q };
}
