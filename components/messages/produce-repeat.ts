import { urlOf, type WireBody } from "@/lib/api/call";
import { generateMessages } from "@/lib/api/generate";
import { shellWord } from "@/lib/format/shell";
import { compileTemplate, isFault } from "@/lib/format/template";
import type { ProduceDraft } from "./produce-draft";
import { inputOf, type Side, sideFault } from "./produce-side";

export type Pace = { rate: string; until: "count" | "seconds"; count: string; seconds: string };
export const firstPace: Pace = { rate: "10", until: "count", count: "100", seconds: "60" };
type Body = WireBody<typeof generateMessages>;
export type RepeatFault = { field: "key" | "value" | "headers" | "rate" | "until"; message: string };
export type Example = { key: string | null; value: string | null; headers: string[]; fault: string | null };

const exampleCount = 3;

/** The body of the job, or the first thing that is wrong with what was typed. */
export function repeatBody(draft: ProduceDraft, pace: Pace): Body | RepeatFault {
  for (const field of ["key", "value"] as const) {
    const fault = templateFault(draft[field].kind === "null" ? "" : draft[field].text);
    if (fault) return { field, message: fault };
  }
  for (const header of draft.headers) {
    const fault = templateFault(header.name) ?? templateFault(header.kind === "null" ? "" : header.text);
    if (fault) return { field: "headers", message: fault };
  }
  const rate = Number(pace.rate);
  if (!(rate > 0 && rate <= 100_000))
    return { field: "rate", message: "Records a second: more than 0, at most 100,000." };
  const most = Number(pace[pace.until].replaceAll(",", ""));
  if (!Number.isSafeInteger(most) || most < 1) return { field: "until", message: "Say when it ends: a whole number." };
  return {
    key: inputOf(draft.key),
    value: inputOf(draft.value),
    headers: draft.headers.map((header) => ({ name: header.name, value: inputOf(header) })),
    ...(draft.partition === "by-key" ? {} : { partition: draft.partition }),
    ...{ rate, [pace.until]: most, acks: draft.acks, compression: draft.compression },
    idempotent: draft.acks === "all" && draft.idempotent,
  };
}

/** The first records it would write; `fault` where one is not what it says it is. */
export function examplesOf(draft: ProduceDraft, now: number): Example[] {
  return Array.from({ length: exampleCount }, (_, n) => {
    const text = ({ kind, text: template }: { kind: string; text: string }) =>
      kind === "null" ? null : kind === "base64" ? template : rendered(template, n, now);
    const value = text(draft.value);
    return {
      key: text(draft.key),
      value,
      headers: draft.headers.map((header) => `${rendered(header.name, n, now)}: ${text(header) ?? "null"}`),
      fault: value === null ? null : sideFault({ kind: draft.value.kind, text: value }),
    };
  });
}

/** Key and value of the first record as they would be sent. */
export function firstSides(draft: ProduceDraft, first: Example | undefined): Record<"key" | "value", Side> {
  return {
    key: { ...draft.key, text: first?.key ?? "" },
    value: { ...draft.value, text: first?.value ?? "" },
  };
}

/** The call as a shell makes it. */
export function repeatCommand(origin: string, cluster: string, topic: string, body: Body): string {
  const url = `${origin}${urlOf(generateMessages.path, { cluster, topic })}`;
  return `curl -X POST ${shellWord(url)} \\\n  -H 'Content-Type: application/json' \\\n  -d ${shellWord(JSON.stringify(body))}`;
}

function rendered(text: string, n: number, now: number): string {
  const compiled = compileTemplate(text);
  return isFault(compiled) ? text : compiled(n, now);
}

function templateFault(text: string): string | null {
  const compiled = compileTemplate(text);
  return isFault(compiled) ? `${compiled.message} (character ${compiled.at + 1})` : null;
}
