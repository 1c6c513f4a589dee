"use client";
import { useRef } from "react";
import { Button } from "@/components/ui/button";
import { AddChip, Chip } from "@/components/ui/chip";
import { Kbd } from "@/components/ui/kbd";
import { Select } from "@/components/ui/select";
import { TextInput } from "@/components/ui/text-input";
import { useFilterKey } from "@/components/ui/use-filter-key";
import type { TopicList } from "./use-topic-list";

/** Name, kind and internal topics; each stands in the address. `says` is how many of how many are shown. */
export function TopicFilters({
  list,
  says,
  problem,
}: {
  list: TopicList;
  says: string | null;
  problem: string | null;
}) {
  const input = useRef<HTMLInputElement>(null);
  useFilterKey(input);
  const { at, set } = list;
  return (
    <search className="bar" aria-label="Filter topics">
      <TextInput
        ref={input}
        type="search"
        icon="search"
        frame="w-[250px] phone:basis-full"
        placeholder="Name contains, or /regex/"
        aria-label="Filter topics by name"
        aria-invalid={problem !== null || undefined}
        value={at.q}
        onChange={(event) => void set({ q: event.target.value || null, page: null })}
        end={<Kbd keys="/" />}
      />
      <Select
        aria-label="Which topics"
        value={at.show}
        options={[
          { value: "all", label: "All topics" },
          { value: "favourites", label: "Favourites" },
          { value: "trouble", label: "In trouble" },
        ]}
        onPick={(show) => void set({ show: show === "all" ? null : show })}
      />
      {at.internal ? (
        <Chip field="internal" op="is" value="shown" onRemove={() => void set({ internal: null })} />
      ) : (
        <AddChip onClick={() => void set({ internal: true })}>+ Internal topics</AddChip>
      )}
      {list.isFiltered ? (
        <Button look="quiet" onClick={list.clear}>
          Clear
        </Button>
      ) : null}
      {problem ? (
        <p className="field-error" role="alert">
          <span aria-hidden="true">■</span>
          {problem}
        </p>
      ) : says ? (
        <span className="small muted">{says}</span>
      ) : null}
    </search>
  );
}
