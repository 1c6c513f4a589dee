"use client";
import { DataTable } from "@/components/ui/data-table";
import { Status } from "@/components/ui/status";
import type { ReplyOf } from "@/lib/api/endpoint";
import type { createTopic } from "@/lib/api/topics";
import { plural } from "@/lib/format/count";
import { sourceWords } from "./config-source";
import { readableValue } from "./config-value";

type Made = ReplyOf<typeof createTopic>;

/** What the controller would make: counts, and every config with who decides it; what was said here comes first. */
export function DryRunResult({ made, said }: { made: Made; said: readonly string[] }) {
  const rows = [...made.configs].sort((a, b) => Number(said.includes(b.name)) - Number(said.includes(a.name)));
  return (
    <section className="grid grid-cols-[minmax(0,1fr)] gap-2" aria-label="Result of the dry run" aria-live="polite">
      <p>
        <Status tone="ok" className="font-semibold">
          Dry run passed
        </Status>{" "}
        <span className="soft">
          it would have {plural(made.partitionCount, "partition")} with {plural(made.replicationFactor, "replica")}{" "}
          each, and these configs
        </span>
      </p>
      <DataTable
        label="Configs it would have"
        phone="keep"
        compact
        rows={rows}
        rowKey={(row) => row.name}
        empty={<p className="muted py-2">The broker does not tell the configs.</p>}
        columns={[
          {
            id: "name",
            head: "Config",
            cell: (row) => (
              <span className="name" data-tip-cut={row.name}>
                {row.name}
              </span>
            ),
          },
          {
            id: "value",
            head: "Value",
            width: 170,
            cell: (row) => {
              const words = readableValue(row.name, row.value);
              return (
                <span className="mono" data-tip-cut={row.value ?? ""}>
                  {words ?? row.value ?? "—"}
                  {words && words !== row.value && row.value !== "" ? (
                    <span className="muted"> {row.value}</span>
                  ) : null}
                </span>
              );
            },
          },
          {
            id: "source",
            head: "Set by",
            width: 120,
            cell: (row) =>
              said.includes(row.name) ? (
                <b className="font-semibold">this topic</b>
              ) : (
                <span className="soft">{sourceWords(row.source)}</span>
              ),
          },
        ]}
      />
    </section>
  );
}
