"use client";
import { type FormEvent, useId, useRef, useState } from "react";
import { Icon } from "@/components/ui/icon";
import { useZone } from "@/components/ui/preferences";
import { useFilterKey } from "@/components/ui/use-filter-key";
import type { ConditionFault } from "@/lib/filter/conditions";
import { plural } from "@/lib/format/count";
import type { Rows } from "@/lib/kafka/record-rows";
import { type Ask, askOf, type Draft, type DraftFault, draftOf } from "./ask";
import { fieldWidth } from "./field-width";
import { FromField } from "./from-field";
import { OptionsButton } from "./options-button";
import { WhereCell } from "./where-cell";

/** One sentence to ask with: from, to, partitions, conditions, limit. What was asked stands in the address; this is its draft. */
export function CommandBar({
  cluster,
  topic,
  ask,
  partitionCount,
  fault: refused,
  rows,
  onAsk,
}: {
  cluster: string;
  topic: string;
  ask: Ask;
  partitionCount: number | null;
  /** the condition that the last reading could not read */
  fault: ConditionFault | undefined;
  rows: Rows;
  onAsk: (ask: Ask) => void;
}) {
  const zone = useZone();
  const id = useId();
  const asked = JSON.stringify(ask);
  const [known, setKnown] = useState(asked);
  const [draft, setDraft] = useState(() => draftOf(ask));
  const [fault, setFault] = useState<DraftFault | null>(null);
  const search = useRef<HTMLInputElement>(null);
  useFilterKey(search);
  // the address changed by other means, e.g. Back: it is what counts
  if (known !== asked) {
    setKnown(asked);
    setDraft(draftOf(ask));
    setFault(null);
  }
  const edit = (part: Partial<Draft>) => {
    setFault(null);
    setDraft((before) => ({ ...before, ...part }));
  };
  const run = (part: Partial<Draft> = {}, isLive = ask.live) => {
    const next = askOf({ ...draft, ...part }, ask, Date.now(), zone);
    if ("field" in next) setFault(next);
    else {
      setFault(null);
      onAsk({ ...next, live: isLive });
    }
  };
  // what is typed in the bar is asked along with it, as far as it can be read
  const set = (part: Partial<Ask>) => {
    const typed = askOf(draft, ask, Date.now(), zone);
    onAsk({ ...("field" in typed ? ask : typed), live: ask.live, cursor: "", ...part });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    run();
  };
  const invalid = (field: DraftFault["field"]) =>
    fault?.field === field ? ({ "aria-invalid": true, "aria-describedby": `${id}-fault` } as const) : {};
  const all = partitionCount === null ? "all" : `all ${partitionCount}`;
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: <search> is not yet known to every browser that is supported */}
      <form role="search" aria-label="Ask for records" className="cmd" onSubmit={submit}>
        <FromField
          cluster={cluster}
          topic={topic}
          draft={draft}
          isLive={ask.live}
          onEdit={edit}
          onRun={run}
          invalid={invalid("from")}
        />
        <label className="no-phone">
          <span className="k">To</span>
          <input
            className="typed"
            value={ask.live ? "" : draft.to}
            onChange={(event) => edit({ to: event.target.value })}
            placeholder={ask.live ? "never" : "now"}
            disabled={ask.live}
            autoComplete="off"
            spellCheck={false}
            style={{ width: fieldWidth(draft.to, 5) }}
            data-tip="An offset, a time, offsets:0=12,3=7 or group:name, not included; empty is now"
            {...invalid("to")}
          />
        </label>
        <label className="no-phone">
          <span className="k">Partitions</span>
          <input
            className="typed"
            value={draft.partitions}
            onChange={(event) => edit({ partitions: event.target.value })}
            placeholder={all}
            autoComplete="off"
            spellCheck={false}
            style={{ width: fieldWidth(draft.partitions, 6) }}
            data-tip={`Numbers and ranges, such as 0,3,5-7${partitionCount === null ? "" : `; ${plural(partitionCount, "partition")} in all`}`}
            {...invalid("partitions")}
          />
        </label>
        <WhereCell
          cluster={cluster}
          topic={topic}
          ask={ask}
          draft={draft}
          fault={refused}
          rows={rows}
          search={search}
          onEdit={edit}
          onConditions={({ regex, key, keyEncoding, keyPartition, where, ignoreCase, in: fields }) =>
            set({ regex, key, keyEncoding, keyPartition, where, ignoreCase, in: fields })
          }
        />
        <OptionsButton
          cluster={cluster}
          topic={topic}
          ask={ask}
          draft={draft}
          onEdit={edit}
          onSet={set}
          onRun={() => run()}
        />
        <label className="no-phone">
          <span className="k">Limit</span>
          <input
            className="typed"
            inputMode="numeric"
            list={`${id}-limits`}
            value={ask.live ? "" : draft.limit}
            placeholder="none"
            disabled={ask.live}
            onChange={(event) => edit({ limit: event.target.value })}
            autoComplete="off"
            style={{ width: fieldWidth(draft.limit, 4) }}
            {...invalid("limit")}
          />
        </label>
        {ask.live ? null : (
          <button type="submit" className="run" aria-label="Search" data-tip="Search (Enter)">
            <span>Search</span> <Icon name="enter" />
          </button>
        )}
        <button
          type="button"
          className="live"
          aria-pressed={ask.live}
          onClick={() => (ask.live ? run({}, false) : run({ fromKind: "newest", fromText: "" }, true))}
        >
          {ask.live ? <Icon name="pause" /> : null}
          {ask.live ? "Stop live" : "Live"}
        </button>
      </form>
      <datalist id={`${id}-limits`}>
        {["50", "200", "500", "1000", "10000"].map((limit) => (
          <option key={limit} value={limit} />
        ))}
      </datalist>
      {fault ? (
        <p id={`${id}-fault`} className="field-error pad pt-1" role="alert">
          <span aria-hidden="true">■</span>
          {fault.message}
        </p>
      ) : null}
    </>
  );
}
