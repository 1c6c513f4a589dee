import type { QueryValues } from "@/lib/api/call";
import { parseReadBound } from "@/lib/api/read-bound";
import { type Conditions, conditionValues, isNarrowed, noConditions } from "@/lib/filter/conditions";

/** What is asked of several topics, as it stands in the address. */
export type ExploreAsk = Conditions & {
  /** chosen by name */
  topics: readonly string[];
  /** and by pattern: `orders.*`; empty = none by pattern */
  pattern: string;
  /** a bound of the API, empty = the begin */
  from: string;
  to: string;
  order: "newest" | "oldest";
  /** of all topics together */
  limit: number;
};

export const noExplore: ExploreAsk = {
  ...noConditions,
  topics: [],
  pattern: "",
  from: "time:-1h",
  to: "",
  order: "newest",
  limit: 200,
};

/** topics that are searched at most */
export const mostTopics = 200;

/** A pattern with `*` for any text and `?` for one character; without either it is a part of the name. */
export function patternOf(pattern: string): RegExp | null {
  const text = pattern.trim();
  if (text === "") return null;
  const escaped = text
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replace(/\*/g, ".*")
    .replace(/\?/g, ".");
  return /[*?]/.test(text) ? new RegExp(`^${escaped}$`, "iu") : new RegExp(escaped, "iu");
}

/** The topics of an ask: those chosen by name, then those the pattern fits, internal ones only by name. */
export function chosenTopics(
  { topics, pattern }: Pick<ExploreAsk, "topics" | "pattern">,
  known: readonly { name: string; internal: boolean }[],
): string[] {
  const fits = patternOf(pattern);
  const byPattern =
    fits === null ? [] : known.filter(({ name, internal }) => !internal && fits.test(name)).map(({ name }) => name);
  return [...new Set([...topics, ...byPattern])];
}

/** The query of one topic's part of the reading. */
export function topicValues(ask: ExploreAsk): QueryValues {
  return {
    order: ask.order,
    from: ask.from === "" ? undefined : ask.from,
    to: ask.to === "" ? undefined : ask.to,
    limit: ask.limit,
    ...conditionValues(ask),
    maxValueBytes: ask.limit <= 200 ? 65_536 : 8192,
    // without a condition a page is enough, however large its values
    maxBytes: isNarrowed(ask) ? undefined : 8 * 1024 * 1024,
  };
}

/** An address somebody typed may hold bounds that are none. */
export function readableBound(bound: string): string {
  return bound === "" || parseReadBound(bound) ? bound : "";
}
