/** Lets one waiter know that something happened; what happens while nobody waits is kept for the next wait. */
export class Wake {
  #isDue = false;
  #resolve: (() => void) | null = null;

  notify(): void {
    this.#isDue = true;
    this.#resolve?.();
  }

  /** Resolves on the next notify (at once when one came since the last wait), after `ms`, or when the signal aborts. */
  async next(ms: number, signal: AbortSignal): Promise<void> {
    if (!this.#isDue && !signal.aborted && ms > 0) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, Math.min(ms, 0x7fffffff));
      const ended = (): void => resolve();
      signal.addEventListener("abort", ended, { once: true });
      this.#resolve = resolve;
      await promise;
      signal.removeEventListener("abort", ended);
      clearTimeout(timer);
      this.#resolve = null;
    }
    this.#isDue = false;
  }
}
