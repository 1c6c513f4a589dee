import type { GroupHistory } from "@/lib/api/group-history";

/** Records a second between two samples; null at the first, over gaps, and where a position went back. */
export type GroupRates = { produced: (number | null)[]; consumed: (number | null)[] };

/** What was written and what was read over time, from the ends and commits of the partitions that were kept one by one. */
export function groupRates(times: readonly number[], topics: GroupHistory["topics"], topic: string | null): GroupRates {
  const partitions = topics.flatMap((one) => (topic === null || one.topic === topic ? one.partitions : []));
  const rate = (field: "committed" | "latest") =>
    times.map((at, place) => {
      const before = times[place - 1];
      if (before === undefined || at <= before) return null;
      let moved = 0n;
      let isKnown = false;
      for (const { [field]: offsets } of partitions) {
        const [from, to] = [offsets[place - 1] ?? null, offsets[place] ?? null];
        if (from === null || to === null) continue;
        // back is no reading: it was reset, or the topic is another one
        if (to < from) return null;
        isKnown = true;
        moved += to - from;
      }
      return isKnown ? Number(moved) / ((at - before) / 1000) : null;
    });
  return { produced: rate("latest"), consumed: rate("committed") };
}
