"use client";
import { useSyncExternalStore } from "react";
import { PreferenceStore, type Preferences, preferences } from "./preferences.ts";

const server = new PreferenceStore().get();

export function usePreferences(): Preferences {
  return useSyncExternalStore(preferences.subscribe, preferences.get, () => server);
}
