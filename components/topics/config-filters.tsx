"use client";
import { useRef } from "react";
import { Checkbox, Choice } from "@/components/ui/choice";
import { Kbd } from "@/components/ui/kbd";
import { Segmented } from "@/components/ui/segmented";
import { TextInput } from "@/components/ui/text-input";
import { useFilterKey } from "@/components/ui/use-filter-key";

type View = { q: string; changed: boolean; values: "readable" | "raw" };

/** What of the configs is shown, and how their values are written; it stands in the address. */
export function ConfigFilters({
  at,
  set,
}: {
  at: View;
  set: (change: { q?: string | null; changed?: boolean | null; values?: View["values"] | null }) => unknown;
}) {
  const input = useRef<HTMLInputElement>(null);
  useFilterKey(input);
  return (
    <search className="bar flex-wrap" aria-label="Filter configs">
      <TextInput
        ref={input}
        type="search"
        icon="search"
        frame="w-[280px] phone:basis-full"
        placeholder="Name, value or documentation"
        aria-label="Filter configs"
        value={at.q}
        onChange={(event) => void set({ q: event.target.value || null })}
        end={<Kbd keys="/" />}
      />
      <Choice
        control={
          <Checkbox checked={at.changed} onChange={(event) => void set({ changed: event.target.checked || null })} />
        }
      >
        Only set on this topic
      </Choice>
      <span className="no-phone flex-1" />
      <Segmented
        label="Values"
        value={at.values}
        onChange={(values) => void set({ values: values === "readable" ? null : values })}
        options={[
          { value: "readable", label: "Readable" },
          { value: "raw", label: "Raw" },
        ]}
      />
    </search>
  );
}
