"use client";
import { Fragment, useState } from "react";
import { EmptyLine } from "@/components/ui/empty-state";
import type { ConfigDraft, ConfigEdit } from "./config-draft";
import { ConfigLine } from "./config-line";
import type { ConfigSection } from "./config-sections";

/** The configs in sections, one editable line each. */
export function ConfigTable({
  sections,
  edits,
  isRaw,
  selected,
  blocked,
  isTight,
  onAbout,
  onChange,
}: {
  sections: readonly ConfigSection[];
  edits: readonly ConfigEdit[];
  isRaw: boolean;
  selected: string | null;
  blocked: string | undefined;
  /** a panel stands beside: what a reset would leave is told there */
  isTight: boolean;
  onAbout: (name: string) => void;
  onChange: (name: string, to: ConfigDraft[string] | null) => void;
}) {
  const [editing, setEditing] = useState<string | null>(null);
  if (sections.length === 0) return <EmptyLine>No config fits this filter.</EmptyLine>;
  return (
    <table className="table ruled stack picks" aria-label="Configs">
      <colgroup>
        <col style={{ width: "34%" }} />
        <col />
        <col style={{ width: isTight ? 122 : 150 }} />
        {isTight ? null : <col className="wide-only" style={{ width: 120 }} />}
        <col style={{ width: 74 }} />
      </colgroup>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Value</th>
          <th scope="col">Set by</th>
          {isTight ? null : (
            <th scope="col" className="right wide-only">
              Without it
            </th>
          )}
          <th scope="col">
            <span className="sr-only">Reset</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {sections.map(({ title, rows }) => (
          <Fragment key={title}>
            <tr className="group">
              <td colSpan={isTight ? 4 : 5} className="full">
                {title}
              </td>
            </tr>
            {rows.map((row) => (
              <ConfigLine
                key={row.name}
                row={row}
                edit={edits.find((one) => one.row.name === row.name)}
                isRaw={isRaw}
                isSelected={row.name === selected}
                isEditing={row.name === editing}
                blocked={blocked}
                isTight={isTight}
                onAbout={() => onAbout(row.name)}
                onEdit={() => setEditing(row.name)}
                onDone={(to) => {
                  setEditing(null);
                  if (to !== undefined) onChange(row.name, to);
                }}
              />
            ))}
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}
