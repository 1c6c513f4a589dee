import type { Tone } from "@/components/ui/status";
import type { BrokerRow } from "@/lib/api/brokers";
import type { PartialProblem } from "@/lib/api/error";

export type BrokerState = { tone: Tone; word: string; reason: string | null; hint: string | null };

type Facts = Pick<BrokerRow, "id" | "isAnswering" | "isFenced" | "logDirs">;

/** How a broker is; why, where the answer says so. `problems` are those of the list it came in. */
export function brokerState(row: Facts, problems: readonly PartialProblem[]): BrokerState {
  const problem = problems.find(({ target }) => target === `broker ${row.id}`);
  const reason = problem?.message ?? null;
  const hint = problem?.hint ?? null;
  if (!row.isAnswering)
    return {
      tone: "bad",
      word: "Not answering",
      reason: reason ?? "It is known to the cluster, but did not answer.",
      hint,
    };
  if (row.isFenced)
    return {
      tone: "bad",
      word: "Fenced",
      reason: reason ?? "The controller does not hear its heartbeats, so it leads nothing.",
      hint,
    };
  const failed = (row.logDirs ?? []).filter(({ error }) => error !== null);
  if (failed.length > 0)
    return {
      tone: "warn",
      word: "Log dir failed",
      reason: failed.map(({ path, error }) => `${path}: ${error}`).join("; "),
      hint: "The replicas in it are lost to this broker until it is mended and restarted.",
    };
  return { tone: "calm", word: "Up", reason, hint };
}

/** How far a broker's leaders are from an even share; null where nothing can be compared. */
export function evenShare(rows: readonly Pick<BrokerRow, "leaderCount" | "isAnswering">[]): number | null {
  const counts = rows.filter(({ isAnswering }) => isAnswering).map(({ leaderCount }) => leaderCount);
  const known = counts.filter((count) => count !== null);
  return known.length === 0 ? null : known.reduce((sum, count) => sum + count, 0) / known.length;
}

/** Half as much again as the even share, and ten more: the same measure as the overview's finding. */
export function isUneven(leaders: number | null, even: number | null): boolean {
  return leaders !== null && even !== null && leaders >= even * 1.5 && leaders - even >= 10;
}
