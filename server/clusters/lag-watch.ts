import { CommitWindows, type GroupCommit } from "../history/commit-windows.ts";
import { EndRing, type TimeBehind } from "../history/end-ring.ts";
import { type LagStatus, type LagVerdict, lagStatus, stillStatus } from "../history/lag-status.ts";
import type { GroupLag, GroupLags, GroupPartition } from "./group-lags.ts";
import type { Snapshot } from "./snapshot.ts";

/** Times of records that were once read from the log: they do not change. In all, and of one partition, where groups stand apart. */
const mostTimes = 10_000;
const mostOfPartition = 16;

/** `offsets`: by partition, when the record at an offset was written, epoch ms; `learned` grows whenever one is added. */
type Written = { offsets: Map<number, Map<bigint, number>>; count: number; learned: number };

/** What pictures say about groups over time: how long they are behind, and whether they move. */
export class LagWatch {
  readonly #ends = new EndRing();
  readonly #windows = new CommitWindows();
  /** by topic */
  readonly #written = new Map<string, Written>();
  #writtenCount = 0;
  #learned = 0;

  push(snapshot: Snapshot, lags: GroupLags): void {
    const { offsetsAt: at } = snapshot;
    const read = [...lags.byTopic.keys()].flatMap((name) => {
      const topic = snapshot.topics.get(name);
      return topic ? [[name, { topicId: topic.topic.topicId, latest: topic.latest }] as const] : [];
    });
    this.#ends.push(at, read);
    this.#windows.push(at, commitsOf(lags));
  }

  /** Another number once times were learned of a topic the group reads: what was told before may be told better now. */
  learned(lag: GroupLag): number {
    let last = 0;
    for (const topic of lag.topics.keys()) last = Math.max(last, this.#written.get(topic)?.learned ?? 0);
    return last;
  }

  /** How long ago its first unread record was written; null where that is not known. */
  behind({ topic, partition, commit, latest, lag }: GroupPartition, at: number): TimeBehind | null {
    if (lag === 0n) return { ms: 0, least: 0, most: 0 };
    if (!commit || latest === null || lag === null) return null;
    const sampled = this.#ends.timeBehind(topic, partition, commit.offset, { at, latest });
    const written = this.#written.get(topic)?.offsets.get(partition)?.get(commit.offset);
    return written === undefined ? sampled : within(at - written, sampled);
  }

  /** The time of the record at a commit was read from the log, epoch ms. */
  written(topic: string, partition: number, offset: bigint, at: number): void {
    const of = this.#written.get(topic) ?? { offsets: new Map(), count: 0, learned: 0 };
    // what was looked at last is forgotten last
    this.#written.delete(topic);
    this.#written.set(topic, of);
    const times = of.offsets.get(partition) ?? new Map<bigint, number>();
    of.offsets.set(partition, times);
    if (times.get(offset) === at) return;
    this.#learned += 1;
    of.learned = this.#learned;
    const before = times.size;
    times.set(offset, at);
    const [oldestOffset] = times.keys();
    if (times.size > mostOfPartition && oldestOffset !== undefined) times.delete(oldestOffset);
    of.count += times.size - before;
    this.#writtenCount += times.size - before;
    const [oldest] = this.#written;
    if (this.#writtenCount <= mostTimes || !oldest) return;
    this.#written.delete(oldest[0]);
    this.#writtenCount -= oldest[1].count;
  }

  get hasRoomForTimes(): boolean {
    return this.#writtenCount < mostTimes / 2;
  }

  /** Whether a commit has not moved since the last looks, is behind, and samples do not reach back to what is unread. */
  isStanding(group: string, { topic, partition, commit, latest, lag }: GroupPartition, at: number): boolean {
    if (!commit || latest === null || lag === null || lag === 0n) return false;
    const times = this.#written.get(topic)?.offsets.get(partition);
    if (times && (times.has(commit.offset) || times.size >= mostOfPartition)) return false;
    if (!this.#windows.isStill(group, topic, partition, commit.offset, at)) return false;
    return (this.#ends.timeBehind(topic, partition, commit.offset, { at, latest })?.most ?? null) === null;
  }

  /** null without a commit, and while too little was seen */
  status(group: string, one: GroupPartition, isRead: boolean | null, at: number): LagStatus | null {
    const { topic, partition, commit, lag, isBeyondEnd } = one;
    if (!commit || lag === null) return null;
    if (isBeyondEnd) return "beyond-end";
    if (lag === 0n) return "ok";
    const still = this.#windows.still(group, topic, partition, { at, committed: commit.offset, lag });
    if (still) return stillStatus(lag, still.looks, still.span, isRead);
    return this.verdict(group, one, isRead, at)?.status ?? null;
  }

  /**
   * Whether the status stays what it is, and the time behind grows with the clock, for as long as neither commits nor ends move.
   * @param behind as it was told for the same time
   */
  isSteady(group: string, one: GroupPartition, behind: TimeBehind | null, isRead: boolean | null, at: number): boolean {
    const { topic, partition, commit, lag, isBeyondEnd } = one;
    if (!commit || lag === null || !behind) return false;
    if (isBeyondEnd || lag === 0n) return true;
    // from before the first sample on, the pace up to now is part of what is told
    if (behind.most === null && behind.ms !== behind.least) return false;
    const still = this.#windows.still(group, topic, partition, { at, committed: commit.offset, lag });
    return still !== null && stillStatus(lag, still.looks, still.span, isRead) !== null;
  }

  /** The status with the reason for it. */
  verdict(group: string, one: GroupPartition, isRead: boolean | null, at: number): LagVerdict | null {
    const { topic, partition, commit, lag, isBeyondEnd } = one;
    if (!commit || lag === null) return null;
    if (isBeyondEnd) return { status: "beyond-end", reason: "Its commit lies beyond the end of the partition." };
    return lagStatus(this.#windows.window(group, topic, partition, { at, committed: commit.offset, lag }), isRead);
  }
}

/** A record's own time counts within what the samples are sure of: producers may write any time into it. */
function within(ms: number, sampled: TimeBehind | null): TimeBehind {
  if (!sampled) return { ms: Math.max(0, ms), least: 0, most: null };
  const atLeast = Math.max(ms, sampled.least);
  return { ...sampled, ms: sampled.most === null ? atLeast : Math.min(atLeast, sampled.most) };
}

function* commitsOf({ byGroup }: GroupLags): Generator<readonly [string, Iterable<GroupCommit>, GroupLag]> {
  for (const [id, lag] of byGroup) yield [id, commitsIn(lag), lag];
}

function* commitsIn({ topics, isCurrent }: GroupLag): Generator<GroupCommit> {
  for (const { partitions } of isCurrent ? topics.values() : []) {
    for (const { topic, partition, commit, lag } of partitions)
      if (commit && lag !== null) yield { topic, partition, committed: commit.offset, lag };
  }
}
