"use client";
import { useRef } from "react";
import { Button } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { Kbd } from "@/components/ui/kbd";
import { Select } from "@/components/ui/select";
import { TextInput } from "@/components/ui/text-input";
import { useFilterKey } from "@/components/ui/use-filter-key";
import { GroupType } from "@/lib/api/groups";
import { stateNames } from "./group-state";
import type { useGroupList } from "./use-group-list";

/** Name, type, state and topic; each stands in the address. */
export function GroupFilters({ list }: { list: ReturnType<typeof useGroupList> }) {
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
      {at.topic === null ? null : (
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
