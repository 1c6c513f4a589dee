import { configDuration } from "@/lib/format/duration";
import { type Figure, figure, unknown } from "@/lib/format/figure";

type Kept = { cleanupPolicy: string | null; retentionMs: bigint | null };

/** How long records stay: `7 d`, `compact` (the newest of each key for ever), `compact, 7 d` where both apply. */
export function keeps({ cleanupPolicy, retentionMs }: Kept): Figure {
  if (cleanupPolicy === null) return unknown;
  const policies = policiesOf(cleanupPolicy);
  if (!policies.includes("compact")) return configDuration(retentionMs);
  if (!policies.includes("delete"))
    return figure("compact", "", "the newest record of every key is kept, whatever its age");
  const time = configDuration(retentionMs);
  return { ...time, text: `compact, ${time.text}`, exact: `the newest record of every key, for ${time.exact}` };
}

/** The words of a cleanup.policy; Kafka takes them in any order, and none at all since 4.1. */
export function policiesOf(cleanupPolicy: string): string[] {
  return cleanupPolicy
    .split(",")
    .map((word) => word.trim())
    .filter((word) => word !== "");
}

/** latest − earliest counts records only where none was compacted away (or transactional, which nobody can tell from here). */
export function spanIsRecords({ cleanupPolicy }: Pick<Kept, "cleanupPolicy">): boolean {
  return cleanupPolicy !== null && !policiesOf(cleanupPolicy).includes("compact");
}
