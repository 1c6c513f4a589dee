"use client";
import { Select } from "@/components/ui/select";
import type { ColumnRole } from "./produce-batch";

const roles: { value: ColumnRole; label: string }[] = [
  { value: "field", label: "field of the value" },
  { value: "value", label: "value" },
  { value: "key", label: "key" },
  { value: "header", label: "header" },
  { value: "partition", label: "partition" },
  { value: "timestamp", label: "timestamp" },
  { value: "none", label: "left out" },
];

/** What each column of a CSV becomes. */
export function BatchColumns({
  columns,
  onRole,
}: {
  columns: readonly { name: string; role: ColumnRole }[];
  onRole: (name: string, role: ColumnRole) => void;
}) {
  return (
    <div className="grid gap-1">
      <span className="lab">Columns</span>
      <ul className="flex flex-wrap gap-x-5 gap-y-1">
        {columns.map(({ name, role }) => (
          <li key={name} className="flex min-w-0 items-baseline gap-2">
            <span className="mono min-w-0 wrap-anywhere">{name === "" ? "(no name)" : name}</span>
            <Select
              quiet
              frame="flex-none"
              aria-label={`What column ${name} is`}
              value={role}
              options={roles}
              onPick={(next) => onRole(name, next)}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}
