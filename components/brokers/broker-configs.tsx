"use client";
import { parseAsBoolean, parseAsString, useQueryStates } from "nuqs";
import { useDeferredValue, useRef } from "react";
import { PartialProblems, ProblemPanel } from "@/components/kafka/problem-panel";
import { useLiveQuery } from "@/components/live/use-live-query";
import { Switch } from "@/components/ui/choice";
import { DataTable } from "@/components/ui/data-table";
import { Kbd } from "@/components/ui/kbd";
import { SectionHead } from "@/components/ui/page-head";
import { TextInput } from "@/components/ui/text-input";
import { useFilterKey } from "@/components/ui/use-filter-key";
import type { ConfigRow } from "@/lib/api/configs";
import { plural } from "@/lib/format/count";
import { configColumns } from "./config-columns";
import { ConfigDetail } from "./config-detail";
import { foundConfigs, isChanged } from "./config-words";
import { brokerConfigs } from "./queries";

const words = {
  q: parseAsString.withDefault(""),
  changed: parseAsBoolean.withDefault(false),
  config: parseAsString,
};

/** Every config of the broker with its source; a press on one shows what it means and where its value comes from. */
export function BrokerConfigs({ cluster, broker }: { cluster: string; broker: number }) {
  const { data, error, refetch, isFetching } = useLiveQuery(brokerConfigs(cluster, broker));
  const [at, set] = useQueryStates(words, { history: "replace" });
  const query = useDeferredValue(at.q);
  const input = useRef<HTMLInputElement>(null);
  useFilterKey(input);
  const rows = data && foundConfigs(data.items, query, at.changed);
  const chosen = data?.items.find(({ name }) => name === at.config);
  const show = (name: string) => void set({ config: at.config === name ? null : name });
  return (
    <section className="pad flex-none pt-5 pb-6" aria-label="Configs">
      <SectionHead
        title="Configs"
        aside={
          data
            ? `${plural(data.items.filter(isChanged).length, "value")} set, ${data.items.length.toLocaleString("en-GB")} in all`
            : undefined
        }
      />
      <search className="mb-2 flex flex-wrap items-center gap-4" aria-label="Filter configs">
        <TextInput
          ref={input}
          icon="search"
          frame="w-[280px]"
          placeholder="Name, value or meaning"
          aria-label="Filter configs"
          value={at.q}
          onChange={(event) => void set({ q: event.target.value || null })}
          end={<Kbd keys="/" />}
        />
        {/* biome-ignore lint/a11y/noLabelWithoutControl: Switch draws the input inside */}
        <label className="inline-flex items-center gap-2">
          <Switch checked={at.changed} onChange={(event) => void set({ changed: event.target.checked || null })} />
          Only what is set
        </label>
        {rows && data && rows.length < data.items.length ? (
          <span className="small muted" role="status">
            {rows.length.toLocaleString("en-GB")} of {data.items.length.toLocaleString("en-GB")}
          </span>
        ) : null}
      </search>
      {error ? (
        <ProblemPanel
          what={data ? "The configs could not be read anew" : "The configs could not be read"}
          error={error}
          onRetry={() => void refetch()}
          retrying={isFetching}
          tone={data ? "warn" : "bad"}
        />
      ) : null}
      {data ? <PartialProblems problems={data.problems} /> : null}
      {error && !data ? null : (
        <div className="flex items-start gap-5">
          <div className="min-w-0 flex-1">
            <DataTable
              label="Configs"
              compact
              columns={configColumns(show)}
              rows={rows}
              rowKey={nameOf}
              selected={(row) => row.name === at.config}
              onRow={(row) => show(row.name)}
              slow="The broker takes its time to tell its configs…"
              empty={<p className="muted border-b border-line py-2">No config fits this filter.</p>}
            />
          </div>
          {chosen ? <ConfigDetail config={chosen} onClose={() => void set({ config: null })} /> : null}
        </div>
      )}
    </section>
  );
}

function nameOf(row: ConfigRow): string {
  return row.name;
}
