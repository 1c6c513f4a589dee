import type { Tone } from "@/components/ui/status";
import type { ClusterRow } from "@/lib/api/clusters";

export type ClusterState = { tone: Tone; word: string; reason: string | null; hint: string | null };

type Facts = Pick<ClusterRow, "status" | "error" | "offlinePartitions" | "underReplicatedPartitions">;

/** How a cluster is, in a word; why, in a sentence; what to do about it. */
export function clusterState({ status, error, offlinePartitions }: Facts): ClusterState {
  const reason = error?.message ?? null;
  const hint = error?.hint ?? null;
  if (status === "ok") return { tone: "calm", word: "Healthy", reason: null, hint: null };
  if (status === "unreachable") return { tone: "bad", word: unreachableWord(reason ?? "", hint ?? ""), reason, hint };
  return { tone: (offlinePartitions ?? 0) > 0 ? "bad" : "warn", word: "Degraded", reason, hint };
}

/**
 * The usual reasons have a word of their own; everything else is "Unreachable". The sentence stands beside it. An advertised
 * address comes first, because its sentence also says how that address failed.
 */
const reasons: readonly [RegExp, string][] = [
  [/advertises/i, "Wrong listener"],
  [/does not (use|offer) SASL/i, "SASL mismatch"],
  [/authenticat|SASL|credentials|password/i, "Sign-in failed"],
  [/TLS|certificate/i, "TLS mismatch"],
  [/host name was not found|name .*not.* found/i, "Name not found"],
  [/refused/i, "Refused"],
  [/answered within|does not answer|did not answer|timed out/i, "No answer"],
];

function unreachableWord(message: string, hint: string): string {
  const found = reasons.find(([pattern]) => pattern.test(message)) ?? reasons.find(([pattern]) => pattern.test(hint));
  return found?.[1] ?? "Unreachable";
}
