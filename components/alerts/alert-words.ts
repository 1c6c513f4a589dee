import type { Tone } from "@/components/ui/status";
import type { Alert } from "@/lib/api/alerts";
import { plural } from "@/lib/format/count";

export const stateWords: Readonly<Record<Alert["state"], { tone: Tone; word: string }>> = {
  ok: { tone: "calm", word: "Quiet" },
  pending: { tone: "warn", word: "Pending" },
  firing: { tone: "bad", word: "Firing" },
};

/** How the last message to the webhook went. */
export function deliveryWords(last: NonNullable<Alert["lastDelivery"]>): { tone: Tone; text: string } {
  const what = last.kind === "test" ? "Test" : last.kind === "firing" ? "Alert" : "All-clear";
  if (last.delivered) return { tone: "calm", text: `${what} taken${last.status === null ? "" : ` (${last.status})`}` };
  const after = last.attempts > 1 ? ` after ${plural(last.attempts, "try", "tries")}` : "";
  const why = last.error ?? (last.status === null ? "no answer" : `answered ${last.status}`);
  return { tone: "bad", text: `${what} not delivered${after}: ${why}` };
}

/** Rules worst first, within a state by name. */
export function sortedAlerts(alerts: readonly Alert[]): Alert[] {
  const rank = { firing: 0, pending: 1, ok: 2 } as const;
  return alerts.toSorted((a, b) => rank[a.state] - rank[b.state] || a.name.localeCompare(b.name));
}

/** A configuration that would work here, with a group of this cluster where one is known. */
export function alertSnippet(cluster: string, group: string | undefined): string {
  return `alerts:
  - name: ${group ?? "orders"} is late
    cluster: ${cluster} # every cluster unless said
    group: ${group ?? "orders-*"} # a name, or a pattern with *
    lagMs: 300000 # more than 5 min behind; or lag: 10000 records; or status: [stalled, stopped]
    for: 2m # it has to hold so long before it fires
    resolveFor: 5m # and to be gone so long before it is over
    webhook: https://hooks.example.org/klar # gets a POST with JSON
`;
}
