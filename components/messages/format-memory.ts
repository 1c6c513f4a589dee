"use client";
import { parseAsString, useQueryStates } from "nuqs";
import { useEffect } from "react";
import { stored } from "@/components/ui/stored";
import type { Formats } from "./queries";

type Remembered = Readonly<Record<string, Formats>>;
const auto = "auto";
/** topics are many, and few need a format of their own */
const mostTopics = 200;

/** What somebody chose for a topic's keys and values, in this browser. */
export const formatMemory = stored<Remembered>("klar.formats", {}, (found) => {
  if (typeof found !== "object" || found === null) return undefined;
  const entries = Object.entries(found).flatMap(([topic, one]: [string, Partial<Formats> | null]) => {
    const { keyFormat, valueFormat } = one ?? {};
    const isGood = typeof keyFormat === "string" && typeof valueFormat === "string";
    return isGood ? [[topic, { keyFormat, valueFormat }] as const] : [];
  });
  return Object.fromEntries(entries);
});

function nameOf(cluster: string, topic: string): string {
  return `${cluster}/${topic}`;
}

/** Remembers a choice; to read everything as it is found out is to forget it. */
export function rememberFormats(cluster: string, topic: string, formats: Formats): void {
  formatMemory.set((before) => {
    const { [nameOf(cluster, topic)]: _old, ...others } = before;
    if (formats.keyFormat === auto && formats.valueFormat === auto) return others;
    const kept = Object.entries(others).slice(1 - mostTopics);
    return { ...Object.fromEntries(kept), [nameOf(cluster, topic)]: formats };
  });
}

/** An address that says nothing of formats gets those that were chosen for the topic last, so that it can be passed on. */
export function useRememberedFormats(cluster: string, topic: string): void {
  const [{ keyFormat, valueFormat }, set] = useQueryStates(
    { keyFormat: parseAsString, valueFormat: parseAsString },
    { history: "replace" },
  );
  const isSaid = keyFormat !== null || valueFormat !== null;
  useEffect(() => {
    const remembered = isSaid ? undefined : formatMemory.get()[nameOf(cluster, topic)];
    if (remembered)
      void set({
        keyFormat: remembered.keyFormat === auto ? null : remembered.keyFormat,
        valueFormat: remembered.valueFormat === auto ? null : remembered.valueFormat,
      });
  }, [cluster, topic, isSaid, set]);
}
