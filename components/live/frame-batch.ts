/** Listeners that are told at most once a frame, however often something changed. */
export class FrameBatch {
  readonly #listeners = new Set<() => void>();
  readonly #schedule: (work: () => void) => void;
  #isWaiting = false;
  #version = 0;

  constructor(schedule: (work: () => void) => void = onFrame) {
    this.#schedule = schedule;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Rises with each telling; what a subscriber compares. */
  version = (): number => this.#version;

  /** Something changed: listeners hear of it with the next frame. `before` runs first, e.g. to move what has waited. */
  soon(before: () => void): void {
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    this.#schedule(() => {
      this.#isWaiting = false;
      before();
      this.now();
    });
  }

  now(): void {
    this.#version += 1;
    for (const listener of this.#listeners) listener();
  }
}

/** A hidden tab has no frames; what waits there is moved by a timer, so that nothing stands still. */
function onFrame(work: () => void): void {
  if (typeof document !== "undefined" && document.hidden) setTimeout(work, 100);
  else requestAnimationFrame(work);
}
