"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { Icon } from "@/components/ui/icon";
import { places } from "./places";

/** The phone's bar under the thumb: three places and the palette. */
export function Dock({ cluster, onPalette }: { cluster: string; onPalette: () => void }) {
  const here = usePathname();
  return (
    <nav className="dock" aria-label="Main pages">
      {places
        .filter(({ id }) => ["overview", "topics", "groups"].includes(id))
        .map((place) => {
          const href = place.href(cluster);
          return (
            <Link key={place.id} href={href} aria-current={here.startsWith(href) ? "page" : undefined}>
              <Icon name={place.icon} />
              {place.phone}
            </Link>
          );
        })}
      <button type="button" onClick={onPalette}>
        <Icon name="search" />
        Search
      </button>
    </nav>
  );
}
