"use client";
import { toggleFavourite, useFavourites } from "./favourites";
import { Icon } from "./icon";

/** Marks a thing as a favourite; it then stands in the rail. */
export function Star({ scope, href, label }: { scope: string; href: string; label: string }) {
  const on = useFavourites(scope).some((one) => one.href === href);
  return (
    <button
      type="button"
      className="star"
      aria-pressed={on}
      aria-label={`Favourite ${label}`}
      data-tip={on ? "Favourite, in the rail" : "Make it a favourite"}
      onClick={() => toggleFavourite({ scope, href, label })}
    >
      <Icon name="star" />
    </button>
  );
}
