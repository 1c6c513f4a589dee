/** A thing that changes and those who wait for it. */
export function changed() {
  const waiting = new Set<() => void>();
  const next = (ms: number | null, signal: AbortSignal): Promise<void> => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = ms === null ? undefined : setTimeout(resolve, ms);
    const left = (): void => resolve();
    waiting.add(left);
    signal.addEventListener("abort", left, { once: true });
    if (signal.aborted) resolve();
    return promise.finally(() => {
      clearTimeout(timer);
      waiting.delete(left);
      signal.removeEventListener("abort", left);
    });
  };
  return {
    notify(): void {
      for (const wake of waiting) wake();
    },
    /** Resolves as soon as `holds`, which is asked again after each change. */
    async since(holds: () => boolean, signal: AbortSignal): Promise<void> {
      while (!holds() && !signal.aborted) await next(null, signal);
    },
    /** Resolves with the next change, or after so many ms. */
    within: (ms: number, signal: AbortSignal): Promise<void> => next(ms, signal),
  };
}
