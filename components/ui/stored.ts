import { useSyncExternalStore } from "react";

/** A value of the browser that outlives the tab and is the same in all of them. */
export type Stored<T> = {
  get: () => T;
  set: (change: (before: T) => T) => void;
  subscribe: (listener: () => void) => () => void;
  initial: T;
};

/**
 * `read` turns what was stored (perhaps by an older build, perhaps by hand) into a good value, or returns undefined.
 * A full or forbidden localStorage only means that the value is forgotten with the tab.
 */
export function stored<T>(key: string, initial: T, read: (found: unknown) => T | undefined): Stored<T> {
  let value: T | undefined;
  const listeners = new Set<() => void>();
  const load = (text: string | null): T => {
    try {
      return text === null ? initial : (read(JSON.parse(text)) ?? initial);
    } catch {
      return initial;
    }
  };
  const get = (): T => {
    if (value === undefined) {
      try {
        value = load(window.localStorage.getItem(key));
      } catch {
        value = initial;
      }
    }
    return value;
  };
  const tell = () => {
    for (const listener of listeners) listener();
  };
  const foreign = (event: StorageEvent) => {
    if (event.key !== key) return;
    value = load(event.newValue);
    tell();
  };
  return {
    initial,
    get,
    set: (change) => {
      value = change(get());
      try {
        window.localStorage.setItem(key, JSON.stringify(value));
      } catch {}
      tell();
    },
    subscribe: (listener) => {
      if (listeners.size === 0) window.addEventListener("storage", foreign);
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) window.removeEventListener("storage", foreign);
      };
    },
  };
}

/** The server and the first render see the initial value, so that hydration agrees. */
export function useStored<T>(store: Stored<T>): T {
  return useSyncExternalStore(store.subscribe, store.get, () => store.initial);
}
