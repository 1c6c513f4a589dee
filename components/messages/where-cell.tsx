"use client";
import { type RefObject, useRef } from "react";
import { ConditionChips } from "@/components/kafka/condition-chips";
import { leaveByEscape } from "@/components/ui/use-filter-key";
import type { ConditionFault, Conditions } from "@/lib/filter/conditions";
import type { Rows } from "@/lib/kafka/record-rows";
import type { Ask, Draft } from "./ask";
import { askConditions } from "./queries";

/** What records are looked for: conditions as terms, and the field for plain text. */
export function WhereCell({
  cluster,
  topic,
  ask,
  draft,
  fault,
  rows,
  search,
  onEdit,
  onConditions,
}: {
  cluster: string;
  topic: string;
  ask: Ask;
  draft: Draft;
  fault: ConditionFault | undefined;
  rows: Rows;
  search: RefObject<HTMLInputElement | null>;
  onEdit: (part: Partial<Draft>) => void;
  onConditions: (conditions: Conditions) => void;
}) {
  const cell = useRef<HTMLDivElement>(null);
  return (
    <div ref={cell} className="where">
      <ConditionChips
        conditions={ask}
        rows={rows}
        fault={fault}
        validate={(conditions, signal) => askConditions(cluster, topic, conditions, signal)}
        onChange={onConditions}
        anchor={cell}
      >
        <label className="contains">
          <span className="k">Contains</span>
          <input
            ref={search}
            className="typed flex-1"
            type="search"
            value={draft.q}
            onChange={(event) => onEdit({ q: event.target.value })}
            onKeyDown={leaveByEscape}
            placeholder={`text in ${ask.in.length === 3 ? "key, value or headers" : ask.in.join(" or ")}`}
            autoComplete="off"
            spellCheck={false}
            maxLength={10_000}
          />
          {ask.ignoreCase ? (
            <span className="small muted no-phone" data-tip="Upper and lower case alike">
              aA
            </span>
          ) : null}
        </label>
      </ConditionChips>
    </div>
  );
}
