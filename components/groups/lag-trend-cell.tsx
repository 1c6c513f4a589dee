import { Sparkline } from "@/components/charts/sparkline";
import { LagCell } from "@/components/kafka/lag-cell";
import { Status } from "@/components/ui/status";
import type { GroupRow } from "@/lib/api/groups";
import { lagTrend } from "@/lib/kafka/lag-trend";
import { isBehindAlone } from "./is-behind-alone";
import { statusWords } from "./status-words";

/** The figure of a group's lag; coloured, with its shape, only where it is trouble. */
export function GroupLag({ group }: { group: GroupRow }) {
  const isTrouble = isBehindAlone(group) || lagTrend(group.lag, group.lagGrowthPerMinute) === "growing";
  return (
    <LagCell
      lag={group.lag}
      uncommitted={group.uncommittedPartitions}
      tone={isTrouble && group.lag !== null && group.lag >= 100n ? "warn" : undefined}
    />
  );
}

export function GroupSpark({ group }: { group: GroupRow }) {
  const grows = lagTrend(group.lag, group.lagGrowthPerMinute) === "growing";
  return <Sparkline values={group.lagHistory} tone={grows ? "warn" : undefined} />;
}

/** The status in words, its reason on hover. */
export function StatusText({ group }: { group: GroupRow }) {
  const words = group.remembered ? null : statusWords(group);
  if (!words) return <span className="muted">—</span>;
  return (
    <span data-tip={words.tip ?? undefined}>
      <Status tone={words.tone}>{words.text}</Status>
    </span>
  );
}
