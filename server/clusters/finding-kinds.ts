/** Every kind of trouble that is looked for in each picture. */
export const findingKinds = [
  "offline-partitions",
  "under-min-isr",
  "under-replicated",
  "single-copy",
  "single-copy-offsets",
  "no-slack",
  "broker-gone",
  "broker-fenced",
  "log-dir-failed",
  "disk-full",
  "uneven-leaders",
  "controller-unknown",
  "upgrade-unfinished",
  "lag-growing",
  "group-stalled",
  "group-stopped",
  "idle-members",
  "beyond-end",
  "coordinator-lost",
] as const;
export type FindingKind = (typeof findingKinds)[number];
