import type { Tone } from "@/components/ui/status";
import type { GroupDetail } from "@/lib/api/groups";
import { plural } from "@/lib/format/count";
import { durationText } from "@/lib/format/duration";
import { lagTrend, minutesToDrain } from "@/lib/kafka/lag-trend";
import { behindSince } from "./behind-since";
import { groupRemarks } from "./group-remarks";
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
> &
  Partial<Pick<GroupDetail, "lagMs" | "lagMsIsLeast" | "status" | "statusReason" | "forecast" | "lagHistory" | "asOf">>;

/** Records behind below which a group counts as keeping up; the same as the overview's findings. */
const lagWorthSaying = 100n;

export function groupVerdict(group: Facts): Verdict {
  const verdict = headline(group);
  return { ...verdict, why: [...verdict.why, ...groupRemarks(group)] };
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
      lead: (group.lagMs ?? 0) >= timeWorthSaying ? `No member, ${lowerFirst(behindText(group))}:` : "No member:",
      strong: `${plural(group.lag, "record waits", "records wait")} in ${plural(waiting, "partition")}`,
      why: [
        `${growing && group.lagGrowthPerMinute !== null ? `It grows by ${paceText(group.lagGrowthPerMinute)}. ` : ""}${group.statusReason?.startsWith("It went back") ? `${group.statusReason} ` : ""}A consumer that joins with this group id goes on from the committed offsets.`,
        ...sinceText(group),
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
  const { lag, lagGrowthPerMinute: growth, status, statusReason, forecast } = group;
  if (lag === null) {
    if (group.offsets.length === 0)
      return {
        tone: "idle",
        lead: "It reads nothing yet",
        why: ["No member has a partition, and nothing was committed."],
      };
    return group.type === "share"
      ? {
          tone: "info",
          lead: "Nothing was handed out yet:",
          strong: "share.auto.offset.reset says where it begins",
          why: [],
        }
      : { tone: "info", lead: "No commit yet:", strong: "how far it has read is known to its members only", why: [] };
  }
  const behind = behindText(group);
  const since = sinceText(group);
  if (status === "stalled")
    return {
      tone: "bad",
      lead: `${behind},`,
      strong: "stalled",
      why: [statusReason ?? "Its commits do not move.", ...since],
    };
  if (status === "stopped")
    return {
      tone: "bad",
      lead: `${behind},`,
      strong: "stopped",
      why: [statusReason ?? "Nobody reads what waits.", ...since],
    };
  const trend = lagTrend(lag, growth);
  if (lag < lagWorthSaying && trend !== "growing") return keepsUp(lag, status === "rewound" ? statusReason : null);
  if (trend === "growing" && lag < lagWorthSaying) return keepsUp(lag, null);
  if (trend === "growing")
    return {
      tone: (group.lagMs ?? 0) >= lateMs ? "bad" : "warn",
      lead: `${behind}, growing ${paceText(growth ?? 0)},`,
      strong: "will not catch up",
      why: [`More is written than it reads, as far as the last minutes tell.`, ...since],
    };
  if (trend === "draining") {
    const left = forecast?.kind === "clear" ? forecast.ms : (minutesToDrain(lag, growth) ?? 0) * 60_000;
    return {
      tone: "ok",
      lead: `${behind}, draining ${paceText(growth ?? 0)}:`,
      strong: left === null || left === 0 ? "catching up" : `clear in about ${durationText(left)}`,
      why: [...(status === "rewound" && statusReason ? [statusReason] : []), ...since],
    };
  }
  return {
    tone: trend === "steady" ? "ok" : "info",
    lead: `${behind},`,
    strong: trend === "steady" ? "holding its distance" : "trend not measured yet",
    why:
      trend === "steady"
        ? ["It reads as fast as is written, or neither moves: look at what is written and read, below.", ...since]
        : ["Two looks some seconds apart are needed before growth can be told."],
  };
}

/** From so long behind on it is said as a time. */
const timeWorthSaying = 2_000;
/** What grows and is so late is bad, not only a warning. */
const lateMs = 60_000;

function behindText({ lag, lagMs = null, lagMsIsLeast }: Facts): string {
  if (lagMs !== null && lagMs >= timeWorthSaying)
    return `${lagMsIsLeast ? "At least " : ""}${durationText(lagMs)} behind`;
  return `${plural(lag ?? 0n, "record")} behind`;
}

/** "growing 120/s" as on-call says it; per minute where a second holds less than one. */
function paceText(perMinute: number): string {
  const perSecond = Math.abs(perMinute) / 60;
  return perSecond >= 1 ? `${countText(Number(perSecond.toPrecision(2)))}/s` : perMinuteText(perMinute);
}

/** Since when it is behind, as far as the last ten minutes were measured. */
function sinceText({ lagHistory, asOf }: Facts): string[] {
  if (!lagHistory || asOf === undefined) return [];
  const since = behindSince(lagHistory, asOf, Number(lagWorthSaying));
  if (since === null || asOf - since.at < 10_000) return [];
  return since.isLeast
    ? [`It has been behind for more than ${durationText(asOf - since.at)}.`]
    : [`It has been behind for ${durationText(asOf - since.at)}.`];
}

function keepsUp(lag: bigint, more: string | null | undefined): Verdict {
  return {
    tone: "ok",
    lead: "Keeps up",
    why: [
      ...(more ? [more] : []),
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

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}

function behindWords({ lag }: Facts): string[] {
  return lag === null || lag === 0n ? [] : [`Meanwhile ${plural(lag, "record waits", "records wait")}.`];
}
