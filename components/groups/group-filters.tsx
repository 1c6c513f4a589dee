"use client";
import { useRef } from "react";
import { Button } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { Kbd } from "@/components/ui/kbd";
import { Select } from "@/components/ui/select";
import { TextInput } from "@/components/ui/text-input";
import { useFilterKey } from "@/components/ui/use-filter-key";
import { GroupType } from "@/lib/api/groups";
import { behindChoices, behindNames } from "./behind-filter";
import { stateNames } from "./group-state";
import { TopicFilter } from "./topic-filter";
import type { useGroupList } from "./use-group-list";

/** Name, type, state, lag and topic; each stands in the address. */
export function GroupFilters({ cluster, list }: { cluster: string; list: ReturnType<typeof useGroupList> }) {
  const input = useRef<HTMLInputElement>(null);
  useFilterKey(input);
  const { at, set } = list;
  return (
    <search className="bar" aria-label="Filter groups">
      <TextInput
        ref={input}
        icon="search"
        frame="w-[250px] phone:basis-full"
        placeholder="Name contains"
        aria-label="Filter groups by name"
        value={at.q}
        onChange={(event) => void set({ q: event.target.value || null })}
        end={<Kbd keys="/" />}
      />
      <Select
        aria-label="Type of group"
        value={at.type ?? ""}
        options={[{ value: "", label: "Every type" }, ...GroupType.options.map((value) => ({ value, label: value }))]}
        onPick={(value) => void set({ type: value === "" ? null : value })}
      />
      <Select
        aria-label="State of group"
        value={at.state ?? ""}
        options={[{ value: "", label: "Every state" }, ...stateNames.map((value) => ({ value, label: value }))]}
        onPick={(value) => void set({ state: value === "" ? null : value })}
      />
      <Select
        aria-label="How far behind"
        value={at.behind ?? ""}
        options={[
          { value: "", label: "Any lag" },
          ...behindChoices.map((value) => ({ value, label: behindNames[value] })),
        ]}
        onPick={(value) => void set({ behind: value === "" ? null : value })}
      />
      {at.topic === null ? (
        <TopicFilter cluster={cluster} onTopic={(topic) => void set({ topic })} />
      ) : (
        <Chip field="topic" op="is" value={at.topic} onRemove={() => void set({ topic: null })} />
      )}
      {list.isFiltered ? (
        <Button look="quiet" onClick={list.clear}>
          Clear
        </Button>
      ) : null}
    </search>
  );
}
