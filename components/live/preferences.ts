/** What a person chose for the whole console. Kept in this browser; `paused` only as long as the page lives. */
export type Preferences = {
  zone: "utc" | "local";
  density: "compact" | "normal" | "comfortable";
  railCollapsed: boolean;
  paused: boolean;
};

const initial: Preferences = { zone: "utc", density: "normal", railCollapsed: false, paused: false };
const storageKey = "klar.preferences";

/** A store is get, set, subscribe; React comes after. */
export class PreferenceStore {
  #current: Preferences = initial;
  #listeners = new Set<() => void>();

  get = (): Preferences => this.#current;

  set = (change: Partial<Preferences>): void => {
    this.#current = { ...this.#current, ...change };
    const { paused: _, ...kept } = this.#current;
    try {
      globalThis.localStorage?.setItem(storageKey, JSON.stringify(kept));
    } catch {
      // storage can be forbidden or full; the choice then lasts as long as the page
    }
    for (const listener of this.#listeners) listener();
  };

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Reads what an earlier visit kept. Called once in the browser, after hydration. */
  restore(): void {
    try {
      const kept: unknown = JSON.parse(globalThis.localStorage?.getItem(storageKey) ?? "{}");
      if (typeof kept !== "object" || kept === null) return;
      const { zone, density, railCollapsed } = kept as Record<string, unknown>;
      this.set({
        ...(zone === "utc" || zone === "local" ? { zone } : {}),
        ...(density === "compact" || density === "normal" || density === "comfortable" ? { density } : {}),
        ...(typeof railCollapsed === "boolean" ? { railCollapsed } : {}),
      });
    } catch {
      // not readable: the defaults stay
    }
  }
}

export const preferences = new PreferenceStore();
