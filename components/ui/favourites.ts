"use client";
import { stored, useStored } from "./stored";

/** A starred thing: where it is, what it is called, and the scope it belongs to. */
export type Favourite = { scope: string; href: string; label: string };

function list(found: unknown): Favourite[] | undefined {
  if (!Array.isArray(found)) return undefined;
  return found.filter(
    (one): one is Favourite =>
      typeof one === "object" &&
      one !== null &&
      ["scope", "href", "label"].every((key) => typeof (one as Record<string, unknown>)[key] === "string"),
  );
}

export const favourites = stored<readonly Favourite[]>("klar.favourites", [], list);
/** The last things opened, newest first. */
export const recents = stored<readonly Favourite[]>("klar.recents", [], list);

export function useFavourites(scope: string): readonly Favourite[] {
  return useStored(favourites).filter((one) => one.scope === scope);
}

export function useRecents(scope: string): readonly Favourite[] {
  return useStored(recents).filter((one) => one.scope === scope);
}

export function toggleFavourite(one: Favourite): void {
  favourites.set((before) =>
    before.some((other) => other.href === one.href)
      ? before.filter((other) => other.href !== one.href)
      : [...before, one],
  );
}

const RECENTS = 30;

export function rememberVisit(one: Favourite): void {
  if (recents.get()[0]?.href === one.href) return;
  recents.set((before) => [one, ...before.filter((other) => other.href !== one.href)].slice(0, RECENTS));
}
