import { count } from "../../lib/format/count.ts";
import { longDuration } from "../../lib/format/duration.ts";

/** A rule as it was written; times in ms. Exactly one of `lagMs`, `lag` and `status` is not null: the condition. */
export type AlertRule = {
  name: string;
  /** null: every cluster */
  cluster: string | null;
  /** a group's name, or a pattern with `*` */
  group: string;
  lagMs: number | null;
  lag: bigint | null;
  status: string[] | null;
  forMs: number;
  resolveForMs: number;
  webhook: { url: string; headers: Readonly<Record<string, string>> };
};

/** What a picture says of a group; null is not known. */
export type GroupFigures = {
  id: string;
  lag: bigint | null;
  lagMs: number | null;
  status: string | null;
  statusReason?: string | null | undefined;
};

/** How a group stands to a condition: it holds, it is well clear of it, or in between; null where that cannot be told. */
export type Standing = "holds" | "between" | "clear" | null;

/** The lower mark: a figure that dances around the mark neither fires nor ends an alert each time. */
const clearBelow = 0.8;

export function standing(rule: AlertRule, { lag, lagMs, status }: GroupFigures): Standing {
  if (rule.lagMs !== null) return lagMs === null ? null : against(lagMs, rule.lagMs);
  if (rule.lag !== null) return lag === null ? null : against(Number(lag), Number(rule.lag));
  if (status === null) return null;
  return rule.status?.includes(status) ? "holds" : "clear";
}

function against(value: number, mark: number): Standing {
  if (value >= mark) return "holds";
  return value < mark * clearBelow ? "clear" : "between";
}

export function fits(rule: AlertRule, cluster: string, group: string): boolean {
  return (rule.cluster === null || rule.cluster === cluster) && patternOf(rule.group).test(group);
}

const patterns = new Map<string, RegExp>();

function patternOf(group: string): RegExp {
  let pattern = patterns.get(group);
  if (!pattern) {
    const parts = group.split("*").map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
    pattern = new RegExp(`^${parts.join("[^]*?")}$`);
    patterns.set(group, pattern);
  }
  return pattern;
}

/** "5 min behind or more, for 2 min" */
export function conditionWords(rule: AlertRule): string {
  const lasting = rule.forMs === 0 ? "" : `, for ${longDuration(rule.forMs)}`;
  if (rule.lagMs !== null) return `${longDuration(rule.lagMs)} behind or more${lasting}`;
  if (rule.lag !== null) return `${records(rule.lag)} behind or more${lasting}`;
  return `status ${(rule.status ?? []).join(" or ")}${lasting}`;
}

export function reasonWords(rule: AlertRule, { lag, lagMs, status, statusReason }: GroupFigures): string {
  if (rule.lagMs !== null)
    return lagMs === null ? "How long it is behind is not known." : `It is ${longDuration(rounded(lagMs))} behind.`;
  if (rule.lag !== null) return lag === null ? "How far it is behind is not known." : `It is ${records(lag)} behind.`;
  return statusReason ?? (status === null ? "Its status is not known." : `Its status is ${status}.`);
}

/** The figure that the condition is about, as text. */
export function valueText(rule: AlertRule, { lag, lagMs, status }: GroupFigures): string | null {
  const value = rule.lagMs !== null ? lagMs : rule.lag !== null ? lag : status;
  return value === null ? null : String(value);
}

function records(value: bigint): string {
  const { text, unit } = count(value);
  return `${unit === "" ? text : `${text} ${unit}`} ${value === 1n ? "record" : "records"}`;
}

function rounded(ms: number): number {
  return ms < 1_000 ? Math.round(ms) : Math.round(ms / 1_000) * 1_000;
}
