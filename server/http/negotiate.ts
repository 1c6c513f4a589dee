import { ApiError } from "../../lib/api/error.ts";
import type { AnyEndpoint } from "./serve.ts";

export type Accept = "json" | "sse" | "ndjson" | "csv";

const mediaTypes: Record<Accept, string> = {
  json: "application/json",
  sse: "text/event-stream",
  ndjson: "application/x-ndjson",
  csv: "text/csv",
};

type Range = { type: string; q: number };

function ranges(header: string): Range[] {
  const found: Range[] = [];
  for (const item of header.split(",")) {
    const [type = "", ...parameters] = item.split(";").map((part) => part.trim().toLowerCase());
    if (type === "") continue;
    const weight = parameters.find((part) => part.startsWith("q="))?.slice(2);
    const q = weight === undefined ? 1 : Number(weight);
    found.push({ type, q: Number.isFinite(q) ? Math.min(1, Math.max(0, q)) : 0 });
  }
  return found;
}

/** The weight of a form by the most specific range that names it (RFC 9110, 12.5.1). */
function weight(type: string, wanted: readonly Range[]): number {
  const [main] = type.split("/");
  for (const pattern of [type, `${main}/*`, "*/*"]) {
    const range = wanted.find((candidate) => candidate.type === pattern);
    if (range) return range.q;
  }
  return 0;
}

/** The forms a contract can be answered in, the default first. */
export function formsOf(contract: AnyEndpoint): Accept[] {
  const forms: Accept[] = [];
  if (contract.reply) forms.push("json");
  if (contract.events) forms.push("sse");
  if (contract.ndjson) forms.push("ndjson");
  if (contract.csv) forms.push("csv");
  return forms;
}

/** Which form the client wants; the contract's first where it does not say. Throws `not-acceptable`. */
export function negotiate(contract: AnyEndpoint, header: string | null): Accept {
  const forms = formsOf(contract);
  const first = forms[0];
  // raw bytes and empty replies have no form to choose
  if (first === undefined) return "json";
  const wanted = ranges(header ?? "");
  if (wanted.length === 0) return first;
  let best: { form: Accept; q: number } | null = null;
  for (const form of forms) {
    const named =
      form === "json"
        ? Math.max(weight(mediaTypes.json, wanted), exact("application/problem+json", wanted))
        : weight(mediaTypes[form], wanted);
    if (named > 0 && (best === null || named > best.q)) best = { form, q: named };
  }
  if (best) return best.form;
  throw new ApiError("not-acceptable", "This call answers in none of the forms the Accept header names.", {
    hint: `It answers as ${forms.map((form) => mediaTypes[form]).join(", ")}.`,
  });
}

function exact(type: string, wanted: readonly Range[]): number {
  return wanted.find((candidate) => candidate.type === type)?.q ?? 0;
}
