"use client";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/class-names";
import { InlineDiff } from "@/components/ui/diff";
import type { ConfigRow } from "@/lib/api/configs";
import type { ConfigDraft, ConfigEdit } from "./config-draft";
import { ConfigEditor } from "./config-editor";
import { isOwn, sourceWords } from "./config-source";
import { readableValue } from "./config-value";

/** One config: its name explains it, its value edits it. */
export function ConfigLine({
  row,
  edit,
  isRaw,
  isSelected,
  isEditing,
  blocked,
  isTight,
  onAbout,
  onEdit,
  onDone,
}: {
  row: ConfigRow;
  edit: ConfigEdit | undefined;
  isRaw: boolean;
  isSelected: boolean;
  isEditing: boolean;
  blocked: string | undefined;
  isTight: boolean;
  onAbout: () => void;
  onEdit: () => void;
  /** undefined: left as it is; null: put back */
  onDone: (to?: ConfigDraft[string] | null) => void;
}) {
  const own = isOwn(row);
  const why = blocked ?? (row.readOnly ? "Kafka does not let this config be changed on a topic." : undefined);
  return (
    <tr aria-selected={isSelected || edit !== undefined || undefined}>
      <td className="p1">
        <button type="button" className="name max-w-full truncate text-left" onClick={onAbout} data-tip-cut={row.name}>
          {row.name}
        </button>
      </td>
      <td className="p2 free" style={{ gridColumn: "1 / -1" }}>
        {isEditing ? (
          <ConfigEditor row={row} edit={edit} onDone={onDone} />
        ) : (
          <button
            type="button"
            className="mono flex max-w-full items-baseline gap-1.5 truncate text-left"
            aria-disabled={why !== undefined || undefined}
            data-tip={why ?? "Change"}
            onClick={why === undefined ? onEdit : undefined}
          >
            <span className="sr-only">Change {row.name}, now</span>
            {edit ? <Change edit={edit} isRaw={isRaw} /> : <Value row={row} isRaw={isRaw} />}
          </button>
        )}
      </td>
      <td className="p1r">
        {edit?.kind === "reset" ? (
          <span className="soft">{own ? "inherited again" : sourceWords(row.source)}</span>
        ) : own || edit ? (
          <b className="font-semibold">this topic</b>
        ) : (
          <span className="soft">{sourceWords(row.source)}</span>
        )}
      </td>
      {isTight ? null : (
        <td className="right wide-only hide">
          {own ? <span className="mono muted">{shown(row.name, row.inherited, isRaw) ?? "—"}</span> : null}
        </td>
      )}
      <td className={cx("right p3", !edit && !own && "hide")}>
        {edit ? (
          <Button look="quiet" small onClick={() => onDone(null)} aria-label={`Undo the change of ${row.name}`}>
            Undo
          </Button>
        ) : own ? (
          <Button
            look="quiet"
            small
            blocked={why}
            onClick={() => onDone("reset")}
            aria-label={`Reset ${row.name}`}
            tip="Take the inherited value again"
          >
            Reset
          </Button>
        ) : null}
      </td>
    </tr>
  );
}

function shown(name: string, value: string | null, isRaw: boolean): string | null {
  return isRaw ? value : (readableValue(name, value) ?? value);
}

function Value({ row, isRaw }: { row: ConfigRow; isRaw: boolean }) {
  if (row.value === null) return <span className="muted">{row.sensitive ? "hidden" : "—"}</span>;
  const words = isRaw ? null : readableValue(row.name, row.value);
  return (
    <>
      <span className={cx(isOwn(row) ? "" : "soft", row.value === "" && "muted")}>
        {words ?? (row.value === "" ? "empty" : row.value)}
      </span>
      {words && row.value !== "" ? <small className="muted text-micro">{row.value}</small> : null}
    </>
  );
}

function Change({ edit, isRaw }: { edit: ConfigEdit; isRaw: boolean }) {
  const { row, before, after } = edit;
  return (
    <>
      <InlineDiff before={shown(row.name, before, isRaw)} after={shown(row.name, after, isRaw) ?? "inherited"} />
      {edit.kind === "reset" ? (
        <small className="muted text-micro">inherited</small>
      ) : !isRaw && after !== null && readableValue(row.name, after) !== null ? (
        <small className="muted text-micro">{after}</small>
      ) : null}
    </>
  );
}
