import type { GroupSample } from "../history/series-store.ts";
import { groupLags } from "./group-lags.ts";
import { timingInPicture } from "./group-timing.ts";
import type { Ring } from "./ring.ts";
import type { Snapshot } from "./snapshot.ts";

/** A picture's groups as history takes them; those that are only remembered leave a gap. */
export function* sampledGroups(snapshot: Snapshot, ring: Ring): Generator<GroupSample> {
  const { byGroup } = groupLags(snapshot);
  for (const [id, group] of snapshot.groups) {
    const lag = byGroup.get(id);
    if (!lag?.isCurrent) continue;
    const { lagMs } = timingInPicture(group, lag, ring.watch, snapshot.offsetsAt);
    yield {
      id,
      lag: group.offsets ? lag.lag : null,
      lagMs,
      members: group.description?.members.length ?? null,
      topics: [...lag.topics].map(([topic, on]) => ({
        topic,
        lag: on.lag,
        partitions: on.partitions.flatMap(({ partition, commit, latest }) =>
          commit ? [{ partition, committed: commit.offset, latest }] : [],
        ),
      })),
    };
  }
}
