import type { WireBody } from "@/lib/api/call";
import type { Message } from "@/lib/api/messages";
import type { produceMessages } from "@/lib/api/produce";
import type { Zone } from "@/lib/format/time";
import { whenBound } from "@/lib/format/when-text";
import { inputOf, type Side, sideFault, sideFrom } from "./produce-side";

export type HeaderDraft = { id: number; name: string; kind: "text" | "base64" | "null"; text: string };
export type ProduceDraft = {
  key: Side;
  value: Side;
  headers: readonly HeaderDraft[];
  partition: "by-key" | number;
  /** a time as typed; empty is when it is sent */
  timestamp: string;
  acks: "all" | "1" | "0";
  idempotent: boolean;
  compression: Message["compression"];
};

export const emptyDraft: ProduceDraft = {
  key: { kind: "null", text: "" },
  value: { kind: "json", text: "" },
  headers: [],
  partition: "by-key",
  timestamp: "",
  acks: "all",
  idempotent: true,
  compression: "none",
};

/** A draft that would write the same record again. */
export function draftFrom(message: Message): ProduceDraft {
  return {
    ...emptyDraft,
    key: sideFrom(message.key),
    value: sideFrom(message.value),
    headers: message.headers.map(({ name, value }, id) => {
      const { kind, text } = sideFrom(value);
      return { id, name, kind: kind === "base64" || kind === "null" ? kind : "text", text };
    }),
    compression: message.compression,
  };
}

export type ProduceFault = { field: "key" | "value" | "headers" | "timestamp"; message: string };
type Wire = WireBody<typeof produceMessages>;

/** The body that sends the draft, or the first thing that is wrong with it. `now` in epoch ms. */
export function bodyOf(draft: ProduceDraft, now: number, zone: Zone): Wire | ProduceFault {
  const key = sideFault(draft.key);
  if (key) return { field: "key", message: key };
  const value = sideFault(draft.value);
  if (value) return { field: "value", message: value };
  for (const header of draft.headers) {
    const fault = sideFault(header);
    if (fault) return { field: "headers", message: `${header.name || "A header"}: ${fault}` };
  }
  const timestamp = timeOf(draft.timestamp, now, zone);
  if (timestamp === undefined)
    return { field: "timestamp", message: "Write a time such as 09:45, -15m, 2026-07-14 09:45 or epoch milliseconds." };
  return {
    records: [
      {
        key: inputOf(draft.key),
        value: inputOf(draft.value),
        headers: draft.headers.map((header) => ({ name: header.name, value: inputOf(header) })),
        ...(draft.partition === "by-key" ? {} : { partition: draft.partition }),
        ...(timestamp === null ? {} : { timestamp }),
      },
    ],
    acks: draft.acks,
    idempotent: draft.acks === "all" && draft.idempotent,
    compression: draft.compression,
  };
}

function timeOf(typed: string, now: number, zone: Zone): number | null | undefined {
  if (typed.trim() === "") return null;
  const bound = whenBound(typed, now, zone);
  if (bound === undefined) return undefined;
  const ago = /^-(\d+)(ms|s|m|h|d|w)$/.exec(bound);
  const units: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };
  if (ago?.[1] && ago[2]) return now - Number(ago[1]) * (units[ago[2]] ?? 1);
  return /^\d+$/.test(bound) ? Number(bound) : Date.parse(bound);
}
