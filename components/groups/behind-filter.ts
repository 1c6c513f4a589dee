import type { GroupRow } from "@/lib/api/groups";

/** Filters by how far behind, for the list; the server sends all rows, so they are sieved here. */
export const behindChoices = ["trouble", "waiting", "1m", "10m", "1h"] as const;
export type BehindChoice = (typeof behindChoices)[number];

export const behindNames: Readonly<Record<BehindChoice, string>> = {
  trouble: "In trouble",
  waiting: "Records waiting",
  "1m": "Over 1 min behind",
  "10m": "Over 10 min behind",
  "1h": "Over 1 h behind",
};

const troubles = new Set(["warning", "rewound", "stalled", "stopped", "beyond-end"]);
const leastMs: Readonly<Partial<Record<BehindChoice, number>>> = { "1m": 60_000, "10m": 600_000, "1h": 3_600_000 };

export function isSoFarBehind(
  { lag, lagMs, status, remembered }: Pick<GroupRow, "lag" | "lagMs" | "status" | "remembered">,
  choice: BehindChoice | null,
): boolean {
  if (choice === null) return true;
  if (choice === "trouble") return remembered || (status !== null && troubles.has(status));
  if (choice === "waiting") return lag !== null && lag > 0n;
  return lagMs !== null && lagMs >= (leastMs[choice] ?? 0);
}
