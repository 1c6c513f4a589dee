"use client";
import type { Zone } from "@/lib/format/time";
import { stored, useStored } from "./stored";

export type Density = "compact" | "normal" | "comfortable";
export type Preferences = {
  zone: Zone;
  density: Density;
  railClosed: boolean;
  widths: Readonly<Record<string, number>>;
};

export const preferences = stored<Preferences>(
  "klar.preferences",
  { zone: "utc", density: "normal", railClosed: false, widths: {} },
  (found) => {
    if (typeof found !== "object" || found === null) return undefined;
    const at = found as Partial<Record<keyof Preferences, unknown>>;
    const widths = typeof at.widths === "object" && at.widths !== null ? Object.entries(at.widths) : [];
    return {
      zone: at.zone === "local" ? "local" : "utc",
      density: at.density === "compact" || at.density === "comfortable" ? at.density : "normal",
      railClosed: at.railClosed === true,
      widths: Object.fromEntries(
        widths.filter((one): one is [string, number] => typeof one[1] === "number" && one[1] > 0),
      ),
    };
  },
);

export function usePreferences(): Preferences {
  return useStored(preferences);
}

export function setPreference<Key extends keyof Preferences>(key: Key, value: Preferences[Key]): void {
  preferences.set((before) => ({ ...before, [key]: value }));
}

/** The zone every time of day is written in. */
export function useZone(): Zone {
  return usePreferences().zone;
}

/** Remembered width of a panel or drawer, px. */
export function usePanelWidth(name: string, initial: number): [number, (px: number) => void] {
  const { widths } = usePreferences();
  return [widths[name] ?? initial, (px) => setPreference("widths", { ...preferences.get().widths, [name]: px })];
}
