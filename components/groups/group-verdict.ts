import type { Tone } from "@/components/ui/status";
import type { GroupDetail } from "@/lib/api/groups";
import { plural } from "@/lib/format/count";
import { durationText } from "@/lib/format/duration";
import { lagTrend, minutesToDrain } from "@/lib/kafka/lag-trend";
import { isRebalancing, stateWord } from "./group-state";
import { countText, perMinuteText } from "./trend-words";

/** How it is with a group: one line, of which `strong` is the coloured end, and the sentences behind it. */
export type Verdict = { tone: Tone; lead: string; strong?: string; why: string[] };

type Facts = Pick<
  GroupDetail,
  | "type"
  | "protocolType"
  | "state"
  | "members"
  | "offsets"
  | "lag"
  | "lagGrowthPerMinute"
  | "uncommittedPartitions"
  | "idleMemberCount"
  | "remembered"
  | "coordinator"
>;

/** Records behind below which a group counts as keeping up; the same as the overview's findings. */
const lagWorthSaying = 100n;

export function groupVerdict(group: Facts): Verdict {
  const verdict = headline(group);
  return { ...verdict, why: [...verdict.why, ...remarks(group)] };
}

function headline(group: Facts): Verdict {
  if (group.remembered) {
    const who =
      group.coordinator === null || group.coordinator < 0
        ? "Its coordinator"
        : `Broker ${group.coordinator}, its coordinator,`;
    return {
      tone: "bad",
      lead: "Not to be reached:",
      strong: "shown as last seen",
      why: [`${who} does not answer. Until it does, or another broker takes over, the group cannot commit.`],
    };
  }
  if (group.protocolType === "connect" && group.members.length > 0) return connectHeadline(group);
  if (group.members.length === 0) return memberless(group);
  if (isRebalancing(group.state)) {
    const { tip } = stateWord(group.state);
    return { tone: "warn", lead: "Rebalancing:", strong: "partitions change hands", why: [tip, ...behindWords(group)] };
  }
  return reading(group);
}

function memberless(group: Facts): Verdict {
  const waiting = group.offsets.filter(({ lag }) => lag !== null && lag > 0n).length;
  if (group.lag !== null && group.lag > 0n) {
    const growing = lagTrend(group.lag, group.lagGrowthPerMinute) === "growing";
    return {
      tone: "warn",
      lead: "No member:",
      strong: `${plural(group.lag, "record waits", "records wait")} in ${plural(waiting, "partition")}`,
      why: [
        `${growing && group.lagGrowthPerMinute !== null ? `It grows by ${perMinuteText(group.lagGrowthPerMinute)}. ` : ""}A consumer that joins with this group id goes on from the committed offsets.`,
      ],
    };
  }
  if (group.offsets.length === 0)
    return {
      tone: "idle",
      lead: "No member and no commit",
      why: ["Nothing of it is left but its name, and Kafka removes that soon."],
    };
  return group.lag === null
    ? { tone: "idle", lead: "No member, and how far it has read is not known", why: [] }
    : { tone: "idle", lead: "No member, and nothing waits", why: ["All records were read before its members left."] };
}

function reading(group: Facts): Verdict {
  const { lag, lagGrowthPerMinute: growth } = group;
  if (lag === null) {
    return group.offsets.length === 0
      ? { tone: "idle", lead: "It reads nothing yet", why: ["No member has a partition, and nothing was committed."] }
      : { tone: "info", lead: "No commit yet:", strong: "how far it has read is known to its members only", why: [] };
  }
  const trend = lagTrend(lag, growth);
  if (lag < lagWorthSaying && trend !== "growing") return keepsUp(lag);
  const figure = countText(lag);
  if (trend === "growing" && lag >= lagWorthSaying)
    return {
      tone: "warn",
      lead: `Falling behind: ${figure} records,`,
      strong: `growing ${perMinuteText(growth ?? 0)}`,
      why: ["More is written than it reads: at this pace it will not catch up."],
    };
  if (trend === "growing") return keepsUp(lag);
  if (trend === "draining") {
    const left = minutesToDrain(lag, growth);
    return {
      tone: "ok",
      lead: `Catching up: ${figure} records behind, draining ${perMinuteText(growth ?? 0)}`,
      why: left === null ? [] : [`At this pace it is at the end in about ${durationText(left * 60_000)}.`],
    };
  }
  return {
    tone: trend === "steady" ? "ok" : "info",
    lead: `${figure} records behind,`,
    strong: trend === "steady" ? "holding its distance" : "trend not measured yet",
    why:
      trend === "steady"
        ? ["It reads as fast as is written, or neither moves: look at the rate of its topics."]
        : ["Two looks some seconds apart are needed before growth can be told."],
  };
}

function keepsUp(lag: bigint): Verdict {
  return {
    tone: "ok",
    lead: "Keeps up",
    why: [
      lag === 0n
        ? "Everything written has been read and committed."
        : `${plural(lag, "record")} behind, read within moments.`,
    ],
  };
}

function connectHeadline(group: Facts): Verdict {
  const connectors = new Set(group.members.flatMap(({ connect }) => connect?.connectors ?? []));
  const tasks = group.members.reduce((sum, { connect }) => sum + (connect?.tasks.length ?? 0), 0);
  return {
    tone: isRebalancing(group.state) ? "warn" : "ok",
    lead: `${plural(group.members.length, "Connect worker")} ${group.members.length === 1 ? "runs" : "run"} ${plural(connectors.size, "connector")} with ${plural(tasks, "task")}`,
    why: [
      "A group of Kafka Connect workers shares out connectors and tasks. What its connectors read is in their own groups, named connect-…",
    ],
  };
}

function remarks(group: Facts): string[] {
  const said: string[] = [];
  const idle = group.idleMemberCount ?? 0;
  if (idle > 0 && group.protocolType !== "connect") {
    const all = group.members.length;
    said.push(
      `${idle === 1 ? "1 member has" : `${idle} members have`} nothing to do${all > idle ? `: the partitions are shared out among the other ${all - idle}` : ""}. A partition is read by one member at a time, so more members than partitions stay idle.`,
    );
  }
  const beyond = group.offsets.filter(({ status }) => status === "beyond-end").length;
  if (beyond > 0)
    said.push(
      `${plural(beyond, "partition has", "partitions have")} a commit beyond the end: the topic was truncated or recreated. Its clients start there where auto.offset.reset says.`,
    );
  const bare = group.uncommittedPartitions ?? 0;
  if (bare > 0)
    said.push(
      `${plural(bare, "partition has", "partitions have")} no commit and ${bare === 1 ? "is" : "are"} not in the sum: where the group starts there only its clients know.`,
    );
  return said;
}

function behindWords({ lag }: Facts): string[] {
  return lag === null || lag === 0n ? [] : [`Meanwhile ${plural(lag, "record waits", "records wait")}.`];
}
