import { count, plural } from "../../lib/format/count.ts";
import { longDuration } from "../../lib/format/duration.ts";
import { grouped } from "../../lib/format/figure.ts";
import { lagTrend } from "../../lib/kafka/lag-trend.ts";
import { paths } from "../../lib/paths.ts";
import type { FindingKind } from "./finding-kinds.ts";
import type { Sighting } from "./finding-log.ts";
import { type GroupLag, groupLags } from "./group-lags.ts";
import { idleMemberCount } from "./group-rows.ts";
import { type Timing, timingInPicture } from "./group-timing.ts";
import type { Ring } from "./ring.ts";
import type { GroupPicture, Snapshot } from "./snapshot.ts";

/** Records behind below which nobody needs to be told. */
const lagWorthSaying = 100n;
/** With more groups than this behind a lost coordinator they are told of together, */
const mostAlone = 5;
/** and with more than this in the same trouble: nobody reads thousands of sentences, and every page asks for them. */
const mostOfAKind = 100;

export function groupFindings(cluster: string, snapshot: Snapshot, ring: Ring): Sighting[] {
  const { byGroup } = groupLags(snapshot);
  const found: Sighting[] = [];
  const lost: string[] = [];
  for (const [id, group] of snapshot.groups) {
    const lag = byGroup.get(id);
    if (group.remembered) lost.push(id);
    else if (lag) {
      const timing = timingInPicture(group, lag, ring.watch, snapshot.offsetsAt);
      found.push(...ofGroup(cluster, group, lag, { ring, timing }));
    }
  }
  return [...lostCoordinators(cluster, lost), ...toldTogether(cluster, found)];
}

/** What is wrong with very many groups, one sentence for all of them. */
function toldTogether(cluster: string, found: readonly Sighting[]): Sighting[] {
  return [...Map.groupBy(found, ({ severity, kind }) => `${severity} ${kind}`).values()].flatMap((alike) => {
    const [first] = alike;
    if (!first || alike.length <= mostOfAKind) return alike;
    const words = manyWords[first.kind] ?? "need attention";
    const message = `${plural(alike.length, "group")} ${words}. The list of groups has each of them.`;
    const together = { subject: { type: "cluster" as const, name: cluster }, groups: alike.length };
    return [{ ...first, ...together, message, href: paths.groups(cluster) }];
  });
}

const manyWords: Partial<Record<FindingKind, string>> = {
  "group-stopped": "have records waiting that no member reads",
  "group-stalled": "have members that hold partitions and do not move",
  "lag-growing": "fall behind and will not catch up at their pace",
  "idle-members": "have members with nothing to do",
  "beyond-end": "have committed beyond the end of a partition",
};

/** What was seen over time. */
type Seen = { ring: Ring; timing: Timing };

function ofGroup(
  cluster: string,
  { listing, description }: GroupPicture,
  lag: GroupLag,
  { ring, timing }: Seen,
): Sighting[] {
  const { id } = listing;
  const found: Sighting[] = [];
  const say = (severity: Sighting["severity"], kind: FindingKind, message: string) =>
    found.push({ severity, kind, subject: { type: "group", name: id }, message, href: paths.group(cluster, id) });
  const members = description?.members.length ?? null;
  const growth = ring.groupLagGrowth(id);
  const isGrowing = lagTrend(lag.lag, growth) === "growing";
  const behind = lag.lag ?? 0n;
  if (members === 0 && behind > 0n) {
    const isWorthSaying = isGrowing || behind >= lagWorthSaying;
    const growing = isGrowing ? `, growing by ${rateWords(growth)}` : "";
    const waiting = plural(behind, "record waits", "records wait");
    say(
      isWorthSaying ? "warn" : "info",
      "group-stopped",
      `It has no members: ${waiting} until one comes back${growing}.`,
    );
  } else if (timing.status === "stalled") {
    say("bad", "group-stalled", timing.reason ?? "Its members hold partitions and do not move.");
  } else if (timing.status === "stopped" && behind >= lagWorthSaying) {
    say("warn", "group-stopped", timing.reason ?? "Nobody reads some of its partitions.");
  } else if (isGrowing && behind >= lagWorthSaying) {
    const most = worstTopic(lag);
    say(
      "warn",
      "lag-growing",
      `It is ${timeWords(timing)}${plural(behind, "record")} behind${most}, growing by ${rateWords(growth)}: it will not catch up at this pace.`,
    );
  }
  const idle = description ? idleMemberCount(description) : null;
  const shared = description?.members.reduce((sum, { assignments }) => sum + sharesOf(assignments), 0) ?? 0;
  // those of a share group share partitions: one that has none has just come, or goes
  if (description && description.type !== "share" && idle !== null && idle > 0 && description.members.length > shared) {
    const { length } = description.members;
    say(
      "info",
      "idle-members",
      `${grouped(idle)} of ${plural(length, "member")} ${idle === 1 ? "has" : "have"} nothing to do: there are more members than partitions to share out.`,
    );
  }
  if (lag.isBeyondEnd) {
    say(
      "warn",
      "beyond-end",
      "It has committed beyond the end of a partition, which was truncated or recreated: its clients start where auto.offset.reset says.",
    );
  }
  return found;
}

function sharesOf(assignments: readonly { partitions: readonly number[] }[] | null): number {
  return (assignments ?? []).reduce((sum, { partitions }) => sum + partitions.length, 0);
}

function timeWords({ lagMs, isLeast }: Timing): string {
  return lagMs === null || lagMs < 1_000 || isLeast ? "" : `${longDuration(Math.round(lagMs / 1_000) * 1_000)} and `;
}

function rateWords(perMinute: number | null): string {
  const { text, unit } = count(Math.round(perMinute ?? 0));
  return `${text}${unit === "" ? "" : ` ${unit}`} a minute`;
}

function worstTopic({ topics }: GroupLag): string {
  let worst: string | null = null;
  let most = 0n;
  for (const [topic, { lag }] of topics) {
    if (lag !== null && lag > most) [worst, most] = [topic, lag];
  }
  return worst === null || topics.size === 1 ? "" : ` (most on ${worst})`;
}

function lostCoordinators(cluster: string, ids: readonly string[]): Sighting[] {
  const [first] = ids;
  if (first === undefined) return [];
  const kind = "coordinator-lost";
  if (ids.length > mostAlone) {
    const message = `The coordinators of ${plural(ids.length, "group")} do not answer: the groups cannot commit, and are shown as last seen.`;
    return [
      { severity: "bad", kind, subject: { type: "cluster", name: cluster }, message, href: paths.groups(cluster) },
    ];
  }
  const message = "Its coordinator does not answer: it cannot commit, and is shown as last seen.";
  return ids.map((id) => ({
    severity: "bad",
    kind,
    subject: { type: "group", name: id },
    message,
    href: paths.group(cluster, id),
  }));
}
