import type { QueryOf } from "../../lib/api/endpoint.ts";
import type { GroupHistory, getGroupHistory } from "../../lib/api/group-history.ts";
import { partitionLag } from "../../lib/kafka/lag.ts";
import type { Cluster } from "../clusters/cluster.ts";
import { noSuchGroup } from "../clusters/live-group.ts";

/** How a group stood over time. @throws ApiError no-such-group when it is in no picture and no sample */
export async function groupHistory(
  cluster: Cluster,
  id: string,
  query: QueryOf<typeof getGroupHistory>,
  signal?: AbortSignal,
): Promise<GroupHistory> {
  const now = Date.now();
  const moment = (time: number) => (time < 0 ? now + time : time);
  const from = moment(query.from);
  const to = query.to === undefined ? now : moment(query.to);
  const stored = cluster.history?.group(id, from, to, query.points);
  if (stored) {
    const { times, lag, lagMs, members, topics } = stored;
    return {
      enabled: true,
      source: "memory",
      resolutionMs: 10_000,
      events: [],
      problems: [],
      from,
      to,
      times,
      lag,
      lagMs,
      memberCount: members,
      topics: topics.map(({ partitions, ...topic }) => ({
        ...topic,
        partitions: partitions.map(({ partition, committed, latest }) => ({
          partition,
          committed,
          latest,
          lag: committed.map(
            (offset, i) => partitionLag({ committed: offset, earliest: null, end: latest[i] ?? null }).lag,
          ),
        })),
      })),
      asOf: times.at(-1) ?? now,
    };
  }
  const snapshot = await cluster.snapshot({ signal });
  if (!snapshot.groups.has(id)) throw noSuchGroup(id);
  // the newest sample may be younger than the question
  const until = query.to === undefined ? Date.now() : to;
  const recent = cluster.ring.groupLagSeries(id).filter(([at]) => at >= from && at <= until);
  return {
    enabled: cluster.history !== null,
    source: "pictures",
    resolutionMs: 5_000,
    events: [],
    problems: [...snapshot.problems],
    from,
    to,
    times: recent.map(([at]) => at),
    lag: recent.map(([, lag]) => (lag === null ? null : BigInt(lag))),
    lagMs: recent.map(() => null),
    memberCount: recent.map(() => null),
    topics: [],
    asOf: snapshot.asOf,
  };
}
