import { parentPort } from "node:worker_threads";
import { registerCodecs } from "./codecs.ts";
import { GroupMember } from "./member.ts";
import type { MemberOrder, MemberReport } from "./member-messages.ts";

/** All workloads of the process, away from the thread that serves requests. */
const members = new Map<string, GroupMember>();
const tell = (report: MemberReport): void => parentPort?.postMessage(report);
registerCodecs();

parentPort?.on("message", (order: MemberOrder) => {
  if (order.kind === "start") void start(order.spec);
  else if (order.kind === "stop") void stop(order.id);
  else void commit(order.id, order.call);
});

async function start(spec: Extract<MemberOrder, { kind: "start" }>["spec"]): Promise<void> {
  const member = new GroupMember(spec, tell);
  members.set(spec.id, member);
  try {
    await member.start();
  } catch (error) {
    members.delete(spec.id);
    tell({ kind: "ended", id: spec.id, failure: words(error) });
    await member.leave().catch(() => {});
  }
}

async function stop(id: string): Promise<void> {
  const member = members.get(id);
  members.delete(id);
  try {
    await member?.leave();
    tell({ kind: "ended", id, failure: null });
  } catch (error) {
    tell({ kind: "ended", id, failure: words(error) });
  }
}

async function commit(id: string, call: number): Promise<void> {
  try {
    const offsets = (await members.get(id)?.commit()) ?? [];
    tell({ kind: "committed", id, call, offsets });
  } catch (error) {
    tell({ kind: "not-committed", id, call, message: words(error) });
  }
}

function words(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
