import type { Standing } from "./rule.ts";

/** Epoch ms for people, and ms of a clock that nobody sets for what lasts. */
export type Now = { at: number; steadyAt: number };
export type AlertState = {
  state: "ok" | "pending" | "firing";
  /** since when it is in this state */
  since: Now;
  /** since when it has been well clear, while it fires */
  clearSince: Now | null;
};
export type Transition = "firing" | "resolved" | null;
type Lasting = { forMs: number; resolveForMs: number };

export function calm(now: Now): AlertState {
  return { state: "ok", since: now, clearSince: null };
}

/**
 * One look at one group. It fires once the condition held at every look for `forMs`; it is over once every look for `resolveForMs`
 * was well clear. What is not known moves nothing, but an alert is not over in the dark.
 */
export function step(
  before: AlertState,
  standing: Standing,
  now: Now,
  { forMs, resolveForMs }: Lasting,
): { after: AlertState; transition: Transition } {
  const lasted = (since: Now) => now.steadyAt - since.steadyAt;
  switch (before.state) {
    case "ok":
      if (standing !== "holds") return { after: before, transition: null };
      if (forMs === 0) return { after: { state: "firing", since: now, clearSince: null }, transition: "firing" };
      return { after: { state: "pending", since: now, clearSince: null }, transition: null };
    case "pending":
      if (standing === null) return { after: before, transition: null };
      if (standing !== "holds") return { after: calm(now), transition: null };
      if (lasted(before.since) < forMs) return { after: before, transition: null };
      return { after: { state: "firing", since: now, clearSince: null }, transition: "firing" };
    case "firing": {
      if (standing !== "clear") return { after: { ...before, clearSince: null }, transition: null };
      const clearSince = before.clearSince ?? now;
      if (lasted(clearSince) < resolveForMs) return { after: { ...before, clearSince }, transition: null };
      return { after: calm(now), transition: "resolved" };
    }
  }
}
