"use client";
import { useQuery } from "@tanstack/react-query";
import type { FieldSlot } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { formatsOf } from "./format-queries";
import type { Formats } from "./queries";

type Part = "key" | "value";

/** The format a topic's keys or values are read as: found out for each record, or one for all. */
export function FormatSelect({
  cluster,
  topic,
  part,
  value,
  slot,
  onFormats,
}: {
  cluster: string;
  topic: string;
  part: Part;
  value: string;
  slot: FieldSlot;
  onFormats: (formats: Partial<Formats>) => void;
}) {
  const { data } = useQuery(formatsOf(cluster, topic));
  const rule = data?.[part] ?? null;
  const names = data?.read ?? [];
  const all = names.includes(value) || value === "auto" ? names : [value, ...names];
  const auto = { value: "auto", label: rule ? `auto (${rule.format}, by a rule)` : "auto" };
  return (
    <Select
      {...slot}
      value={value}
      options={[auto, ...all.map((name) => ({ value: name, label: name }))]}
      onPick={(next) => onFormats(part === "key" ? { keyFormat: next } : { valueFormat: next })}
    />
  );
}
