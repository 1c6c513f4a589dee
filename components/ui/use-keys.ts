"use client";
import { useEffect, useEffectEvent, useSyncExternalStore } from "react";
import { type KeyBinding, type KeyPress, KeyRegistry } from "./keys";

export const keyRegistry = new KeyRegistry();
const none: readonly KeyBinding[] = [];

/** Binds keys while the component is mounted. The acts always see the latest props; only keys and labels rebind. */
export function useKeys(bindings: readonly KeyBinding[]): void {
  const run = useEffectEvent((keys: string, event: KeyPress) => bindings.find((one) => one.keys === keys)?.run(event));
  const shape = JSON.stringify(bindings.map(({ run: _, ...rest }) => rest));
  useEffect(() => {
    const parsed: Omit<KeyBinding, "run">[] = JSON.parse(shape);
    return keyRegistry.add(parsed.map((one) => ({ ...one, run: (event) => run(one.keys, event) })));
  }, [shape]);
}

/** For the help and the palette. */
export function useBoundKeys(): readonly KeyBinding[] {
  return useSyncExternalStore(keyRegistry.subscribe, keyRegistry.list, () => none);
}

/** Mounted once, by the providers. */
export function useKeyListener(): void {
  useEffect(() => {
    const down = (event: KeyboardEvent) => {
      const at = event.target instanceof HTMLElement ? event.target : null;
      const field =
        at?.isContentEditable === true ||
        at?.matches("input:not([type=checkbox], [type=radio]), textarea, select") === true;
      keyRegistry.handle(event, { field, dialog: document.querySelector("[data-modal]") !== null });
    };
    window.addEventListener("keydown", down);
    return () => window.removeEventListener("keydown", down);
  }, []);
}
