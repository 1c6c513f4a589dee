import { Term } from "@/components/kafka/term";
import { Summary } from "@/components/ui/summary";
import type { GroupDetail } from "@/lib/api/groups";
import { plural, wholeCount } from "@/lib/format/count";
import { clockDuration } from "@/lib/format/duration";
import { lagTrend } from "@/lib/kafka/lag-trend";
import { memberNames, topicLags } from "./members";
import { perMinuteText } from "./trend-words";

/** The figures behind the verdict, each with its sentence. */
export function GroupSummary({ group }: { group: GroupDetail }) {
  const waiting = group.offsets.filter(({ lag }) => lag !== null && lag > 0n);
  const isTimed = group.lagMs !== null && group.lagMs >= 2000;
  const behind = (one: (typeof waiting)[number]) => (isTimed ? (one.lagMs ?? 0) : (one.lag ?? 0n));
  const worst = waiting.reduce<(typeof waiting)[number] | null>(
    (most, one) => (most === null || behind(one) > behind(most) ? one : most),
    null,
  );
  const topics = topicLags(group);
  const names = memberNames(group.members);
  const growth = group.lagGrowthPerMinute;
  const trend = lagTrend(group.lag, growth);
  const [perMinute, unit = "/min"] = trend === "steady" || growth === null ? ["0"] : perMinuteText(growth).split(" ");
  const idle = group.idleMemberCount ?? 0;
  const bare = group.uncommittedPartitions ?? 0;
  return (
    <Summary
      items={[
        {
          label: <Term word="lag" />,
          value: wholeCount(group.lag),
          say:
            waiting.length === 0
              ? `on ${plural(group.offsets.length, "partition")}`
              : `in ${waiting.length.toLocaleString("en-GB")} of ${plural(group.offsets.length, "partition")}`,
        },
        {
          label: "Furthest behind",
          value: isTimed ? clockDuration(group.lagMs) : wholeCount(worst?.lag ?? (group.lag === null ? null : 0n)),
          say: worst
            ? `partition ${worst.partition}${topics.length > 1 ? ` of ${worst.topic}` : ""}${worst.memberId === null ? "" : `, ${names.get(worst.memberId) ?? worst.memberId}`}`
            : "no partition waits",
        },
        {
          label: "Change",
          value:
            growth === null ? (
              <span className="muted">—</span>
            ) : (
              <span className="num">
                {trend === "growing" ? "+" : trend === "draining" ? "−" : ""}
                {perMinute}
                <small>{unit}</small>
              </span>
            ),
          say: growth === null ? "not measured yet" : trend === "steady" ? "steady over 5 min" : `${trend} over 5 min`,
        },
        {
          label: "Members",
          value: wholeCount(group.memberCount ?? group.members.length),
          say: idle > 0 ? `${idle} with nothing to do` : group.members.length === 0 ? "nobody reads" : "all have work",
        },
        {
          label: "Without a commit",
          value: wholeCount(group.uncommittedPartitions),
          say: bare > 0 ? "not in the sum" : "every partition has one",
        },
      ]}
    />
  );
}
