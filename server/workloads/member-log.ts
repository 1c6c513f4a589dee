import type { ConsumedRecord, Member, MemberHappening } from "../../lib/api/workloads.ts";

export type MemberEvent =
  | { event: "member"; data: Member }
  | { event: "happened"; data: MemberHappening }
  | { event: "records"; data: { items: ConsumedRecord[]; skipped: bigint } }
  | { event: "done"; data: { reason: "end" | "failed" | "cancelled" | "shutdown" } };

const mostKept = 300;

/** What happened to a member, the last of it, for those who watch from now on or come later. */
export class MemberLog {
  #events: MemberEvent[] = [];
  /** how many have fallen out in front */
  #gone = 0;

  add(event: MemberEvent): void {
    this.#events.push(event);
    if (this.#events.length <= mostKept) return;
    const half = mostKept / 2;
    this.#events = this.#events.slice(half);
    this.#gone += half;
  }

  /** Events from a position on, and the position after them. Who is too slow misses the oldest. */
  since(position: number): { events: MemberEvent[]; position: number } {
    return {
      events: this.#events.slice(Math.max(0, position - this.#gone)),
      position: this.#gone + this.#events.length,
    };
  }
}
