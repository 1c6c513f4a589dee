import type { Snapshot } from "./snapshot.ts";

const rebalances: ReadonlySet<string> = new Set(["PreparingRebalance", "CompletingRebalance"]);

/** Since when every picture has found a classic group in the same state of a rebalance. */
export class RebalanceWatch {
  #groups = new Map<string, { state: string; since: number }>();

  push({ groups, offsetsAt: at }: Snapshot): void {
    const next = new Map<string, { state: string; since: number }>();
    for (const [id, { description, remembered }] of groups) {
      if (remembered || !description || !rebalances.has(description.state)) continue;
      const { state } = description;
      const before = this.#groups.get(id);
      next.set(id, before?.state === state && before.since <= at ? before : { state, since: at });
    }
    this.#groups = next;
  }

  /** ms; null where the last picture did not find it in this state */
  lasted(id: string, state: string, now: number): number | null {
    const known = this.#groups.get(id);
    return known?.state === state ? Math.max(0, now - known.since) : null;
  }
}
