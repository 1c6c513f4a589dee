import { plural } from "../../lib/format/count.ts";
import type { TimeBehind } from "../history/end-ring.ts";
import { compareStatus, type LagStatus } from "../history/lag-status.ts";
import type { GroupDescription } from "../kafka/groups.ts";
import type { GroupLag, GroupOnTopic, GroupPartition } from "./group-lags.ts";
import type { LagWatch } from "./lag-watch.ts";
import type { GroupPicture } from "./snapshot.ts";

/** How long behind, ms: of several partitions the longest. `isLeast`: it was so already when sampling began. */
export type Timing = {
  readonly lagMs: number | null;
  readonly isLeast: boolean;
  readonly status: LagStatus | null;
  readonly reason: string | null;
};
/** Sums are made at once; what is asked of partitions, and sentences, when it is read. */
export type GroupTiming = Timing & {
  readonly topics: ReadonlyMap<string, Timing>;
  partition(on: GroupOnTopic, one: GroupPartition): Timing;
};

const unknown: Timing = { lagMs: null, isLeast: false, status: null, reason: null };
/** `isSteady`: while nothing moves, only the clock does */
type Made = { timing: GroupTiming; at: number; isSteady: boolean; state: string | undefined; learned: number };
const made = new WeakMap<GroupLag, Made>();
/** Pictures further apart than this say nothing about each other, ms. */
const mostGapMs = 90_000;

/** The timing of a group in a picture, worked out once for it; of a group that rests, from that in the picture before. */
export function timingInPicture(group: GroupPicture, lag: GroupLag, watch: LagWatch, at: number): GroupTiming {
  const before = made.get(lag);
  if (before?.at === at) return before.timing;
  const state = group.description?.state;
  const learned = watch.learned(lag);
  const passed = before ? at - before.at : 0;
  const isStill = before?.isSteady && before.state === state && before.learned === learned;
  if (isStill && passed > 0 && passed <= mostGapMs) {
    const timing = later(before.timing, passed, () => groupTiming(group, lag, watch, at));
    made.set(lag, { ...before, timing, at });
    return timing;
  }
  const timing = groupTiming(group, lag, watch, at);
  made.set(lag, { timing, at, isSteady: isSteady(group, lag, watch, at), state, learned });
  return timing;
}

/** @param whole is worked out when more than the sum is asked for */
function later({ lagMs, isLeast, status }: GroupTiming, passedMs: number, whole: () => GroupTiming): GroupTiming {
  let ready: GroupTiming | null = null;
  const all = () => {
    ready ??= whole();
    return ready;
  };
  return {
    lagMs: lagMs === null || lagMs === 0 ? lagMs : lagMs + passedMs,
    isLeast,
    status,
    get reason() {
      return all().reason;
    },
    get topics() {
      return all().topics;
    },
    partition: (on, one) => all().partition(on, one),
  };
}

function isSteady({ listing, description }: GroupPicture, lag: GroupLag, watch: LagWatch, at: number): boolean {
  if (!lag.isCurrent) return true;
  for (const on of lag.topics.values()) {
    for (const one of on.partitions) {
      if (one.commit && !watch.isSteady(listing.id, one, watch.behind(one, at), isRead(one, on, description), at))
        return false;
    }
  }
  return true;
}

/** @param at when the ends were read, epoch ms */
export function groupTiming(
  { listing, description }: Pick<GroupPicture, "listing" | "description">,
  lag: GroupLag,
  watch: LagWatch,
  at: number,
): GroupTiming {
  const reasonFor = (on: GroupOnTopic, one: GroupPartition) =>
    watch.verdict(listing.id, one, isRead(one, on, description), at)?.reason ?? null;
  const partition = (on: GroupOnTopic, one: GroupPartition): Timing => {
    if (!lag.isCurrent) return unknown;
    const status = watch.status(listing.id, one, isRead(one, on, description), at);
    return { ...timeOf(watch.behind(one, at)), status, reason: status && reasonFor(on, one) };
  };
  const topics = new Map<string, Timing>();
  if (!lag.isCurrent) return { ...unknown, topics, partition };
  const all = new Sum(reasonFor);
  for (const [topic, on] of lag.topics) {
    const sum = new Sum(reasonFor);
    for (const one of on.partitions) {
      if (!one.commit) continue;
      sum.behind(watch.behind(one, at));
      sum.tell(watch.status(listing.id, one, isRead(one, on, description), at), on, one);
    }
    topics.set(topic, sum.timing());
    all.join(sum);
  }
  return Object.assign(all.timing(), { topics, partition });
}

function timeOf(behind: TimeBehind | null): Pick<Timing, "lagMs" | "isLeast"> {
  if (!behind) return { lagMs: null, isLeast: false };
  const isLeast = behind.ms > 0 && behind.most === null && behind.ms === behind.least;
  return { lagMs: Math.round(behind.ms), isLeast };
}

/** Whether a member holds a partition; null while shares are dealt out and where they cannot be read. */
function isRead(one: GroupPartition, on: GroupOnTopic, description: GroupDescription | null): boolean | null {
  if (!description) return null;
  const { members, state, type } = description;
  if (members.length === 0) return false;
  if (one.memberId !== null) return true;
  if (state !== "Stable" || members.some(({ assignments }) => assignments === null)) return null;
  return type === "share" && on.assignedMembers > 0;
}

type Worst = { status: LagStatus; on: GroupOnTopic; one: GroupPartition };
type ReasonFor = (on: GroupOnTopic, one: GroupPartition) => string | null;

/** The longest time and the worst status; unknown while that of a lagging partition is, unless another is bad already. */
class Sum {
  readonly #reasonFor: ReasonFor;
  #longest: TimeBehind | null = null;
  #isUnknown = false;
  #isUnjudged = false;
  #worst: Worst | null = null;
  /** partitions with a status at all, and with the worst */
  #judged = 0;
  #alike = 0;

  constructor(reasonFor: ReasonFor) {
    this.#reasonFor = reasonFor;
  }

  behind(time: TimeBehind | null): void {
    if (!time) this.#isUnknown = true;
    else if (!this.#longest || time.ms > this.#longest.ms) this.#longest = time;
  }

  tell(status: LagStatus | null, on: GroupOnTopic, one: GroupPartition): void {
    if (status === null) this.#isUnjudged = true;
    else {
      this.#judged += 1;
      if (this.#worst?.status === status) this.#alike += 1;
      else if (!this.#worst || compareStatus(status, this.#worst.status) > 0) this.#take({ status, on, one }, 1);
    }
  }

  join(other: Sum): void {
    if (other.#longest) this.behind(other.#longest);
    this.#isUnknown ||= other.#isUnknown;
    this.#isUnjudged ||= other.#isUnjudged;
    this.#judged += other.#judged;
    const worst = other.#worst;
    if (!worst) return;
    const order = this.#worst ? compareStatus(worst.status, this.#worst.status) : 1;
    if (order === 0) this.#alike += other.#alike;
    else if (order > 0) this.#take(worst, other.#alike);
  }

  #take(worst: Worst, alike: number): void {
    this.#worst = worst;
    this.#alike = alike;
  }

  timing(): Timing {
    const worst = this.#worst;
    const isTold = worst !== null && (worst.status !== "ok" || !this.#isUnjudged);
    const sum = this;
    return {
      ...timeOf(this.#longest),
      // another partition may be behind for longer than anything that is known
      ...(this.#isUnknown ? { lagMs: null } : {}),
      status: isTold ? worst.status : null,
      get reason() {
        return isTold ? sum.#reasonOf(worst) : null;
      },
    };
  }

  #reasonOf({ status, on, one }: Worst): string | null {
    if (this.#judged === 1) return this.#reasonFor(on, one);
    if (status === "ok") return "Every partition keeps up or catches up.";
    const others = this.#alike - 1;
    const more = others > 0 ? ` The same in ${plural(others, "more partition")}.` : "";
    return `${one.topic}, partition ${one.partition}: ${this.#reasonFor(on, one)}${more}`;
  }
}
