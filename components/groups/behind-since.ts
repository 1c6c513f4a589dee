/** what `lagHistory` covers, ms */
const spanMs = 600_000;

/**
 * Since when a group is behind by `worth` records or more, epoch ms, from its sparkline; `isLeast`: it was so already when
 * measuring began. null when it is not, or where nothing was measured.
 */
export function behindSince(
  history: readonly (number | null)[],
  asOf: number,
  worth: number,
): { at: number; isLeast: boolean } | null {
  const step = spanMs / Math.max(1, history.length);
  const timeOf = (place: number) => asOf - (history.length - 1 - place) * step;
  let first: number | null = null;
  for (let place = history.length - 1; place >= 0; place--) {
    const value = history[place] ?? null;
    // what was not measured says neither
    if (value === null) continue;
    if (value < worth) return first === null ? null : { at: timeOf(first), isLeast: false };
    first = place;
  }
  return first === null || first === history.length - 1 ? null : { at: timeOf(first), isLeast: true };
}
