"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { useFavourites } from "@/components/ui/favourites";
import { Icon } from "@/components/ui/icon";
import { Brand } from "./brand";
import { ClusterSwitch } from "./cluster-switch";
import { places } from "./places";
import { ThemeButton } from "./theme-button";

/** What stands at the end of a place's line, by its id: a count, or a Status when something is wrong. */
export type Badges = Readonly<Record<string, ReactNode>>;

export function Rail({
  cluster,
  badges,
  closed,
  onToggle,
  onHelp,
}: {
  cluster: string | null;
  badges: Badges;
  closed: boolean;
  onToggle: () => void;
  onHelp: () => void;
}) {
  const here = usePathname();
  return (
    <aside className="rail" aria-label="Navigation">
      <Brand />
      {cluster === null ? null : <ClusterSwitch cluster={cluster} closed={closed} />}
      <nav aria-label="Pages">
        {cluster === null
          ? null
          : places.map((place) => {
              const href = place.href(cluster);
              const current = here === href || here.startsWith(`${href}/`);
              return (
                <Link
                  key={place.id}
                  href={href}
                  aria-current={current ? "page" : undefined}
                  data-tip={closed ? `${place.label} (${place.key})` : undefined}
                  aria-label={closed ? place.label : undefined}
                >
                  <Icon name={place.icon} />
                  <span className="word">{place.label}</span>
                  {closed ? null : badges[place.id]}
                </Link>
              );
            })}
        {cluster === null || closed ? null : <FavouriteLinks cluster={cluster} here={here} />}
      </nav>
      <footer>
        <button
          type="button"
          onClick={onHelp}
          data-tip={closed ? "Keys (?)" : undefined}
          aria-label={closed ? "Keys" : undefined}
        >
          <Icon name="keyboard" />
          <span className="word">Keys</span>
          <span className="end">?</span>
        </button>
        <ThemeButton closed={closed} />
        <button
          type="button"
          onClick={onToggle}
          data-tip={closed ? "Open the rail (\\)" : undefined}
          aria-label={closed ? "Open the rail" : undefined}
          aria-expanded={!closed}
        >
          <Icon name="rail" />
          <span className="word">Collapse</span>
          <span className="end">\</span>
        </button>
      </footer>
    </aside>
  );
}

function FavouriteLinks({ cluster, here }: { cluster: string; here: string }) {
  const favourites = useFavourites(cluster);
  if (favourites.length === 0) return null;
  return (
    <>
      <h2>Favourites</h2>
      {favourites.map((one) => (
        <Link
          key={one.href}
          href={one.href}
          className="fav"
          aria-current={here.startsWith(one.href) ? "page" : undefined}
        >
          <span className="cut" data-tip-cut={one.label}>
            {one.label}
          </span>
        </Link>
      ))}
    </>
  );
}
