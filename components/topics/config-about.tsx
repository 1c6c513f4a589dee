"use client";
import { CopyButton } from "@/components/ui/copy-button";
import { DataTable } from "@/components/ui/data-table";
import { SidePanel } from "@/components/ui/side-panel";
import type { ConfigRow } from "@/lib/api/configs";
import { docText } from "./config-docs";
import { sourceWords } from "./config-source";
import { readableValue } from "./config-value";

/** What a config does, what it is, and who would decide it next: Kafka takes the first of the list that is set. */
export function ConfigAbout({ row, onClose }: { row: ConfigRow; onClose: () => void }) {
  const words = readableValue(row.name, row.value);
  return (
    <div className="sticky top-0 flex h-[calc(100dvh-120px)] flex-none self-start phone:static">
      <SidePanel
        name="config-about"
        label={`About ${row.name}`}
        onClose={onClose}
        head={
          <>
            <h2 className="name truncate">{row.name}</h2>
            <CopyButton text={row.name} label="Copy name" />
          </>
        }
      >
        <div className="body pt-3">
          {row.documentation ? (
            docText(row.documentation).map((paragraph) => (
              <p key={paragraph} className="mb-2">
                {paragraph}
              </p>
            ))
          ) : (
            <p className="muted">The broker sends no documentation for it.</p>
          )}
          <h3>Now</h3>
          <dl className="kv">
            <dt>Value</dt>
            <dd>
              {row.value === null ? (row.sensitive ? "hidden" : "—") : row.value === "" ? "empty" : row.value}
              {words && words !== row.value ? <span className="muted"> {words}</span> : null}
            </dd>
            <dt>Set by</dt>
            <dd>{sourceWords(row.source)}</dd>
            <dt>After a reset</dt>
            <dd>{row.inherited === null ? "—" : (readableValue(row.name, row.inherited) ?? row.inherited)}</dd>
            <dt>Type</dt>
            <dd>{row.type.toLowerCase()}</dd>
          </dl>
          <h3>Who decides, in this order</h3>
          <DataTable
            label={`Where ${row.name} comes from`}
            phone="keep"
            compact
            rows={row.synonyms.map((one, at) => ({ ...one, at }))}
            rowKey={(one) => String(one.at)}
            empty={<p className="muted py-2">Kafka tells no broker config behind it.</p>}
            columns={[
              { id: "source", head: "Set by", width: 120, cell: (one) => sourceWords(one.source) },
              {
                id: "name",
                head: "As",
                cell: (one) => (
                  <span className="mono" data-tip-cut={one.name}>
                    {one.name}
                  </span>
                ),
              },
              {
                id: "value",
                head: "Value",
                width: 130,
                align: "right",
                cell: (one) => (
                  <span className="mono" data-tip-cut={one.value ?? ""}>
                    {one.value ?? "—"}
                  </span>
                ),
              },
            ]}
          />
        </div>
      </SidePanel>
    </div>
  );
}
