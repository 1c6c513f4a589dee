import type { GroupRow } from "../../lib/api/groups.ts";
import { lagForecast } from "../../lib/kafka/lag-forecast.ts";
import type { GroupDescription } from "../kafka/groups.ts";
import { type GroupLag, groupLags } from "./group-lags.ts";
import { type GroupTiming, timingInPicture } from "./group-timing.ts";
import type { Ring } from "./ring.ts";
import type { GroupPicture, Snapshot } from "./snapshot.ts";

const made = new WeakMap<Snapshot["groups"], GroupRow[]>();

/** The row of every group, in the order of their ids; made once for a picture. */
export function groupRows(snapshot: Snapshot, ring: Ring): GroupRow[] {
  const ready = made.get(snapshot.groups);
  if (ready) return ready;
  const { byGroup } = groupLags(snapshot);
  const rows: GroupRow[] = [];
  for (const [id, group] of snapshot.groups) {
    const lag = byGroup.get(id);
    if (lag) rows.push(groupRow(group, lag, timingInPicture(group, lag, ring.watch, snapshot.offsetsAt), ring));
  }
  made.set(snapshot.groups, rows);
  return rows;
}

export function groupRow(
  { listing, description, offsets, remembered }: Omit<GroupPicture, "seenAt">,
  lag: GroupLag,
  timing: GroupTiming,
  ring: Ring,
): GroupRow {
  const { id } = listing;
  const isKnown = description !== null || offsets !== null;
  return {
    id,
    type: description?.type ?? listing.type,
    protocolType: description?.protocolType ?? listing.protocolType,
    state: description?.state ?? listing.state,
    coordinator: description?.coordinator ?? listing.coordinator,
    memberCount: description?.members.length ?? null,
    topicCount: isKnown ? lag.topics.size : null,
    lag: offsets === null ? null : lag.lag,
    uncommittedPartitions: offsets === null ? null : lag.uncommittedPartitions,
    lagMs: timing.lagMs,
    lagMsIsLeast: timing.isLeast,
    status: timing.status,
    statusReason: timing.reason,
    assignor: description?.assignor || null,
    remembered,
    get lagHistory() {
      return ring.groupLagHistory(id);
    },
    lagGrowthPerMinute: remembered ? null : ring.groupLagGrowth(id),
    forecast: remembered || offsets === null ? null : lagForecast(lag.lag, ring.groupLagPace(id)),
  };
}

/** States in which every member has been told its share: only then is one without any idle. */
const settledStates: ReadonlySet<string> = new Set(["Stable", "Reconciling"]);

/** Members that are in the group and have nothing to do; null where that cannot be told. */
export function idleMemberCount({ state, members, type, epoch }: GroupDescription): number | null {
  if (members.length === 0) return 0;
  // members of a share group share partitions: whoever has none has not been told of any yet
  const isNew = type === "share" && members.some(({ memberEpoch }) => (memberEpoch ?? 0) < (epoch ?? 0));
  if (isNew) return null;
  if (!settledStates.has(state)) return null;
  let idle = 0;
  for (const { assignments, connect } of members) {
    if (connect !== null) {
      if (connect.connectors.length + connect.tasks.length === 0) idle += 1;
    } else if (assignments === null) return null;
    else if (assignments.every(({ partitions }) => partitions.length === 0)) idle += 1;
  }
  return idle;
}
