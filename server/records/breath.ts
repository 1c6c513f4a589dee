/** how long work holds the thread that serves before others have their turn */
const mostMs = 15;

/** Shares the thread that serves: `taken` waits one turn of the event loop whenever the work since the last wait took too long. */
export class Breath {
  #since = performance.now();

  /** Resolves at once while there is time left. */
  async taken(): Promise<void> {
    if (performance.now() - this.#since < mostMs) return;
    await new Promise((resolve) => setImmediate(resolve));
    this.#since = performance.now();
  }
}
