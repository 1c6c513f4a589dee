"use client";
import { lazy, type ReactNode, type RefObject, Suspense, useState } from "react";
import { cx } from "@/components/ui/class-names";
import { Icon } from "@/components/ui/icon";
import { Menu } from "@/components/ui/menu";
import type { ConditionFault, Conditions } from "@/lib/filter/conditions";
import type { Rows } from "@/lib/kafka/record-rows";
import { CelText } from "./cel-text";

const load = () => import("./condition-popup").then((part) => ({ default: part.ConditionPopup }));
const ConditionPopup = lazy(load);

/** Which condition is open; a `term` that is not there yet is a new one. */
export type EditedCondition = { part: ConditionFault["part"]; term: number };

export type ConditionChipsProps = {
  conditions: Conditions;
  /** the records on the screen: their fields complete what is typed */
  rows: Rows;
  /** what the last reading said about them */
  fault: ConditionFault | undefined;
  /** asks without reading anything */
  validate: (conditions: Conditions, signal: AbortSignal) => Promise<ConditionFault | undefined>;
  onChange: (conditions: Conditions) => void;
  /** what the popup stands under */
  anchor: RefObject<HTMLElement | null>;
  /** between the chips and the way to add one: the field for plain text */
  children?: ReactNode;
};

/** Conditions as terms in one line, all of which must hold: a press edits one in place, the cross removes it. */
export function ConditionChips(props: ConditionChipsProps) {
  const { conditions, fault, onChange, anchor, children } = props;
  const [edited, setEdited] = useState<EditedCondition | null>(null);
  const { regex, key, where } = conditions;
  const faultAt = (part: ConditionFault["part"], term = 0) =>
    fault?.part === part && fault.term === term ? fault : undefined;
  const edit = (part: ConditionFault["part"], term = 0) => setEdited({ part, term });
  return (
    <>
      {key === null ? null : (
        <Condition
          name="key"
          fault={faultAt("key")}
          onEdit={() => edit("key")}
          onRemove={() => onChange({ ...conditions, key: null, keyPartition: false })}
        >
          key <span className="op">is</span>{" "}
          <span className="lit">{conditions.keyEncoding === "base64" ? `base64 ${key}` : JSON.stringify(key)}</span>
          {conditions.keyPartition ? <span className="op"> in its partition</span> : null}
        </Condition>
      )}
      {regex === "" ? null : (
        <Condition
          name="regular expression"
          fault={faultAt("regex")}
          onEdit={() => edit("regex")}
          onRemove={() => onChange({ ...conditions, regex: "" })}
        >
          <span className="op">matches</span> <span className="lit">/{regex}/</span>
        </Condition>
      )}
      {where.map((term, at) => (
        <Condition
          // biome-ignore lint/suspicious/noArrayIndexKey: terms may repeat, the place is the identity
          key={at}
          name={term}
          fault={faultAt("where", at)}
          onEdit={() => edit("where", at)}
          onRemove={() => onChange({ ...conditions, where: where.filter((_, other) => other !== at) })}
        >
          <CelText text={term} wrong={placeOf(faultAt("where", at))} />
        </Condition>
      ))}
      {children}
      <Menu
        trigger={
          <button
            type="button"
            className="add"
            aria-label="Add a condition"
            data-tip="Add a condition"
            onPointerEnter={() => void load()}
          >
            <Icon name="plus" />
          </button>
        }
        items={[
          { label: "Field condition (CEL)…", run: () => edit("where", where.length) },
          { label: key === null ? "Exact key…" : "Change the key…", run: () => edit("key") },
          { label: regex === "" ? "Regular expression…" : "Change the regular expression…", run: () => edit("regex") },
        ]}
      />
      {edited ? (
        <Suspense>
          <ConditionPopup
            {...props}
            key={`${edited.part} ${edited.term}`}
            anchor={anchor}
            edited={edited}
            fault={faultAt(edited.part, edited.term)}
            onClose={() => setEdited(null)}
          />
        </Suspense>
      ) : null}
    </>
  );
}

function placeOf(fault: ConditionFault | undefined): { start: number; end: number } | undefined {
  return fault && fault.start !== null ? { start: fault.start, end: fault.end } : undefined;
}

function Condition({
  name,
  fault,
  onEdit,
  onRemove,
  children,
}: {
  name: string;
  fault: ConditionFault | undefined;
  onEdit: () => void;
  onRemove: () => void;
  children: ReactNode;
}) {
  return (
    <span className={cx("cond", fault && "bad")} data-tip={fault?.message}>
      <button type="button" className="what" onClick={onEdit} onPointerEnter={() => void load()}>
        {fault ? <span className="sr-only">{fault.message}: </span> : null}
        {children}
      </button>
      <button type="button" className="x" aria-label={`Remove the condition ${name}`} onClick={onRemove}>
        <Icon name="close" />
      </button>
    </span>
  );
}
