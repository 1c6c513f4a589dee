import { count } from "@/lib/format/count";
import type { ReplicaState } from "./replica-state";

const words: Record<ReplicaState, string> = {
  leader: "leader",
  "in-sync": "in sync",
  behind: "out of sync",
  offline: "offline",
  none: "no replica",
};

/** Filled is leader, outline in sync, dashed out of sync (by `behind` records when known), red offline. */
export function ReplicaCell({
  state,
  behind,
  preferred,
}: {
  state: ReplicaState;
  behind?: bigint | null;
  preferred?: boolean;
}) {
  const { text, unit, exact } = count(behind ?? null);
  const shown =
    state === "leader" || state === "offline"
      ? state
      : state === "behind"
        ? behind
          ? `-${text}${unit}`
          : "behind"
        : state === "none"
          ? "·"
          : "";
  const tip =
    state === "behind" && behind
      ? `${exact} records behind`
      : preferred
        ? `${words[state]}, preferred leader`
        : words[state];
  return (
    <span className={`cell ${state}`} data-tip={state === "none" ? undefined : tip}>
      <span aria-hidden="true">{shown}</span>
      <span className="sr-only">{words[state]}</span>
    </span>
  );
}

export function ReplicaLegend() {
  return (
    <div className="legend">
      {(["leader", "in-sync", "behind", "offline"] as const).map((state) => (
        <span key={state}>
          <span className={`cell ${state}`} aria-hidden="true" />
          {state === "behind" ? "out of sync, records behind" : words[state]}
        </span>
      ))}
    </div>
  );
}
