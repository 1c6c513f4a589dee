import type { QueryValues } from "../api/call.ts";
import type { ApiError } from "../api/error.ts";
import type { SearchField } from "../api/messages.ts";
import { joinTerms, termAt } from "./cel-terms.ts";

/** What records are looked for; all of it must hold. */
export type Conditions = {
  /** text that must stand in one of the fields of `in` */
  q: string;
  ignoreCase: boolean;
  in: readonly SearchField[];
  regex: string;
  /** exactly this key; null = any */
  key: string | null;
  keyEncoding: "utf8" | "base64";
  /** look for the key only where the partitioner puts it */
  keyPartition: boolean;
  /** CEL, one condition each */
  where: readonly string[];
  /** how bytes are read */
  keyFormat: string;
  valueFormat: string;
};

export const allFields: readonly SearchField[] = ["key", "value", "headers"];
export const noConditions: Conditions = {
  q: "",
  ignoreCase: false,
  in: allFields,
  regex: "",
  key: null,
  keyEncoding: "utf8",
  keyPartition: false,
  where: [],
  keyFormat: "auto",
  valueFormat: "auto",
};

/** True when some records may be left out. */
export function isNarrowed({ q, regex, key, where }: Conditions): boolean {
  return q !== "" || regex !== "" || key !== null || where.length > 0;
}

/** As the API's query has them. */
export function conditionValues(conditions: Conditions): QueryValues {
  const { q, regex, key, where, keyFormat, valueFormat } = conditions;
  const isText = q !== "" || regex !== "";
  const isScoped = isText && conditions.in.length > 0 && conditions.in.length < allFields.length;
  return {
    contains: q === "" ? undefined : q,
    regex: regex === "" ? undefined : regex,
    ignoreCase: isText && conditions.ignoreCase ? true : undefined,
    in: isScoped ? conditions.in.join(",") : undefined,
    key: key ?? undefined,
    keyEncoding: key !== null && conditions.keyEncoding === "base64" ? "base64" : undefined,
    keyPartition: key !== null && conditions.keyPartition ? true : undefined,
    where: where.length === 0 ? undefined : joinTerms(where).text,
    keyFormat: keyFormat === "auto" ? undefined : keyFormat,
    valueFormat: valueFormat === "auto" ? undefined : valueFormat,
  };
}

/** What of the conditions cannot be read; `term` = which of `where`, `start` and `end` = characters of that text. */
export type ConditionFault = {
  part: "regex" | "key" | "where";
  term: number;
  start: number | null;
  end: number;
  message: string;
};

/** Finds the condition an error of the API speaks of; undefined when it speaks of something else. */
export function faultOf(error: ApiError | null, { where }: Conditions): ConditionFault | undefined {
  for (const { path, message } of error?.errors ?? []) {
    const part = /^query\.(regex|where|key)/.exec(path)?.[1] as ConditionFault["part"] | undefined;
    if (!part) continue;
    const place = placeOf(error?.extra?.positions, path);
    // the place is shown where it is, and its number would be that of the joined expression
    const said = message.replace(/, at character \d+$/, "");
    if (part !== "where" || place === undefined)
      return { part, term: 0, start: place?.start ?? null, end: place?.end ?? 0, message: said };
    const begin = termAt(where, place.start);
    const end = termAt(where, place.end);
    const stop = end.term === begin.term ? end.at : (where[begin.term]?.length ?? 0);
    return { part, term: begin.term, start: begin.at, end: Math.max(begin.at + 1, stop), message: said };
  }
  return undefined;
}

function placeOf(positions: unknown, path: string): { start: number; end: number } | undefined {
  const place: unknown = typeof positions === "object" && positions !== null ? Reflect.get(positions, path) : undefined;
  if (typeof place !== "object" || place === null) return undefined;
  const { start, end } = place as { start?: unknown; end?: unknown };
  return typeof start === "number" && typeof end === "number" ? { start, end } : undefined;
}
