import type { ReactNode } from "react";
import { Icon } from "./icon";

/** A filter in place: field, relation, value; a press edits it, the cross removes it. */
export function Chip({
  field,
  op,
  value,
  onEdit,
  onRemove,
}: {
  field: string;
  op: string;
  value: ReactNode;
  onEdit?: () => void;
  onRemove?: () => void;
}) {
  return (
    <span className="chip">
      <span>{field}</span>
      <span className="op">{op}</span>
      {onEdit ? (
        <button type="button" className="val" onClick={onEdit} data-tip="Change">
          {value}
          <span className="sr-only">, change this filter of {field}</span>
        </button>
      ) : (
        <span className="val">{value}</span>
      )}
      {onRemove ? (
        <button type="button" className="x" onClick={onRemove} aria-label={`Remove filter ${field}`}>
          <Icon name="close" />
        </button>
      ) : null}
    </span>
  );
}

export function AddChip({ children = "+ Filter", onClick }: { children?: ReactNode; onClick: () => void }) {
  return (
    <button type="button" className="chip add" onClick={onClick}>
      {children}
    </button>
  );
}

/** A small label in mono: a kind, a code, a `null`. */
export function Tag({ children, isVoid }: { children: ReactNode; isVoid?: boolean }) {
  return <span className={isVoid ? "tag void" : "tag"}>{children}</span>;
}
