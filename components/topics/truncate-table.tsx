"use client";
import { DataTable } from "@/components/ui/data-table";
import { Quantity } from "@/components/ui/quantity";
import { Status } from "@/components/ui/status";
import { wholeCount } from "@/lib/format/count";

type Row = { partition: number; earliestBefore: bigint | null; earliest: bigint | null; error: string | null };

/** Per partition: where its log starts before and after, how much goes, or why it cannot. */
export function TruncateTable({ rows }: { rows: readonly Row[] }) {
  return (
    <div className="max-h-[260px] overflow-auto" data-scroll="">
      <DataTable
        label="Partitions, before and after"
        phone="keep"
        compact
        rows={rows}
        rowKey={(row) => String(row.partition)}
        columns={[
          {
            id: "partition",
            head: "Part",
            width: 52,
            align: "right",
            cell: (row) => <span className="num">{row.partition}</span>,
          },
          {
            id: "before",
            head: "Starts at",
            align: "right",
            cell: (row) => <Quantity of={wholeCount(row.earliestBefore)} />,
          },
          { id: "after", head: "Then", align: "right", cell: (row) => <Quantity of={wholeCount(row.earliest)} /> },
          {
            id: "removed",
            head: "Records",
            align: "right",
            cell: (row) =>
              row.error === null ? (
                <Quantity
                  of={wholeCount(
                    row.earliest === null || row.earliestBefore === null ? null : row.earliest - row.earliestBefore,
                  )}
                />
              ) : (
                <span data-tip={row.error}>
                  <Status tone="bad">Refused</Status>
                </span>
              ),
          },
        ]}
      />
      {rows
        .filter((row) => row.error !== null)
        .map((row) => (
          <p key={row.partition} className="small soft py-1">
            Partition {row.partition}: {row.error}
          </p>
        ))}
    </div>
  );
}
