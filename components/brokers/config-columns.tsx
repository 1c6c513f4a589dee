import type { Column } from "@/components/ui/column";
import { CopyButton } from "@/components/ui/copy-button";
import type { ConfigRow } from "@/lib/api/configs";
import { ConfigValue } from "./config-detail";
import { isChanged, sourceWord } from "./config-words";

/** `show` opens what a config means beside the table. */
export function configColumns(show: (name: string) => void): Column<ConfigRow>[] {
  return [
    {
      id: "name",
      head: "Name",
      phone: "p1",
      cell: (row) => (
        <button
          type="button"
          onClick={() => show(row.name)}
          className="name block max-w-full cut text-left"
          data-tip-cut={row.name}
        >
          {row.name}
        </button>
      ),
    },
    { id: "value", head: "Value", width: 280, phone: "full", cell: (row) => <ConfigValue config={row} /> },
    {
      id: "change",
      head: "Changed by",
      width: 96,
      wideOnly: true,
      cell: (row) =>
        row.readOnly ? (
          <span className="muted" data-tip="It is read when the broker starts.">
            a restart
          </span>
        ) : (
          <span className="soft" data-tip="It can be changed while the broker runs.">
            an alter
          </span>
        ),
    },
    {
      id: "source",
      head: "Source",
      width: 140,
      phone: "p1r",
      cell: (row) => (
        <span className={isChanged(row) ? undefined : "muted"} data-tip={row.source}>
          {sourceWord(row.source)}
        </span>
      ),
    },
    {
      id: "copy",
      head: <span className="sr-only">Copy</span>,
      width: 40,
      align: "right",
      wideOnly: true,
      cell: (row) =>
        row.sensitive ? null : <CopyButton text={`${row.name}=${row.value ?? ""}`} label={`Copy ${row.name}`} />,
    },
  ];
}
