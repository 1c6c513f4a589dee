/** attempts of one call, the first included */
export const mostAttempts = 5;

/** 100 ms after the first attempt, twice as long after each further one, 1 s at most, ±20 %; ended by the signal. */
export function retryPause(attempt: number, signal?: AbortSignal): Promise<void> {
  const ms = Math.min(1_000, 100 * 2 ** (attempt - 1)) * (0.8 + Math.random() * 0.4);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const aborted = (): void => reject(signal?.reason);
  if (signal?.aborted) return Promise.reject(signal.reason);
  const timer = setTimeout(resolve, ms);
  signal?.addEventListener("abort", aborted, { once: true });
  return promise.finally(() => {
    clearTimeout(timer);
    signal?.removeEventListener("abort", aborted);
  });
}

/** From now to a deadline (epoch ms) as a timer can take it: never below 1, never above what makes Node fire at once. */
export function timerMs(deadline: number): number {
  return Math.min(Math.max(1, deadline - Date.now()), 2 ** 31 - 1);
}
