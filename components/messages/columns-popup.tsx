"use client";
import { Popover } from "@base-ui/react/popover";
import { type FormEvent, type ReactElement, useId, useState } from "react";
import type { Columns } from "@/components/kafka/record-columns";
import { pathColumn, type RecordColumn, topicColumns } from "@/components/kafka/record-columns";
import { fieldsOf } from "@/components/kafka/seen-in";
import { Button, IconButton } from "@/components/ui/button";
import { Checkbox, Choice } from "@/components/ui/choice";
import { TextInput } from "@/components/ui/text-input";
import type { Rows } from "@/lib/kafka/record-rows";

/** Chooses and orders the columns of the list, and makes new ones from paths. Each change takes effect at once. */
export function ColumnsPopup({ columns, rows, trigger }: { columns: Columns; rows: Rows; trigger: ReactElement }) {
  const [open, setOpen] = useState(true);
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger render={trigger} />
      <Popover.Portal>
        <Popover.Positioner className="layer" sideOffset={6} align="end">
          <Popover.Popup
            className="pop surface grid max-h-(--available-height) grid-cols-[minmax(0,1fr)] w-80! gap-3 overflow-auto"
            aria-label="Columns of the list"
            data-modal=""
          >
            <Chooser columns={columns} />
            <PathForm columns={columns} rows={rows} />
            <footer className="flex items-center gap-2">
              <span className="small muted flex-1">Remembered for this topic.</span>
              <Button small blocked={columns.isChosen ? undefined : "Nothing was changed"} onClick={columns.reset}>
                Reset
              </Button>
            </footer>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Chooser({ columns: { columns, choose } }: { columns: Columns }) {
  const ids = columns.map(({ id }) => id);
  const others = topicColumns.filter(({ id }) => !ids.includes(id));
  const move = (at: number, by: number) => {
    const next = [...ids];
    const [id] = next.splice(at, 1);
    if (id === undefined) return;
    next.splice(at + by, 0, id);
    choose(next);
  };
  return (
    <fieldset className="grid grid-cols-[minmax(0,1fr)] gap-0.5">
      <legend className="lab mb-1">Columns, from left to right</legend>
      {columns.map((column, at) => (
        <div key={column.id} className="flex min-w-0 items-center gap-1">
          <ColumnChoice
            column={column}
            isChosen
            blocked={columns.length === 1}
            onTurn={() => choose(ids.filter((id) => id !== column.id))}
          />
          <span className="flex-1" />
          <IconButton
            small
            icon="up"
            label={`Move ${column.label} to the left`}
            blocked={at === 0 ? "It is the first" : undefined}
            onClick={() => move(at, -1)}
          />
          <IconButton
            small
            icon="down"
            label={`Move ${column.label} to the right`}
            blocked={at === columns.length - 1 ? "It is the last" : undefined}
            onClick={() => move(at, 1)}
          />
        </div>
      ))}
      {others.map((column) => (
        <ColumnChoice
          key={column.id}
          column={column}
          isChosen={false}
          blocked={false}
          onTurn={() => choose([...ids, column.id])}
        />
      ))}
    </fieldset>
  );
}

function ColumnChoice({
  column,
  isChosen,
  blocked,
  onTurn,
}: {
  column: RecordColumn;
  isChosen: boolean;
  blocked: boolean;
  onTurn: () => void;
}) {
  return (
    <Choice control={<Checkbox checked={isChosen} disabled={blocked} onChange={onTurn} />}>
      <span className={column.path ? "mono break-all" : undefined}>{column.label}</span>
    </Choice>
  );
}

function PathForm({ columns, rows }: { columns: Columns; rows: Rows }) {
  const id = useId();
  const [typed, setTyped] = useState("");
  const [isWrong, setWrong] = useState(false);
  const [{ fields }] = useState(() => fieldsOf(rows));
  const add = (event: FormEvent) => {
    event.preventDefault();
    const column = pathColumn(typed);
    setWrong(column === undefined);
    if (!column) return;
    columns.add(column.id);
    setTyped("");
  };
  return (
    <form className="grid grid-cols-[minmax(0,1fr)] gap-1" onSubmit={add}>
      <label className="lab" htmlFor={id}>
        Column from a path
      </label>
      <span className="flex gap-2">
        <TextInput
          id={id}
          mono
          frame="flex-1"
          list={`${id}-fields`}
          value={typed}
          placeholder="pull_request.title"
          aria-describedby={`${id}-said`}
          aria-invalid={isWrong || undefined}
          onChange={(event) => {
            setTyped(event.target.value);
            setWrong(false);
          }}
        />
        <Button type="submit">Add</Button>
      </span>
      <datalist id={`${id}-fields`}>
        {[...fields.values()].slice(0, 300).map((field) => (
          <option key={field.name} value={field.name.replace(/^value\./, "")} />
        ))}
      </datalist>
      <p id={`${id}-said`} className={isWrong ? "field-error" : "small muted"} role={isWrong ? "alert" : undefined}>
        {isWrong
          ? 'Write a path such as action, items[0].id, key.id or headers["trace"].'
          : "Paths begin in the value; key.id and headers[…] work too."}
      </p>
    </form>
  );
}
