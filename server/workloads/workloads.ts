import type { Worker } from "node:worker_threads";
import { ApiError } from "../../lib/api/error.ts";
import type { Member, StartMemberBody } from "../../lib/api/workloads.ts";
import { changed } from "../jobs/changed.ts";
import { type MemberEvent, MemberLog } from "./member-log.ts";
import type { Connection, MemberOrder, MemberReport, Offsets } from "./member-messages.ts";
import { startMemberWorker } from "./start-worker.ts";

export type StartMember = StartMemberBody & { cluster: string; group: string };

export type Workloads = {
  /** Answers at once; joining is watched. @throws ApiError 404 without such a cluster, 429 while as many run as may */
  startMember(asked: StartMember): Member;
  /** Resolves when it has left. @throws ApiError 404 */
  stopMember(id: string): Promise<void>;
  /** @throws ApiError 404; 409 where it has left; 502 with what the client said */
  commitMember(id: string): Promise<Offsets>;
  /** those that run and the last that have left, the youngest first */
  listMembers(of?: { cluster?: string; group?: string }): Member[];
  /** @throws ApiError 404 */
  getMember(id: string): Member;
  /** What it went through and goes through, until it has left. @throws ApiError 404 */
  watchMember(id: string, signal: AbortSignal): AsyncGenerator<MemberEvent, void, undefined>;
  /** All leave; resolves when they have. */
  close(): Promise<void>;
};

type Entry = {
  member: Member;
  stays: boolean;
  log: MemberLog;
  change: ReturnType<typeof changed>;
  watchers: number;
  lonely: NodeJS.Timeout | undefined;
  ended: PromiseWithResolvers<void>;
};

const mostRunning = 20;
const mostEnded = 50;
const defaultLonelyMs = 10_000;
const idleMs = 5_000;
const commitMs = 10_000;
const running = new Set<Member["state"]>(["joining", "stable", "rebalancing", "leaving"]);

/**
 * @param connectionOf how an ordinary client reaches a cluster; null where there is none of that name
 * @param lonelyMs how long a member stays that nobody watches
 */
export function createWorkloads(
  connectionOf: (cluster: string) => Connection | null,
  lonelyMs = defaultLonelyMs,
): Workloads {
  const entries = new Map<string, Entry>();
  const calls = new Map<number, PromiseWithResolvers<Offsets>>();
  let worker: Worker | null = null;
  let idle: NodeJS.Timeout | undefined;
  let calling = 0;
  let isClosed = false;

  const find = (id: string): Entry => {
    const entry = entries.get(id);
    if (entry) return entry;
    throw new ApiError("no-such-job", `This console runs no member ${JSON.stringify(id)}.`, {
      hint: "Members end with the console, and when nobody watches them.",
    });
  };
  const isRunning = ({ member }: Entry): boolean => running.has(member.state);
  const all = (): Entry[] => [...entries.values()];

  const update = (entry: Entry, change: Partial<Member>): void => {
    entry.member = { ...entry.member, ...change };
    entry.log.add({ event: "member", data: entry.member });
    entry.change.notify();
  };
  const end = (entry: Entry, failure: string | null): void => {
    if (!isRunning(entry)) return;
    clearTimeout(entry.lonely);
    const problem =
      failure === null
        ? null
        : { target: `group ${entry.member.group}`, code: "kafka" as const, message: explained(failure) };
    const kind = failure === null ? "left" : "failed";
    const message = failure === null ? "Left the group: its partitions go to the other members." : explained(failure);
    entry.log.add({ event: "happened", data: { at: Date.now(), kind, message } });
    const state = failure === null ? "left" : "failed";
    update(entry, { state, problem, assignments: [], isLeader: false, endedAt: Date.now() });
    entry.ended.resolve();
    forgetOld(entries);
    if (!all().some(isRunning)) restLater();
  };
  const restLater = (): void => {
    clearTimeout(idle);
    idle = setTimeout(() => {
      if (all().some(isRunning)) return;
      void worker?.terminate();
      worker = null;
    }, idleMs);
    idle.unref();
  };
  const lost = (reason: string): void => {
    worker = null;
    for (const call of calls.values()) call.reject(new ApiError("internal", `The clients' thread stopped: ${reason}`));
    calls.clear();
    for (const entry of all().filter(isRunning)) end(entry, `The thread of the clients stopped: ${reason}`);
  };
  const order = (message: MemberOrder): void => {
    clearTimeout(idle);
    if (worker === null) {
      const fresh = startMemberWorker();
      fresh.unref();
      fresh.on("message", hear);
      fresh.on("error", (error) => worker === fresh && lost(error instanceof Error ? error.message : "unknown"));
      fresh.on("exit", (code) => worker === fresh && lost(`exit code ${code}`));
      worker = fresh;
    }
    worker.postMessage(message);
  };
  const hear = (report: MemberReport): void => {
    const entry = entries.get(report.id);
    if (!entry) return;
    switch (report.kind) {
      case "happened": {
        const { kind } = report.happening;
        entry.log.add({ event: "happened", data: report.happening });
        const rebalances = entry.member.rebalances + (kind === "rebalancing" ? 1 : 0);
        const state = stateAfter[kind] ?? entry.member.state;
        const fresh = kind === "joined" ? { uncommitted: 0n } : {};
        update(entry, { ...report.change, ...fresh, rebalances, state: isLeaving(entry) ? "leaving" : state });
        return;
      }
      case "records": {
        const { items, count, uncommitted } = report;
        if (count > 0) entry.log.add({ event: "records", data: { items, skipped: BigInt(count - items.length) } });
        const consumed = entry.member.consumed + BigInt(count);
        update(entry, { consumed, uncommitted: BigInt(uncommitted) });
        return;
      }
      case "generation":
        update(entry, { generation: report.generation });
        return;
      case "committed":
        calls.get(report.call)?.resolve(report.offsets);
        return;
      case "not-committed":
        entry.log.add({ event: "happened", data: { at: Date.now(), kind: "commit-failed", message: report.message } });
        entry.change.notify();
        calls.get(report.call)?.reject(new ApiError("kafka", `It was not committed: ${report.message}`));
        return;
      case "ended":
        end(entry, report.failure);
    }
  };
  const stop = (entry: Entry): Promise<void> => {
    if (isRunning(entry) && !isLeaving(entry)) {
      entry.log.add({ event: "happened", data: { at: Date.now(), kind: "leaving", message: "Leaving the group." } });
      update(entry, { state: "leaving" });
      order({ kind: "stop", id: entry.member.id });
    }
    return isRunning(entry) ? entry.ended.promise : Promise.resolve();
  };
  const watchOver = (entry: Entry): void => {
    clearTimeout(entry.lonely);
    if (entry.stays || entry.watchers > 0 || !isRunning(entry)) return;
    entry.lonely = setTimeout(() => void stop(entry), lonelyMs);
    entry.lonely.unref();
  };

  async function* watching(entry: Entry, signal: AbortSignal): AsyncGenerator<MemberEvent, void, undefined> {
    entry.watchers++;
    watchOver(entry);
    try {
      yield { event: "member", data: entry.member };
      for (let position = 0; !signal.aborted; ) {
        const next = entry.log.since(position);
        position = next.position;
        yield* next.events;
        if (!isRunning(entry) && entry.log.since(position).events.length === 0) {
          const reason = entry.member.state === "failed" ? "failed" : isClosed ? "shutdown" : "end";
          yield { event: "done", data: { reason } };
          return;
        }
        await entry.change.since(() => entry.log.since(position).events.length > 0, signal);
      }
    } finally {
      entry.watchers--;
      watchOver(entry);
    }
  }

  return {
    startMember({ cluster, group, topics, from, commit, rate = null, clientId = "klar-member", stays = false }) {
      if (isClosed) throw new ApiError("unreachable", "The console is ending.");
      const connection = connectionOf(cluster);
      if (!connection) throw new ApiError("no-such-cluster", `No cluster is called ${cluster} here.`);
      if (all().filter(isRunning).length >= mostRunning)
        throw new ApiError("too-many", `${mostRunning} members run already.`, { extra: { retryAfter: 10 } });
      const id = crypto.randomUUID();
      const names = [...new Set(topics)];
      const member: Member = {
        ...{ id, cluster, group, topics: names, state: "joining", memberId: null, clientId, isLeader: false },
        ...{ generation: null, assignments: [], commit, rate, consumed: 0n, rebalances: 0, uncommitted: 0n },
        ...{ problem: null, startedAt: Date.now(), endedAt: null },
      };
      const parts = { log: new MemberLog(), change: changed(), watchers: 0, lonely: undefined };
      const entry: Entry = { member, stays, ...parts, ended: Promise.withResolvers<void>() };
      entries.set(id, entry);
      entry.log.add({
        event: "happened",
        data: { at: Date.now(), kind: "started", message: "Asks to join the group." },
      });
      order({ kind: "start", spec: { id, connection, group, clientId, topics: names, from, commit, rate } });
      watchOver(entry);
      return member;
    },
    stopMember: async (id) => stop(find(id)),
    async commitMember(id) {
      const entry = find(id);
      if (!isRunning(entry))
        throw new ApiError("conflict", "It has left the group: there is nothing to commit any more.");
      const call = ++calling;
      const answer = Promise.withResolvers<Offsets>();
      calls.set(call, answer);
      const late = () =>
        answer.reject(new ApiError("deadline", "The commit was not answered.", { outcome: "unknown" }));
      const timer = setTimeout(late, commitMs);
      order({ kind: "commit", id, call });
      try {
        return await answer.promise;
      } finally {
        clearTimeout(timer);
        calls.delete(call);
      }
    },
    listMembers: ({ cluster, group } = {}) =>
      all()
        .map(({ member }) => member)
        .filter((one) => (cluster ?? one.cluster) === one.cluster && (group ?? one.group) === one.group)
        .reverse(),
    getMember: (id) => find(id).member,
    watchMember: (id, signal) => watching(find(id), signal),
    async close() {
      isClosed = true;
      await Promise.all(all().filter(isRunning).map(stop));
      await worker?.terminate();
      worker = null;
    },
  };
}

const stateAfter: Partial<Record<string, Member["state"]>> = {
  joined: "stable",
  rebalancing: "rebalancing",
  failed: "rebalancing",
};

function isLeaving({ member }: Entry): boolean {
  return member.state === "leaving";
}

/** The client's words, with what they mean where they do not say it. */
function explained(message: string): string {
  if (/inconsistent.*protocol|INCONSISTENT_GROUP_PROTOCOL/i.test(message))
    return `${message} The group's members use an assignor this client does not have (such as cooperative-sticky), or another kind of protocol.`;
  if (/does not host this topic-partition/i.test(message))
    return "A topic it reads is not there any more: it has left the group.";
  return message;
}

function forgetOld(entries: Map<string, Entry>): void {
  const ended = [...entries.values()].filter(({ member }) => !running.has(member.state));
  for (const { member } of ended.slice(0, Math.max(0, ended.length - mostEnded))) entries.delete(member.id);
}
